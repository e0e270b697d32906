"""Asking and answering: each one act, in one transaction with its audit row and the messages that are owed.

The audit row says that something was asked or answered, by whom and when; the words stay in the thread.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.states import StaffRole
from correspondence.exceptions import NothingAsked, NothingWritten, ThreadClosed
from correspondence.models import Message, Thread
from correspondence.selectors import correspondents_of, is_open
from correspondence.states import Side
from notices.services import owe
from workflow.exceptions import OwnWork
from workflow.models import Moderated, Record
from workflow.services import enter_answer
from workflow.states import Verb

QUESTION = "correspondence.question"
ANSWER = "correspondence.answer"


@transaction.atomic
def ask(item: Moderated, *, by: User, text: str) -> Message:
    """Ask the owner's people about a submission; its status stays as it is, and they are told.

    Raises ThreadClosed unless it lies on the desk, PermissionDenied for anybody but staff, OwnWork, NothingWritten.
    """
    _lock(item)
    if not is_open(item):
        raise ThreadClosed
    if not by.has_perm("workflow.moderate"):
        raise PermissionDenied
    if item.is_work_of(by):
        raise OwnWork
    message = _write(item, Side.SECRETARIAT, by=by, text=text)
    enter_answer(Verb.ASK, item, by=by, note="", is_public=False)
    owe(QUESTION, to=correspondents_of(item), key=f"message:{message.pk}", facts={"message": message.pk})
    return message


@transaction.atomic
def answer(item: Moderated, *, by: User, text: str) -> Message:
    """Answer what was asked about a submission, in its owner's name; whoever asked is told.

    Raises ThreadClosed unless it lies on the desk, PermissionDenied for who does not draft or speak for its owner,
    NothingAsked, NothingWritten.
    """
    _lock(item)
    if not is_open(item):
        raise ThreadClosed
    if not by.has_perm(f"{item._meta.app_label}.edit_{item._meta.model_name}", item):
        raise PermissionDenied
    if not _threads_of(item).exists():
        raise NothingAsked
    message = _write(item, Side.OWNER, by=by, text=text)
    enter_answer(Verb.ANSWER, item, by=by, note="", is_public=False)
    owe(ANSWER, to=_askers(message.thread), key=f"message:{message.pk}", facts={"message": message.pk})
    return message


def _lock(item: Moderated) -> None:
    """Lock the record, then this version, as the verbs do: nothing is asked about what is being decided on."""
    record = Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db(from_queryset=type(item)._base_manager.select_for_update())
    item.record = record


def _threads_of(item: Moderated):
    return Thread.objects.filter(target_type=item._meta.label_lower, target_id=item.pk)


def _write(item: Moderated, side: Side, *, by: User, text: str) -> Message:
    if not text.strip():
        raise NothingWritten
    turn, now = {Side.SECRETARIAT: Side.OWNER, Side.OWNER: Side.SECRETARIAT}[side], timezone.now()
    thread, _created = Thread.objects.update_or_create(
        target_type=item._meta.label_lower,
        target_id=item.pk,
        defaults={
            "record": item.record,
            "state_id": item.state_id,
            "organisation_id": item.organisation_id,
            "waits_for": turn,
            "moved_at": now,
        },
    )
    return Message.objects.create(thread=thread, side=side, author=by, text=text.strip(), at=now)


def _askers(thread: Thread) -> list[User]:
    """Who of the secretariat wrote in it and still can decide; where nobody can any more, every moderator."""
    staff = User.objects.filter(is_active=True).exclude(staff_role="").order_by("pk")
    asked = thread.messages.filter(side=Side.SECRETARIAT).values("author")
    return list(staff.filter(pk__in=asked)) or list(staff.filter(staff_role=StaffRole.MODERATOR))
