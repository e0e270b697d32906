"""Writing the reasons that are kept ready: administrators only, each act with a row in the reason's history."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from correspondence.exceptions import ReasonOvertaken
from correspondence.models import CannedReason, CannedReasonEvent
from correspondence.states import ReasonAct

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh_hans")  # as in the names of modeltranslation's columns
COLUMNS = ("name", "use", *(f"text_{code}" for code in LANGUAGES))


def content_of(reason: CannedReason) -> dict[str, Any]:
    """What it says, in every language."""
    return {name: getattr(reason, name) or "" for name in COLUMNS}


@transaction.atomic
def add_reason(*, by: User, values: Mapping[str, Any]) -> CannedReason:
    """Keep a text ready; raises PermissionDenied for anybody but administrators."""
    _authorise(by)
    reason = CannedReason()
    changes = _write(reason, values)
    CannedReasonEvent.objects.create(reason=reason, by=by, act=ReasonAct.ADDED, changes=changes)
    return reason


@transaction.atomic
def change_reason(reason: CannedReason, *, by: User, values: Mapping[str, Any], seen: str) -> CannedReason:
    """Put it in other words. `seen` is the latest event the form was opened on: raises ReasonOvertaken after a later.

    A change that changes nothing leaves no trace.
    """
    _lock(reason, by=by)
    if str(reason.events.order_by("-pk").values_list("pk", flat=True).first()) != seen:
        raise ReasonOvertaken
    if changes := _write(reason, values):
        CannedReasonEvent.objects.create(reason=reason, by=by, act=ReasonAct.CHANGED, changes=changes)
    return reason


def retire_reason(reason: CannedReason, *, by: User) -> CannedReason:
    """Offer it no longer; what was written with it stays. Twice is once."""
    return _offer(reason, by=by, is_offered=False)


def restore_reason(reason: CannedReason, *, by: User) -> CannedReason:
    """Offer it again. Twice is once."""
    return _offer(reason, by=by, is_offered=True)


@transaction.atomic
def load_reasons(rows: Iterable[Mapping[str, str]], *, by: User) -> int:
    """Add those that come with the portal and are not there yet; how many. What administrators changed is theirs."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once: one after the other
    there = set(CannedReason.objects.filter(key__isnull=False).values_list("key", flat=True))
    new = [row for row in rows if row["key"] not in there]
    for row in new:
        reason = CannedReason(key=row["key"])
        changes = _write(reason, {name: row.get(name, "") for name in COLUMNS})
        CannedReasonEvent.objects.create(reason=reason, by=by, act=ReasonAct.ADDED, changes=changes)
    return len(new)


def _authorise(by: User) -> None:
    if not by.has_perm("correspondence.write_reasons"):
        raise PermissionDenied


def _lock(reason: CannedReason, *, by: User) -> None:
    _authorise(by)
    reason.refresh_from_db(from_queryset=CannedReason.objects.select_for_update())


@transaction.atomic
def _offer(reason: CannedReason, *, by: User, is_offered: bool) -> CannedReason:
    _lock(reason, by=by)
    if (reason.retired_at is None) != is_offered:
        reason.retired_at = None if is_offered else timezone.now()
        reason.save(update_fields=["retired_at"])
        act = ReasonAct.RESTORED if is_offered else ReasonAct.RETIRED
        CannedReasonEvent.objects.create(reason=reason, by=by, act=act)
    return reason


def _write(reason: CannedReason, values: Mapping[str, Any]) -> dict[str, list]:
    """Put the values into the reason and save it; what changed, as name to before and after."""
    before = content_of(reason)
    for name in COLUMNS:
        setattr(reason, name, values[name])
    reason.save()
    after = content_of(reason)
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}
