"""On what there is a report to build, by kind."""

from collections.abc import Callable

from django.db.models import Q

from accounts.models import State
from dashboard.selectors.forums import first_moment
from needs.selectors import public_needs
from objectives.models import Objective
from plans.selectors import public_plans
from pledges.selectors import partners_shown
from progress.selectors import public_pledges
from reports.states import ReportKind
from reviews.selectors import public_reviews
from roundtables.models import Edition
from roundtables.selectors import editions
from tools.selectors import public_tools
from workflow.selectors import Moment


def subjects(kind: ReportKind, edition: Edition, moment: Moment) -> list[str]:
    """The subjects of a whole Forum edition, in reading order; [""] where the kind has one report for the Forum."""
    return SUBJECTS[kind](edition, moment)


def _round_tables(edition: Edition, moment: Moment) -> list[str]:
    return [str(number) for number in edition.round_tables.order_by("number").values_list("number", flat=True)]


def _objectives(edition: Edition, moment: Moment) -> list[str]:
    return [f"{number:02}" for number in Objective.objects.order_by("number").values_list("number", flat=True)]


def _states(edition: Edition, moment: Moment) -> list[str]:
    """Every State with a published record of its own at that moment, or that a published pledge names as a partner."""
    own = (
        records(moment).exclude(state=None).order_by().values("state")
        for records in (public_pledges, public_plans, public_reviews, public_needs, public_tools)
    )
    named = partners_shown(publication=moment.publication).filter(
        kind="", pledge__in=public_pledges(moment).order_by().values("pk")
    )
    known = Q(pk__in=named.order_by().values("state"))
    for states in own:
        known |= Q(pk__in=states)
    return list(State.objects.filter(known).order_by("iso3").values_list("iso3", flat=True))


def _one(edition: Edition, moment: Moment) -> list[str]:
    return [""]


def _years(edition: Edition, moment: Moment) -> list[str]:
    """The years between the Forum before and the one after, from that of the first publication to the moment's."""
    others = [each.year for each in editions(moment.publication)]
    before = max((year for year in others if year < edition.year), default=0)
    after = min((year for year in others if year > edition.year), default=moment.day.year + 1)
    first = max(before + 1, first_moment().day.year)
    return [str(year) for year in range(first, min(after - 1, moment.day.year) + 1)]


def _earlier_forums(edition: Edition, moment: Moment) -> list[str]:
    """Every Forum before this one, the latest first."""
    return [str(each.year) for each in editions(moment.publication) if each.year < edition.year]


SUBJECTS: dict[ReportKind, Callable[[Edition, Moment], list[str]]] = {
    ReportKind.ROUND_TABLE: _round_tables,
    ReportKind.OBJECTIVE: _objectives,
    ReportKind.STATE: _states,
    ReportKind.BRIEF: _one,
    ReportKind.OVERVIEW: _one,
    ReportKind.ANNUAL: _years,
    ReportKind.CHANGES: _earlier_forums,
}
