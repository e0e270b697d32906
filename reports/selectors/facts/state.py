"""What a State profile stands on: all that one State has put on record, true at a publication and a day.

Nothing is compared with other States. What organisations in the State pledge is theirs, and stands apart.
"""

from itertools import chain

from django.utils import translation

from accounts.models import State
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.parties import pledges_of_organisations_in, state_page
from dashboard.selectors.plans import plan_rows, plans_of_state
from dashboard.selectors.profile import pledges_naming
from dashboard.selectors.reviews import reviews_of_state
from plans.selectors import public_measures
from pledges.querysets import PledgeQuerySet
from progress.selectors import compact_figures
from reports.selectors.facts.brief import need_facts
from reports.selectors.facts.parts import Facts, figure_facts, frame_facts, pledge_records, tool_facts
from reports.selectors.facts.submitted import measure_facts, plan_facts, review_facts, year_facts
from reports.selectors.scope import Scope
from roundtables.selectors import edition_of
from workflow.selectors import Moment


def state_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """The facts of one profile, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    state = State.objects.get(pk=scope.subject)
    edition = edition_of(scope.edition.year, moment.publication) or scope.edition
    with translation.override(language):
        own, placed = state_page(state, moment), placed_objectives(edition)
        plans, reviews = plan_rows(plans_of_state(state, moment), placed), reviews_of_state(state, moment)
        measures = list(public_measures(moment).filter(plan__state=state).prefetch_related("objectives"))
        tools = own.tools.order_by("record__reference")
        pledges, naming, others = (
            _by_reference(each)
            for each in (own.pledges, pledges_naming(state, moment), pledges_of_organisations_in(state, moment))
        )
        needs = own.needs.prefetch_related("related_objectives").order_by("record__reference")
        return frame_facts(scope, moment, language) | {
            "state": {"iso3": state.pk, "name": state.name, "is_champion": state.is_champion},
            "figures": {
                "compact": figure_facts(compact_figures(moment)),
                "state": figure_facts(own.figures)
                | own.counts
                | {
                    "plans": len(plans),
                    "measures": len(measures),
                    "reviews": len(reviews),
                    "naming": len(naming),
                    "of_organisations": len(others),
                },
            },
            "own": [each.reference for each in pledges],
            "naming": [each.reference for each in naming],
            "of_organisations": [each.reference for each in others],
            "pledges": pledge_records(chain(pledges, naming, others), moment),
            "tools": {tool.reference: tool_facts(tool) for tool in tools},
            "capacity": {"needs": [need_facts(need) for need in needs]},
            "plans": [plan_facts(row) for row in plans],
            "measures": measure_facts(measures, moment),
            "reviews": [review_facts(row) for row in reviews],
            "trend": year_facts(own.pledges, moment),
        }


def _by_reference(pledges: PledgeQuerySet) -> list:
    return list(pledges.order_by("record__reference").prefetch_related("placements"))
