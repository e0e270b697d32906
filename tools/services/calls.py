"""Writing calls for tools: administrators only, each act with a row in the call's history.

A change of a published call takes the next publication number, so that every public page that shows it gets a new key.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tools.exceptions import AddressIsFixed, AlreadyPublished, CallOvertaken, DeadlinePassed, NotOpenYet
from tools.models import Call, CallEvent
from tools.states import CallAct, CallStanding
from workflow.models import Publication
from workflow.services import publish_reference_edit

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh_hans")  # as in the names of modeltranslation's columns
WORDS = tuple(f"{field}_{code}" for code in LANGUAGES for field in ("title", "text", "criteria"))
COLUMNS = ("slug", *WORDS, "opens_on", "deadline", "scope")


def content_of(call: Call) -> dict[str, Any]:
    """What a call says, as plain values: days as ISO text, objectives as sorted numbers."""
    objectives = sorted(call.objectives.values_list("pk", flat=True)) if call.pk else []
    return {name: getattr(call, name) or "" for name in COLUMNS} | {"objectives": objectives}


@transaction.atomic
def draft_call(*, by: User, values: Mapping[str, Any]) -> Call:
    """Begin a call that nobody but administrators sees; raises PermissionDenied for anybody else."""
    _authorise(by)
    call = Call(created_by=by)
    changes = _write(call, values)
    CallEvent.objects.create(call=call, by=by, act=CallAct.DRAFTED, changes=changes)
    return call


@transaction.atomic
def change_call(call: Call, *, by: User, values: Mapping[str, Any], seen: str) -> Call:
    """Change a call's words or days; public at once, under the next publication number, where the call is public.

    `seen` is the id of the latest event the form was opened on: raises CallOvertaken where there is a later one, and
    AddressIsFixed where a public call would move. A change that changes nothing leaves no trace.
    """
    _lock(call, by=by)
    if str(call.events.order_by("-pk").values_list("pk", flat=True).first()) != seen:
        raise CallOvertaken
    if call.published_in_id and values["slug"] != call.slug:
        raise AddressIsFixed
    if changes := _write(call, values):
        _record(call, CallAct.CHANGED, by=by, changes=changes)
    return call


@transaction.atomic
def publish_call(call: Call, *, by: User) -> Call:
    """Make a call public; it opens by itself on its day. Raises AlreadyPublished or DeadlinePassed."""
    _lock(call, by=by)
    if call.published_in_id:
        raise AlreadyPublished
    if call.deadline < timezone.now().date():
        raise DeadlinePassed

    def enter(publication: Publication) -> None:
        call.published_in = publication
        call.save(update_fields=["published_in"])

    publish_reference_edit(by=by, note=f"Call for tools: {call.slug}", enter=enter)
    CallEvent.objects.create(call=call, by=by, act=CallAct.PUBLISHED, publication=call.published_in)
    return call


@transaction.atomic
def close_call(call: Call, *, by: User) -> Call:
    """Take no more answers from now on, before the deadline; raises NotOpenYet where there is nothing to close."""
    _lock(call, by=by)
    today = timezone.now().date()
    if call.standing_on(today) not in {CallStanding.OPEN, CallStanding.COMING}:
        raise NotOpenYet
    call.closed_on = today
    call.save(update_fields=["closed_on"])
    _record(call, CallAct.CLOSED, by=by, changes={})
    return call


def _authorise(by: User) -> None:
    if not by.has_perm("tools.write_calls"):
        raise PermissionDenied


def _lock(call: Call, *, by: User) -> None:
    _authorise(by)
    call.refresh_from_db(from_queryset=Call.objects.select_for_update())


def _record(call: Call, act: CallAct, *, by: User, changes: Mapping[str, Any]) -> None:
    publication = None
    if call.published_in_id:
        publication = publish_reference_edit(by=by, note=f"Call for tools: {call.slug}")
    CallEvent.objects.create(call=call, by=by, act=act, changes=changes, publication=publication)


def _write(call: Call, values: Mapping[str, Any]) -> dict[str, list]:
    """Put the values into the call and save it; what changed, as name to before and after."""
    before = content_of(call)
    for name in COLUMNS:
        setattr(call, name, values[name])
    call.save()
    call.objectives.set(values["objectives"])
    after = content_of(call)
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}
