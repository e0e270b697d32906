"""Deciding on many at once: each by its own verb, in its own transaction, with its own audit row.

What fails is named and the rest stands. The key of a batch is made with the page that asks for the confirmation, so a
confirmation that is sent twice, or once more after a worker died in the middle, does each submission once.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from moderation.exceptions import HeldByAnother, NotOnTheDesk
from moderation.models import Batch, BatchEntry
from moderation.selectors.contents import KINDS
from moderation.services.deciding import decide
from moderation.states import BATCH_MAX, BULK_VERBS, Kind, Outcome
from workflow.exceptions import WorkflowError
from workflow.models import Moderated
from workflow.states import Verb

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pick:
    """One submission that was chosen: its kind and number, and the stamp of what was read."""

    kind: Kind
    pk: int
    seen: str = ""


def decide_many(key: UUID, verb: Verb, picks: Sequence[Pick], *, by: User, note: str = "") -> Batch:
    """Publish or return each of these, and keep what became of it; a key that was used does only what is left to do.

    Raises PermissionDenied for who is no moderator, or where the key is somebody else's; ValueError for another verb,
    for nothing, or for more than one page of the queue.
    """
    if not by.has_perm("workflow.moderate"):
        raise PermissionDenied
    if verb not in BULK_VERBS or not 1 <= len(picks) <= BATCH_MAX:
        raise ValueError(f"{verb.value} of {len(picks)}")
    batch = _begin(key, verb, picks, by=by)
    for entry in batch.entries.filter(outcome=""):
        _try(entry, Verb(batch.verb), by=by, note=note)
    return batch


@transaction.atomic
def _begin(key: UUID, verb: Verb, picks: Sequence[Pick], *, by: User) -> Batch:
    """The batch of that key, with its entries where it is new; two at once make one."""
    batch, is_new = Batch.objects.get_or_create(key=key, defaults={"by": by, "verb": verb})
    if batch.by_id != by.pk:
        raise PermissionDenied
    if is_new:
        chosen = {(pick.kind, pick.pk): pick for pick in picks}.values()
        BatchEntry.objects.bulk_create(
            BatchEntry(batch=batch, place=place, kind=pick.kind, version_id=pick.pk, seen=pick.seen)
            for place, pick in enumerate(chosen, start=1)
        )
    return batch


def _try(entry: BatchEntry, verb: Verb, *, by: User, note: str) -> None:
    """Decide on one, or keep why not; whatever happens to it, the next one is tried."""
    try:
        _decide(entry.pk, verb, by=by, note=note)
    except HeldByAnother as refused:
        _keep_failure(entry, held_in=refused.claim)
    except WorkflowError as refused:
        _keep_failure(entry, reason=refused.message)
    except PermissionDenied:
        _keep_failure(entry, reason=_("You may not decide on this submission."))
    except Exception:
        log.exception("entry %s of batch %s was not decided", entry.place, entry.batch_id)
        _keep_failure(entry, reason=_("Something went wrong on our side and was logged. Decide on it by itself."))


@transaction.atomic
def _decide(entry_id: int, verb: Verb, *, by: User, note: str) -> None:
    """The verb and its mark in the batch, both or neither; nothing where another request was faster."""
    entry = BatchEntry.objects.select_for_update().get(pk=entry_id)
    if entry.outcome:
        return
    item = decide(verb, _submission(entry), by=by, note=note, seen=entry.seen)
    entry.outcome, entry.after = Outcome.DONE, item.status
    entry.save(update_fields=["outcome", "after"])


def _submission(entry: BatchEntry) -> Moderated:
    """What was chosen; a draft was never on the desk, and is no more to be found here than what never was."""
    try:
        return KINDS[Kind(entry.kind)].model._default_manager.get(pk=entry.version_id, submitted_at__isnull=False)
    except ObjectDoesNotExist as missing:
        raise NotOnTheDesk from missing


def _keep_failure(entry: BatchEntry, **why: object) -> None:
    BatchEntry.objects.filter(pk=entry.pk, outcome="").update(outcome=Outcome.FAILED, **why)
