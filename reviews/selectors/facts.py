"""What a State has published, objective by objective: what its review can build on, at one moment.

A constant number of queries for any number of records. Only what the public sees: drafts are no facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import State
from needs.models import Need
from plans.models import Measure
from plans.selectors import public_measures
from plans.states import Horizon
from pledges.models import Pledge
from progress.models import ProgressUpdate
from progress.selectors import due_dates, latest_updates, public_pledges, subjects_of
from progress.states import Stage
from tools.models import Tool
from tools.selectors import public_tools
from tools.states import Standing
from workflow.selectors import Moment


class FactKind(models.TextChoices):
    """What kind of record a fact is."""

    PLEDGE = "pledge", pgettext_lazy("kind of record", "Pledge")
    MEASURE = "measure", pgettext_lazy("kind of record", "Measure of the national plan")
    TOOL = "tool", pgettext_lazy("kind of record", "Tool")
    NEED = "need", pgettext_lazy("kind of record", "Need for support")


@dataclass(frozen=True)
class Fact:
    """One published record, as it stands beside a question. `standing` is its stage, horizon or standing in words,
    in whatever language they are read.

    `update` is the latest public update on a pledge or measure, if there is one; `overdue_since` the day a report on
    it was due, where that was asked for: only its owner is told.
    """

    kind: FactKind
    record_id: int
    reference: str
    title: str
    language: str
    url: str
    objectives: frozenset[int]
    standing: str | Promise = ""
    update: ProgressUpdate | None = None
    carries_out: int | None = None
    overdue_since: date | None = None

    @property
    def takes_updates(self) -> bool:
        """True for what progress is reported on."""
        return self.kind in {FactKind.PLEDGE, FactKind.MEASURE}

    @property
    def is_unreported(self) -> bool:
        """True for a pledge or measure on which there is no public update."""
        return self.takes_updates and self.update is None

    @property
    def speaks_for_on(self) -> date | None:
        """The day its latest update speaks for."""
        return self.update.speaks_for_on if self.update else None


@dataclass(frozen=True)
class ObjectiveFacts:
    """What the State has published on one objective."""

    number: int
    facts: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.facts)


@dataclass(frozen=True)
class StateFacts:
    """All a State has published that a review can build on."""

    facts: tuple[Fact, ...]
    by_objective: Mapping[int, ObjectiveFacts] = field(default_factory=dict)

    def on(self, number: int) -> ObjectiveFacts:
        """What it has published on that objective; empty where there is nothing."""
        return self.by_objective.get(number, ObjectiveFacts(number))

    def of_kind(self, kind: FactKind) -> list[Fact]:
        """Its records of one kind."""
        return [fact for fact in self.facts if fact.kind == kind]

    @property
    def overdue(self) -> list[Fact]:
        """Those on which a report is overdue, where that was asked for."""
        return [fact for fact in self.facts if fact.overdue_since]

    @property
    def on_the_whole(self) -> list[Fact]:
        """Those that name no objective: on the Compact as a whole, or cross-cutting."""
        return [fact for fact in self.facts if not fact.objectives]


def published_facts(state: State | str, *, moment: Moment) -> StateFacts:
    """The State's pledges, measures, tools and needs public at the moment, each under every objective it names."""
    pledges = list(public_pledges(moment).filter(state=state).prefetch_related("placements"))
    measures = list(public_measures(moment).filter(plan__state=state).prefetch_related("objectives"))
    updates = latest_updates([each.record_id for each in (*pledges, *measures)], moment=moment)
    tools: QuerySet[Tool] = public_tools(moment).filter(state=state).prefetch_related("objectives")
    needs = Need.objects.as_of(moment.publication).filter(state=state).with_parties().order_by("pk")
    found = (
        *(_of_pledge(each, updates.get(each.record_id)) for each in pledges),
        *(_of_measure(each, updates.get(each.record_id)) for each in measures),
        *(_of_tool(each) for each in tools),
        *(_of_need(each) for each in needs.prefetch_related("related_objectives")),
    )
    return _sorted_out(found)


def facts_with_due_dates(state: State | str, *, moment: Moment) -> StateFacts:
    """The same, for the State's own eyes: each pledge and measure knows since when a report on it is overdue."""
    found = published_facts(state, moment=moment)
    subjects = subjects_of([fact.record_id for fact in found.facts if fact.takes_updates], moment=moment)
    due = {
        each.subject.record.pk: each.due_on for each in due_dates(list(subjects.values()), moment) if each.is_overdue
    }
    return _sorted_out(tuple(replace(fact, overdue_since=due.get(fact.record_id)) for fact in found.facts))


def _sorted_out(facts: tuple[Fact, ...]) -> StateFacts:
    return StateFacts(facts=facts, by_objective=_by_objective(facts))


def _by_objective(facts: Iterable[Fact]) -> dict[int, ObjectiveFacts]:
    named: dict[int, list[Fact]] = {}
    for fact in facts:
        for number in fact.objectives:
            named.setdefault(number, []).append(fact)
    return {number: ObjectiveFacts(number, tuple(found)) for number, found in named.items()}


def _of_pledge(pledge: Pledge, update: ProgressUpdate | None) -> Fact:
    return Fact(
        kind=FactKind.PLEDGE,
        record_id=pledge.record_id,
        reference=pledge.reference,
        title=pledge.title,
        language=pledge.language,
        url=pledge.get_absolute_url(),
        objectives=frozenset(placed.objective_id for placed in pledge.placements.all()),
        standing=Stage(update.stage).label if update else "",
        update=update,
        carries_out=pledge.plan_measure_id,
    )


def _of_measure(measure: Measure, update: ProgressUpdate | None) -> Fact:
    return Fact(
        kind=FactKind.MEASURE,
        record_id=measure.record_id,
        reference=measure.reference,
        title=measure.title,
        language=measure.plan.language,
        url=measure.get_absolute_url(),
        objectives=frozenset(objective.pk for objective in measure.objectives.all()),
        standing=Stage(update.stage).label if update else _horizon(measure.horizon),
        update=update,
    )


def _of_tool(tool: Tool) -> Fact:
    return Fact(
        kind=FactKind.TOOL,
        record_id=tool.record_id,
        reference=tool.reference,
        title=tool.title,
        language=tool.language,
        url=tool.get_absolute_url(),
        objectives=frozenset(objective.pk for objective in tool.objectives.all()),
        standing=Standing(tool.standing).label,
    )


def _of_need(need: Need) -> Fact:
    related = {objective.pk for objective in need.related_objectives.all()}
    return Fact(
        kind=FactKind.NEED,
        record_id=need.record_id,
        reference=need.reference,
        title=need.title,
        language=need.language,
        url=need.get_absolute_url(),
        objectives=frozenset(related | ({need.main_objective_id} if need.main_objective_id else set())),
        standing=_horizon(need.horizon),
    )


def _horizon(value: str) -> str | Promise:
    return Horizon(value).label if value else ""
