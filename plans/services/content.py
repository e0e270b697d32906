"""What a plan says, question by question; its measures are one answer, a list of plain dicts."""

from collections.abc import Mapping, Sequence
from typing import Any

from drafting.services import Content, Part
from objectives.models import Action
from plans.models import Consultation, Measure, Milestone, Plan
from plans.selectors import measures_of, records_of_measures
from plans.states import MEASURE
from workflow.models import Record

Row = Mapping[str, Any]


def read_consultations(plan: Plan) -> list[dict]:
    """The consultations in the order they were entered."""
    return [each.as_values() for each in plan.consultations.all()]


def write_consultations(plan: Plan, rows: Sequence[Row]) -> None:
    """Make the plan's consultations these."""
    plan.consultations.all().delete()
    Consultation.objects.bulk_create(Consultation(plan=plan, **row) for row in rows)


def read_measures(plan: Plan) -> list[dict]:
    """The measures in their order, each with `record`, the id of its lineage."""
    return [measure.as_values() for measure in measures_of(plan)]


def write_measures(plan: Plan, rows: Sequence[Row]) -> None:
    """Make the plan's measures these, in this order; what does not change is not written.

    A row whose `record` is no measure of this plan, now or earlier, is a new measure with a record of its own.
    """
    standing = {measure.record_id: measure for measure in measures_of(plan)}
    known = records_of_measures(plan, [row["record"] for row in rows if row.get("record")])
    kept: set[int] = set()
    for number, row in enumerate(rows, start=1):
        record = row.get("record")
        if record not in known or record in kept:
            record = Record.objects.create(kind=MEASURE).pk
        kept.add(record)
        _write_measure(standing.get(record) or Measure(plan=plan, record_id=record), row, number=number)
    plan.measures.exclude(record__in=kept).delete()


def _write_measure(measure: Measure, row: Row, *, number: int) -> None:
    before = measure.as_values() | {"number": measure.number} if measure.pk else {}
    if before == {**before, **row, "record": measure.record_id, "number": number}:
        return
    measure.number = number
    for name in Measure.COLUMNS:
        if name in row:
            setattr(measure, name, row[name])
    measure.save()
    if "objectives" in row:
        measure.objectives.set(row["objectives"])
    if "actions" in row:
        measure.actions.set(_actions(row["actions"]))
    if "milestones" in row:
        measure.milestones.all().delete()
        Milestone.objects.bulk_create(Milestone(measure=measure, **each) for each in row["milestones"])


def _actions(codes: Sequence[str]) -> list[Action]:
    """Lettered actions by their codes: "7b" is action (b) under objective 7."""
    objectives = {int(code[:-1]) for code in codes}
    return [
        each
        for each in Action.objects.filter(objective__in=objectives)
        if f"{each.objective_id}{each.letter}" in codes
    ]


PLAN_CONTENT = Content(
    columns=("language", "title", "period_starts_on", "period_ends_on", "summary", "document_url"),
    parts={
        "consultations": Part(read_consultations, write_consultations),
        "measures": Part(read_measures, write_measures),
    },
)
