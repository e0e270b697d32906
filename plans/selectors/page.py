"""A plan as its page shows it: consultations, measures under their horizons, the timeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from objectives.models import Objective
from plans.models import Consultation, Measure, Plan
from plans.selectors.reading import measures_of
from plans.selectors.timeline import Timeline, timeline
from plans.states import Horizon


@dataclass(frozen=True)
class Linked:
    """What else is public about a measure: read in the apps above, which know it."""

    pledges: Sequence[Any] = ()
    tools: Sequence[Any] = ()
    needs: Sequence[Any] = ()
    update: Any = None


@dataclass(frozen=True)
class MeasureShown:
    """A measure and what is linked to it."""

    measure: Measure
    linked: Linked = field(default_factory=Linked)


@dataclass(frozen=True)
class Group:
    """The measures of one horizon."""

    key: str
    label: str | Promise
    measures: list[MeasureShown]


@dataclass(frozen=True)
class PlanShown:
    """What a plan's page shows beside its own few facts."""

    plan: Plan
    consultations: list[Consultation]
    objectives: list[Objective]
    groups: list[Group]
    count: int
    timeline: Timeline | None


def plan_page(plan: Plan, *, day: date, mirrored: bool, linked: Mapping[int, Linked] | None = None) -> PlanShown:
    """The plan's page on that day; `linked` says by the id of a measure's record what is known about it elsewhere."""
    measures, known = measures_of(plan), linked or {}
    shown = [MeasureShown(measure, known.get(measure.record_id, Linked())) for measure in measures]
    groups = [
        Group(key, label, [each for each in shown if each.measure.horizon == key])
        for key, label in [*Horizon.choices, ("", pgettext_lazy("horizon", "Not stated"))]
    ]
    return PlanShown(
        plan=plan,
        consultations=list(plan.consultations.all()),
        objectives=objectives_of(measures),
        groups=[group for group in groups if group.measures],
        count=len(measures),
        timeline=timeline(plan, measures, day=day, mirrored=mirrored),
    )


def objectives_of(measures: Sequence[Measure]) -> list[Objective]:
    """The objectives any of the measures names, in the order of the Compact."""
    named = {objective.pk: objective for measure in measures for objective in measure.objectives.all()}
    return [named[number] for number in sorted(named)]
