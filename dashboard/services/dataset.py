"""Packing all that is public into one file, once for a publication.

The row is the job: a worker claims it by one conditional UPDATE, packs, and marks it by another. What is packed is a
function of the publication, its day, the release and the licence, so packing again gives the same bytes, and no
transaction has to hold the tables still meanwhile. What is taken back while a file lies there takes the file with it:
it is not handed out from that publication on, and the next sweep removes it.
"""

import hashlib
import logging
import tempfile
import uuid
from datetime import datetime, timedelta
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone

from dashboard.models import Dataset
from dashboard.services.archive import pack
from workflow.models import Publication
from workflow.selectors import Moment, current_publication

EVERY = timedelta(minutes=10)  # a busy desk publishes every minute, and nobody loads the whole that often
LEASE = timedelta(minutes=30)
KEPT = 5

log = logging.getLogger(__name__)


def tend_datasets() -> int:
    """Ask for what is due, pack it, remove what is old or was taken back; says how many were packed."""
    now = timezone.now()
    ask_for_dataset(now=now)
    packed = sum(pack_now(number) for number in Dataset.objects.due(now=now).values_list("pk", flat=True))
    remove_datasets()
    return packed


def ask_for_dataset(*, now: datetime) -> bool:
    """A row for the publication that is current, unless there is one, or a good one was asked for just now."""
    number = current_publication()
    if not number or Dataset.objects.standing().filter(asked_at__gt=now - EVERY).exists():
        return False
    return Dataset.objects.get_or_create(publication_id=number)[1]


def pack_now(number: int) -> bool:
    """Claim and pack one; False where somebody else has it, it is done, or it did not work."""
    lease = claim(number, now=timezone.now())
    if lease is None:
        return False
    try:
        return _pack(number, lease)
    except Exception:
        log.exception("the dataset at publication %s was not packed", number)
        return False


def claim(number: int, *, now: datetime) -> uuid.UUID | None:
    """A lease for exactly one caller; one that ran out may be taken over."""
    lease = uuid.uuid4()
    due = Dataset.objects.due(now=now).filter(pk=number)
    claimed = due.update(lease=lease, lease_until=now + LEASE, attempts=F("attempts") + 1)
    return lease if claimed else None


def remove_datasets() -> int:
    """Remove the files that are older than the newest few, or hold what was taken back; the newest row stays."""
    kept = list(Dataset.objects.handed_out().values_list("pk", flat=True)[:KEPT])
    gone = Dataset.objects.fallen() | Dataset.objects.filter(ready_at__isnull=False).exclude(pk__in=kept)
    rows = list(gone.distinct())
    for row in rows:
        if Dataset.objects.filter(pk=row.pk, lease=row.lease).delete()[0] and row.file:
            default_storage.delete(row.file)
    return len(rows)


def _pack(number: int, lease: uuid.UUID) -> bool:
    published = Publication.objects.get(number=number)
    moment = Moment(publication=number, day=published.at.date())
    with tempfile.TemporaryFile() as file:
        pack(file, moment=moment, published=published)
        size, digest = file.tell(), _digest(file)
        name = default_storage.save(f"datasets/gcm-dataset_publication-{number}.zip", File(file))
    held = Dataset.objects.filter(pk=number, lease=lease)
    if not held.update(file=name, sha256=digest, size=size, ready_at=timezone.now(), lease_until=None):
        default_storage.delete(name)
        return False
    return True


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    return digest
