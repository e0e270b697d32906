"""Which plans and measures there are: for the public at a moment, and for the State that wrote them."""

from collections.abc import Collection

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import pgettext

from accounts.models import State
from plans.models import Measure, Plan
from plans.querysets import MeasureQuerySet, PlanQuerySet
from plans.states import MEASURE
from roundtables.selectors import current_edition, objectives_at
from workflow.models import Record
from workflow.selectors import Moment
from workflow.states import OPEN


def with_content(plans: PlanQuerySet, *, publication: int | None = None) -> PlanQuerySet:
    """With everything a plan's page shows; objectives know their `round_table` at the Forum current then."""
    placed = objectives_at(current_edition(publication))
    measures = (
        Measure.objects.select_related("record")
        .prefetch_related(Prefetch("objectives", placed.order_by("number")), "actions", "milestones")
        .order_by("number")
    )
    return plans.with_owner().prefetch_related("consultations", "attachments", Prefetch("measures", measures))


def measures_of(plan: Plan) -> list[Measure]:
    """The measures of a version in their order, with their content; read once where the plan was read with it."""
    if "measures" in getattr(plan, "_prefetched_objects_cache", {}):
        return list(plan.measures.all())
    return list(plan.measures.with_content().order_by("number"))


def records_of_measures(plan: Plan, named: Collection[int]) -> set[int]:
    """Which of the records named may be measures of this plan: no other plan's, and none of another reference.

    A measure taken out of a draft is still its own, so that it can be put back.
    """
    elsewhere = Measure.objects.exclude(plan__record=plan.record_id).values("record")
    found = Record.objects.filter(pk__in=named, kind=MEASURE).exclude(pk__in=elsewhere)
    own = f"{plan.record.reference}-"
    return {each.pk for each in found if not each.reference or each.reference.startswith(own)}


def public_plans(moment: Moment) -> PlanQuerySet:
    """The plans public at this moment, with State and reference; newest period first, then by State's name."""
    return Plan.objects.as_of(moment.publication).with_owner().order_by("-period_starts_on", "state__name", "pk")


def public_measures(moment: Moment) -> MeasureQuerySet:
    """The measures of all plans public at this moment, with their plan, State and reference."""
    return Measure.objects.as_of(moment.publication).with_plan().order_by("plan__state__name", "plan", "number")


def public_measure(record: Record | int, moment: Moment) -> Measure | None:
    """The measure of this lineage as the public sees it at this moment, or None where no public plan has it."""
    pk = record if isinstance(record, int) else record.pk
    return public_measures(moment).with_content().filter(record=pk).first()


def measures_of_owner(state: State | str | None) -> list[tuple[int, str]]:
    """The measures this State may refer to: (id of the record, words), those of its plans that are public or open.

    A measure that stands in a public plan and in its amendment is named as the amendment has it.
    """
    if state is None:
        return []
    open_first = Case(When(plan__status__in=sorted(OPEN), then=Value(0)), default=Value(1))
    found: dict[int, str] = {}
    for measure in _of_state(state).order_by("plan__record", open_first, "number"):
        found.setdefault(measure.record_id, measure_words(measure))
    return list(found.items())


def measure_words(measure: Measure) -> str:
    """One line that names a measure: its reference, or its plan's title before it has one, and its title."""
    title = measure.title or pgettext("measure", "Untitled measure")
    if measure.reference:
        return pgettext("reference and title", "%(reference)s · %(title)s") % {
            "reference": measure.reference,
            "title": title,
        }
    plan = measure.plan.title or pgettext("plan", "Untitled plan")
    return pgettext("plan and measure", "%(plan)s: %(title)s") % {"plan": plan, "title": title}


def _of_state(state: State | str) -> QuerySet[Measure]:
    live = Q(plan__published_in__isnull=False, plan__replaced_in__isnull=True)
    mine = Measure.objects.filter(live | Q(plan__status__in=sorted(OPEN)))
    return mine.filter(plan__state=state).with_plan()
