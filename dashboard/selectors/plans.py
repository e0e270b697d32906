"""National plans as the public reads them, with what pledges, tools, needs and updates say of their measures."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.db.models.functions import Lower

from accounts.models import State
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.filtering import Choices
from dashboard.selectors.parties import in_language_order
from needs.models import Need
from objectives.models import Objective
from plans.models import Measure, Plan
from plans.querysets import PlanQuerySet
from plans.selectors import Linked, objectives_of, public_measures, public_plans, with_content
from pledges.models import Pledge
from progress.selectors import latest_updates
from roundtables.selectors import current_edition
from tools.models import Tool
from workflow.models import Moderated
from workflow.querysets import ModeratedQuerySet
from workflow.selectors import Moment


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list: how many measures it has, and which objectives they name."""

    plan: Plan
    measures: int
    objectives: list[Objective]


def plan_choices(language: str, moment: Moment) -> Choices:
    """The choices of the list of plans, States in the order of the page's language."""
    return Choices(
        objectives=placed_objectives(current_edition(moment.publication)),
        states=tuple(in_language_order(State.objects.all(), language)),
    )


def filtered_plans(asked: Mapping[str, Any], *, moment: Moment, among: PlanQuerySet | None = None) -> PlanQuerySet:
    """The public plans, or those among the given, that meet every filter; several objectives mean any of them."""
    plans = public_plans(moment) if among is None else among
    if asked.get("state"):
        plans = plans.filter(state=asked["state"])
    if asked.get("region"):
        plans = plans.of_region(asked["region"])
    if asked.get("objective"):
        plans = plans.for_objectives(asked["objective"])
    return plans.order_by(Lower("title"), "pk") if asked.get("sort") == "title" else plans


def plan_rows(plans: Iterable[Plan], placed: Mapping[int, Objective]) -> list[PlanRow]:
    """The plans with their measures' objectives, in two queries for any number of them."""
    listed = list(plans)
    numbers = Prefetch("objectives", Objective.objects.only("number").order_by("number"))
    prefetch_related_objects(listed, Prefetch("measures", Measure.objects.prefetch_related(numbers)))
    return [_row(plan, list(plan.measures.all()), placed) for plan in listed]


def public_plan(reference: str, moment: Moment) -> Plan | None:
    """The version of the plan that is public, with all its page shows."""
    live = with_content(Plan.objects.as_of(moment.publication), publication=moment.publication)
    return live.filter(record__reference=reference).first()


def plan_of_measure(reference: str, moment: Moment) -> tuple[Plan, Measure] | None:
    """The public plan a measure stands in, and the measure; None where no public plan has it."""
    standing = Plan.objects.as_of(moment.publication).filter(measures__record__reference=reference)
    plan = with_content(standing, publication=moment.publication).first()
    if plan is None:
        return None
    return plan, next(each for each in plan.measures.all() if each.reference == reference)


def linked_to(measures: Collection[Measure], moment: Moment) -> dict[int, Linked]:
    """What else is public about these measures, by the id of their record, in four queries."""
    records = [measure.record_id for measure in measures]
    updates = latest_updates(records, moment=moment)
    pledges = _by_measure(Pledge, "plan_measure_id", records, moment)
    tools = _by_measure(Tool, "plan_measure_id", records, moment)
    needs = _by_measure(Need, "measure_id", records, moment)
    return {
        record: Linked(pledges=pledges[record], tools=tools[record], needs=needs[record], update=updates.get(record))
        for record in records
    }


def needs_of_plan(plan: Plan, moment: Moment) -> QuerySet[Need]:
    """The public needs that name the plan and none of its measures."""
    needs = Need.objects.as_of(moment.publication).filter(plan=plan.record_id, measure__isnull=True)
    return needs.select_related("record").order_by("pk")


def measures_for_objective(number: int, moment: Moment) -> QuerySet[Measure]:
    """The public measures that name the objective, by State and in the order of their plans."""
    return public_measures(moment).filter(objectives=number)


def plans_of_state(state: State, moment: Moment) -> PlanQuerySet:
    """A State's public plans, the newest period first."""
    return public_plans(moment).filter(state=state)


def _row(plan: Plan, measures: list[Measure], placed: Mapping[int, Objective]) -> PlanRow:
    objectives = [placed[each.pk] for each in objectives_of(measures) if each.pk in placed]
    return PlanRow(plan=plan, measures=len(measures), objectives=objectives)


def _by_measure(
    model: type[Moderated], name: str, records: Collection[int], moment: Moment
) -> dict[int, list[Moderated]]:
    live: ModeratedQuerySet = model._default_manager.as_of(moment.publication)  # type: ignore[attr-defined]
    found: dict[int, list[Moderated]] = defaultdict(list)
    for item in live.filter(**{f"{name}__in": records}).select_related("record").order_by("pk"):
        found[getattr(item, name)].append(item)
    return found
