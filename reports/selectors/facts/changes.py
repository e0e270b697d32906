"""What the report on the time between two Forums stands on: figures at the end of the earlier one, and at the moment.

Where nothing was published by the end of the earlier Forum, it says so and goes from the first publication.
"""

from django.utils import translation

from dashboard.selectors.between import Moved, moved_objectives
from dashboard.selectors.forums import first_moment, moment_on
from reports.selectors.facts.parts import Facts, forum_facts, frame_facts, objective_facts
from reports.selectors.facts.turns import compared, moment_facts, turn_facts
from reports.selectors.scope import Scope
from roundtables.models import Edition
from roundtables.selectors import edition_of, objectives_at
from workflow.selectors import Moment


def changes_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """The facts of what changed, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    later = edition_of(scope.edition.year, moment.publication) or scope.edition
    earlier = edition_of(int(scope.subject), moment.publication) or Edition.objects.get(pk=int(scope.subject))
    before, why = _at_the_end_of(earlier, moment)
    with translation.override(language):
        return frame_facts(scope, moment, language) | {
            "earlier": forum_facts(earlier),
            "before": moment_facts(before),
            "until": moment_facts(moment),
            "stands_in_because": why,
            "figures": compared(before, moment),
            "turns": turn_facts(before, moment),
            "moved": [_moved(each) for each in moved_objectives(earlier, later, moment)],
            "objectives": [objective_facts(each) for each in objectives_at(later).order_by("number")],
        }


def _at_the_end_of(earlier: Edition, moment: Moment) -> tuple[Moment, str]:
    """The last publication of the Forum's last day; else the first there is, and why it stands in for that."""
    if earlier.ends_on is None:
        return first_moment(), "no_dates"
    if earlier.ends_on >= moment.day:
        return first_moment(), "not_over"
    found = moment_on(earlier.ends_on, moment)
    return (found, "") if found.publication else (first_moment(), "no_publication")


def _moved(each: Moved) -> Facts:
    return {"objective": each.objective, "before": each.before, "after": each.after}
