"""Drafts written over the API: the desk's own services, with what a program needs beside them.

A person sees what they overwrite; a program says it: each change names the revision it was made on, and is refused
under the record's lock where there is a later one.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Organisation, State, User
from api.exceptions import Overtaken
from drafting.services import Content, Values, begin, lock_for_editing, save, stamp
from progress.models import ProgressUpdate
from progress.services import begin_update
from workflow import services as workflow
from workflow.models import Moderated, Record

KEYS = UUID("6b7d2d7e-5f0c-4c0e-9a55-0a3a1f6f0c11")  # what keys of requests are told from other numbers by
ModeratedT = TypeVar("ModeratedT", bound=Moderated)
Checked = Callable[[Any], Values]


def tag_of(item: Moderated) -> str:
    """What a version is at this moment, for `ETag` and `If-Match`: another save or verb makes it another."""
    return f'"{item.pk}-{item.revision}-{item.status}"'


def number_of(key: str, *, by: User) -> UUID:
    """The number that stands for a key of this person's: the same key of two people is two."""
    return uuid5(KEYS, f"{by.pk}:{key}")


@transaction.atomic
def begin_draft(
    model: type[Moderated],
    party: State | Organisation,
    *,
    by: User,
    content: Content,
    language: str,
    key: UUID | None,
    checked: Checked,
) -> tuple[Moderated, bool]:
    """A new draft of this party's with the answers `checked` finds valid, and True; sent again: the same, and False.

    Raises what `checked` raises, and PermissionDenied; then nothing was begun.
    """
    item = model(
        state=party if isinstance(party, State) else None,
        organisation=party if isinstance(party, Organisation) else None,
    )

    def start() -> Moderated:
        return begin(item, by=by, content=content, values={"language": language}, begun_with=key)

    return _begun(model, start, by=by, content=content, key=key, checked=checked)


@transaction.atomic
def begin_update_on(
    about: Record, *, by: User, content: Content, language: str, key: UUID | None, checked: Checked
) -> tuple[Moderated, bool]:
    """The same for an update, on a public record; raises what `progress.services.begin_update` raises beside."""

    def start() -> Moderated:
        return begin_update(about, by=by, language=language, begun_with=key)

    return _begun(ProgressUpdate, start, by=by, content=content, key=key, checked=checked)


@transaction.atomic
def save_answers(item: ModeratedT, *, by: User, content: Content, values: Values, seen: str) -> ModeratedT:
    """Save answers made on the revision whose tag is `seen`; raises Overtaken, NotEditable, PermissionDenied."""
    _lock(item, seen=seen)
    lock_for_editing(item, by=by)
    return save(item, by=by, content=content, values=values, seen=stamp(content.read(item, values)))


@transaction.atomic
def act_on(verb: str, item: ModeratedT, *, by: User, seen: str) -> ModeratedT:
    """Submit or withdraw the revision whose tag is `seen`; raises Overtaken and whatever the verb raises."""
    _lock(item, seen=seen)
    return VERBS[verb](item, by=by)


VERBS: Mapping[str, Callable[..., Any]] = {"submit": workflow.submit, "withdraw": workflow.withdraw}


def _lock(item: Moderated, *, seen: str) -> None:
    Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db(from_queryset=type(item)._base_manager.select_for_update())
    if tag_of(item) != seen:
        raise Overtaken


def _begun(
    model: type[Moderated],
    start: Callable[[], Moderated],
    *,
    by: User,
    content: Content,
    key: UUID | None,
    checked: Checked,
) -> tuple[Moderated, bool]:
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # the same key at the same moment: one after another
    before = model._default_manager.filter(record__begun_with=key, author=by).first() if key else None
    if before is not None:
        return before, False
    item = start()
    if not by.has_perm(f"{item._meta.app_label}.edit_{item._meta.model_name}", item):
        raise PermissionDenied
    values = checked(item)
    if values:
        save(item, by=by, content=content, values=values, seen=stamp(content.read(item, values)))
    return item, True
