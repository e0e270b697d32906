"""What the queue can be narrowed to: each kind says in its own way what it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from moderation.selectors.claims import held
from moderation.selectors.contents import KINDS
from moderation.selectors.promise import late_before, soon_before, today_in_utc
from moderation.states import WHOLE_COMPACT, Age, Kind
from plans.models import Measure
from pledges.models import Pledge
from reviews.models import Statement
from tools.states import Scope


@dataclass(frozen=True)
class Asked:
    """What the queue is asked for; empty is everything.

    `objective` is a number of the 23, or `compact` for the Compact as a whole; `holder` an account's number.
    """

    kind: str = ""
    state: str = ""
    organisation: int | None = None
    objective: str = ""
    age: str = ""
    holder: int | None = None
    is_unclaimed: bool = False
    change: str = ""
    reference: str = ""
    order: str = ""


def awaiting(asked: Asked) -> dict[Kind, QuerySet]:
    """What awaits a decision and is asked for, kind by kind, in no order."""
    conditions = _conditions(asked)
    return {
        kind: _about(written.model._default_manager.awaiting_decision().order_by(), kind, asked.objective).filter(
            *conditions
        )
        for kind, written in KINDS.items()
        if asked.kind in {"", kind}
    }


def _conditions(asked: Asked) -> list[Q | Combinable]:
    """What is asked of every kind in the same way."""
    today = today_in_utc()
    late = Q(submitted_at__lt=late_before(today))
    found: list[tuple[object, Q | Combinable]] = [
        (asked.state, Q(state=asked.state)),
        (asked.organisation, Q(organisation=asked.organisation)),
        (asked.change, Q(change=asked.change)),
        (asked.reference, Q(record__reference__icontains=asked.reference)),
        (asked.age == Age.LATE, late),
        (asked.age == Age.SOON, ~late & Q(submitted_at__lt=soon_before(today))),
        (asked.holder, held(by=asked.holder)),
        (asked.is_unclaimed, ~held()),
    ]
    return [condition for is_asked, condition in found if is_asked]


def _about(found: QuerySet, kind: Kind, objective: str) -> QuerySet:
    if not objective:
        return found
    if objective == WHOLE_COMPACT:
        return ABOUT_THE_COMPACT[kind](found) if kind in ABOUT_THE_COMPACT else found.none()
    return ABOUT[kind](found, int(objective))


def _reviews(found: QuerySet, number: int) -> QuerySet:
    said = Statement.objects.filter(review=OuterRef("pk"), objective=number).exclude(text="")
    return found.filter(Exists(said))


def _updates(found: QuerySet, number: int) -> QuerySet:
    pledges = Pledge.objects.published().for_objective(number)
    measures = Measure.objects.published().filter(objectives=number)
    return found.filter(Q(about__in=pledges.values("record")) | Q(about__in=measures.values("record")))


ABOUT: Mapping[Kind, Callable[[QuerySet, int], QuerySet]] = {
    Kind.PLEDGE: lambda found, number: found.for_objective(number),  # type: ignore[attr-defined]
    Kind.TOOL: lambda found, number: found.for_objective(number),  # type: ignore[attr-defined]
    Kind.UPDATE: _updates,
    Kind.PLAN: lambda found, number: found.for_objectives([number]),  # type: ignore[attr-defined]
    Kind.REVIEW: _reviews,
    Kind.NEED: lambda found, number: found.for_objective(number),  # type: ignore[attr-defined]
}
ABOUT_THE_COMPACT: Mapping[Kind, Callable[[QuerySet], QuerySet]] = {  # plans, reviews and needs name objectives
    Kind.PLEDGE: lambda found: found.filter(covers_whole_compact=True),
    Kind.TOOL: lambda found: found.filter(scope=Scope.CROSS_CUTTING),
    Kind.UPDATE: lambda found: found.filter(
        about__in=Pledge.objects.published().filter(covers_whole_compact=True).values("record")
    ),
}
