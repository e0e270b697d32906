"""Keeping a file that was handed in, and erasing what nobody refers to any more."""

import hashlib
import time
from datetime import timedelta
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from attachments.models import Attachment
from attachments.selectors import has_scanner, unused
from attachments.states import Scan
from attachments.validators import clean_name, kind_of
from attachments.validators.arriving import waiting_room

KEPT_UNUSED = timedelta(days=30)
ABANDONED_AFTER = 24 * 60 * 60  # seconds a file may wait for the end of its request


def keep_file(upload: UploadedFile, *, by: User) -> Attachment:
    """Check the file and store it; raises the FileNotAllowed that says why not, and then keeps nothing.

    The bytes are stored first and the row is written last, so call it outside a transaction. A file no version refers
    to in the end is erased after a while.
    """
    name = clean_name(upload.name or "")
    if refusal := getattr(upload, "refusal", None):
        raise refusal(name)
    size = upload.size or 0
    kind = kind_of(cast(BinaryIO, upload), name=name, size=size)
    file = Attachment(
        name=name,
        size=size,
        sha256=_sha256(upload),
        kind=kind,
        uploaded_by=by,
        scan=Scan.PENDING if has_scanner() else Scan.UNSCANNED,
    )
    upload.seek(0)
    file.file.save(name, upload, save=False)
    try:
        file.save(force_insert=True)
    except BaseException:
        file.file.delete(save=False)
        raise
    return file


def erase_unused_files() -> int:
    """Erase files to which no version of any record has referred for 30 days, and say how many.

    The first run that finds one unused notes the day; one that is used again is forgotten about. Run twice, the second
    erases nothing more.
    """
    now = timezone.now()
    idle = unused()
    Attachment.objects.exclude(pk__in=idle.values("pk")).filter(unused_since__isnull=False).update(unused_since=None)
    idle.filter(unused_since__isnull=True).update(unused_since=now)
    _sweep_the_waiting_room()
    due = idle.filter(unused_since__lte=now - KEPT_UNUSED).values_list("pk", flat=True)
    return sum(_erase(pk) for pk in list(due))


@transaction.atomic
def _erase(pk: int) -> bool:
    """Delete the row, then its bytes once that is certain; not where a version has begun to refer to it."""
    file = unused().filter(pk=pk).select_for_update().first()
    if file is None:
        return False
    storage, place = file.file.storage, file.file.name
    file.delete()
    if place:
        transaction.on_commit(lambda: storage.delete(place))
    return True


def _sweep_the_waiting_room() -> None:
    """Remove what requests left behind that were killed before they were answered."""
    if waiting_room().is_dir():
        for path in waiting_room().glob("upload-*"):
            if time.time() - path.stat().st_mtime > ABANDONED_AFTER:
                path.unlink(missing_ok=True)


def _sha256(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for piece in upload.chunks():
        digest.update(piece)
    return digest.hexdigest()
