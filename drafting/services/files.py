"""The files of a draft: added, removed. The files themselves never change, and versions share them."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from attachments.exceptions import AttachmentError, FileNotAllowed, TooManyFiles
from attachments.models import Attachment
from attachments.services import keep_file
from attachments.states import MAX_FILES
from drafting.services.saving import lock_for_editing
from workflow.models import Moderated


def add_files(item: Moderated, *, by: User, uploads: Sequence[UploadedFile]) -> list[AttachmentError]:
    """Keep these files and add them to the draft; answers why some were not taken, while the others are.

    Raises NotEditable or PermissionDenied before anything is stored. A file the draft has already is not added twice,
    so a form that is sent twice does no harm. Beyond ten files the rest is answered with TooManyFiles.
    """
    with transaction.atomic():
        lock_for_editing(item, by=by)
        room = max(0, MAX_FILES - _files(item).count())
    refused: list[AttachmentError] = []
    kept: list[Attachment] = []
    for upload in uploads:
        if len(kept) == room:
            refused.append(TooManyFiles())
            break
        try:
            kept.append(keep_file(upload, by=by))
        except FileNotAllowed as reason:
            refused.append(reason)
    _attach(item, kept, by=by)
    return refused


@transaction.atomic
def remove_file(item: Moderated, *, by: User, file_pk: int) -> None:
    """Take a file out of the draft; one that is not in it, or no more, is no error. Other versions keep it."""
    lock_for_editing(item, by=by)
    _files(item).remove(file_pk)
    _note_change(item)


@transaction.atomic
def _attach(item: Moderated, kept: Sequence[Attachment], *, by: User) -> None:
    """Add what is new, as far as there is still room, under the lock; what is left out is erased after a while."""
    lock_for_editing(item, by=by)
    there = set(_files(item).values_list("sha256", "name"))
    new = {(each.sha256, each.name): each for each in kept if (each.sha256, each.name) not in there}
    if new:
        _files(item).add(*list(new.values())[: MAX_FILES - len(there)])
        _note_change(item)


def _files(item: Moderated):
    return item.attachments  # type: ignore[attr-defined]


def _note_change(item: Moderated) -> None:
    item.revision += 1
    item.saved_at = timezone.now()
    item.save(update_fields=["revision", "saved_at"])
