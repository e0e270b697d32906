"""Acts on what is no version of a record, entered in the same audit trail."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from accounts.models import User
from workflow.models import AuditEvent, Record
from workflow.states import Verb


def enter_act(
    verb: Verb, target: Model, *, by: User, record: Record | None = None, facts: Mapping[str, Any] | None = None
) -> AuditEvent:
    """Enter who did what to a row that has no status of its own, beside a record where one is concerned.

    `facts` are numbers and codes: the trail cannot be erased. Whoever calls has checked who may, in the transaction of
    the act itself.
    """
    return AuditEvent.objects.create(
        actor=by,
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        record=record,
        snapshot=dict(facts or {}),
    )
