"""What is due, overdue or about to end: the first thing a desk shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Delegation
from accounts.selectors import Mandates
from correspondence.models import Thread
from correspondence.selectors import waiting_for_owner
from matching.models import MatchSide
from matching.selectors.pages import sides_waiting
from plans.models import Plan
from pledges.models import PledgePartner
from pledges.selectors import named_in
from progress.selectors.due import Due, due_reports
from workflow.selectors import Moment

PLAN_NOTICE = timedelta(days=180)
DELEGATION_NOTICE = timedelta(days=60)
REPORT_NOTICE = timedelta(days=60)
QUESTIONS_AT_ONCE = 10


@dataclass(frozen=True)
class Duties:
    """What asks for attention, each list the most pressing first."""

    questions: Sequence[Thread]
    reports: Sequence[Due]
    plans: Sequence[Plan]
    delegations: Sequence[Delegation]
    named: Sequence[PledgePartner]
    matches: Sequence[MatchSide]
    day: date

    def __bool__(self) -> bool:
        return bool(self.questions or self.reports or self.plans or self.delegations or self.named or self.matches)


def duties_of(mandates: Mandates, *, moment: Moment) -> Duties:
    """Questions to answer, reports due within sixty days or overdue, plans that end within half a year, matches that
    wait for an answer, the last days of a delegation."""
    horizon = moment.day + REPORT_NOTICE
    return Duties(
        questions=list(waiting_for_owner(mandates)[:QUESTIONS_AT_ONCE]),
        reports=[due for due in due_reports(mandates, moment) if due.due_on <= horizon],
        plans=list(ending_plans(mandates, moment=moment)),
        delegations=[
            mandate
            for mandate in mandates.delegations
            if mandate.ends_on is not None and mandate.ends_on <= moment.day + DELEGATION_NOTICE
        ],
        named=[
            each
            for each in named_in(mandates)
            if not getattr(each, "reply", "") and not each.pledge.record.is_imported
        ],
        matches=list(sides_waiting(mandates)),
        day=moment.day,
    )


def ending_plans(mandates: Mandates, *, moment: Moment):
    """One's own public plans whose period ends within half a year, or has ended, the earliest end first."""
    own = Plan.objects.as_of(moment.publication).of_parties(states=mandates.states, organisations=[])
    return (
        own.filter(period_ends_on__lte=moment.day + PLAN_NOTICE)
        .select_related("record", "state")
        .order_by("period_ends_on", "pk")
    )
