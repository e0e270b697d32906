"""One measure of a draft plan, added and saved by itself, by the same writer and the same rule for two people."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from drafting.services import Values, lock_for_editing, stamp
from plans.models import Measure, Plan
from plans.services.content import PLAN_CONTENT, Row, read_measures
from plans.states import MEASURE
from workflow.exceptions import Overtaken
from workflow.models import Record


@transaction.atomic
def add_measure(plan: Plan, *, by: User, title: str, begun_with: UUID | None = None) -> int:
    """Add a measure at the end of a draft plan; a form sent twice adds one. Answers the id of its record.

    Raises NotEditable where the plan was handed in meanwhile, PermissionDenied where the person does not draft for
    the State.
    """
    lock_for_editing(plan, by=by)
    record = Record.objects.filter(begun_with=begun_with).first() if begun_with else None
    if record is None:
        record = Record.objects.create(kind=MEASURE, begun_with=begun_with)
    elif Measure.objects.filter(record=record).exists():
        return record.pk
    _write(plan, [*read_measures(plan), {"record": record.pk, "title": title}])
    return record.pk


@transaction.atomic
def save_measure(plan: Plan, *, by: User, record: int, values: Values, seen: str) -> Plan:
    """Save a measure's answers, typed on top of those whose `stamp` is `seen`.

    Raises Overtaken, and writes nothing, where somebody changed any of them or removed the measure since; saved again
    on top of a removed one (`seen` is the stamp of nothing), it is put back at the end. Other measures are nobody's
    conflict. Raises NotEditable where the plan was handed in meanwhile.
    """
    lock_for_editing(plan, by=by)
    measures = read_measures(plan)
    place = next((at for at, row in enumerate(measures) if row["record"] == record), None)
    if stamp(values_of(measures, record)) != seen:
        raise Overtaken
    if place is None:
        measures.append({"record": record, **values})
    else:
        measures[place] = measures[place] | {**values}
    _write(plan, measures)
    return plan


@transaction.atomic
def remove_measure(plan: Plan, *, by: User, record: int) -> Plan:
    """Take a measure out of a draft plan; its record and reference stay its own and are never given again.

    Raises NotEditable where the plan was handed in meanwhile.
    """
    lock_for_editing(plan, by=by)
    _write(plan, [row for row in read_measures(plan) if row["record"] != record])
    return plan


def values_of(measures: Sequence[Row], record: int) -> dict:
    """What a measure answers, or nothing at all where the plan has no such measure: its form's stamp is of this."""
    return dict(next((row for row in measures if row["record"] == record), {}))


def _write(plan: Plan, measures: Sequence[Row]) -> None:
    PLAN_CONTENT.write(plan, {"measures": measures})
    plan.revision += 1
    plan.saved_at = timezone.now()
    plan.save(update_fields=["revision", "saved_at"])
