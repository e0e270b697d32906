"""What the annual status report stands on: the state of implementation on 10 December, and a year before.

On that day the Compact was adopted (Marrakesh, 2018). A report asked for before the day of its year tells how things
stand at its moment; one asked for later goes back to the last publication of the day.
"""

from django.utils import translation

from dashboard.selectors.forums import moment_on
from matching.selectors.figures import match_figures
from progress.selectors import figures_by_region
from progress.states import COMPACT_ADOPTED_ON
from reports.selectors.facts.brief import match_facts
from reports.selectors.facts.parts import Facts, figure_facts, frame_facts, iso, objective_facts
from reports.selectors.facts.turns import compared, moment_facts, turn_facts
from reports.selectors.scope import Scope
from reviews.selectors import forum_counts
from roundtables.selectors import edition_of, objectives_at
from ui.days import in_year
from workflow.selectors import Moment


def annual_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """The facts of one year, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    until = _in_that_year(int(scope.subject), moment)
    before = moment_on(in_year(until.day, until.day.year - 1), moment)
    edition = edition_of(scope.edition.year, moment.publication) or scope.edition
    with translation.override(language):
        return frame_facts(scope, moment, language) | {
            "day": iso(until.day),
            "before": moment_facts(before),
            "until": moment_facts(until),
            "had_none_before": before.publication == 0,
            "figures": compared(before, until),
            "turns": turn_facts(before, until),
            "regions": {region: figure_facts(found) for region, found in figures_by_region(until).items()},
            "matches": {
                "before": match_facts(match_figures(before)),
                "until": match_facts(match_figures(until)),
            },
            "reviews": [
                {"forum": each.edition.year, "members": each.members, "others": each.others, "of": each.of}
                for each in forum_counts(until)
            ],
            "objectives": [objective_facts(each) for each in objectives_at(edition).order_by("number")],
        }


def _in_that_year(year: int, moment: Moment) -> Moment:
    """10 December of the year as the portal stood then, or the moment itself while that day has not come."""
    day = COMPACT_ADOPTED_ON.replace(year=year)
    return moment if moment.day <= day else moment_on(day, moment)
