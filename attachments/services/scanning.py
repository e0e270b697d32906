"""The sweep that has quarantined files checked. The row is the job: claimed by one UPDATE, checked, marked."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from attachments.exceptions import ScannerAway
from attachments.models import Attachment
from attachments.selectors import has_scanner
from attachments.services.clamd import malware_in
from attachments.states import Scan

CLAIM = timedelta(minutes=10)  # longer than the slowest scan of the largest file
PATIENCE = timedelta(seconds=30)  # after the first failure; doubled by each further one
LONGEST_PATIENCE = timedelta(hours=1)
BATCH = 50
PIECE = 256 * 1024

log = logging.getLogger(__name__)


def scan_due_files() -> int:
    """Have every file that waits checked and say how many got a verdict; a second run finds none of them again.

    Without a scanner nothing is done: what was quarantined stays so. Where the scanner is away the sweep ends, and the
    file it was at waits a little longer each time. Infected bytes are destroyed, also those a dead worker left.
    """
    for infected in Attachment.objects.infected().exclude(file=""):
        _destroy(infected)
    if not has_scanner():
        return 0
    verdicts = 0
    for file in list(Attachment.objects.due(now=timezone.now())[:BATCH]):
        if not _claim(file, now=timezone.now()):
            continue
        if not _scan(file):
            break
        verdicts += 1
    return verdicts


def release_pending_files() -> int:
    """Where there is no scanner any more: hand out what still waits for one, plainly marked as not scanned."""
    return 0 if has_scanner() else Attachment.objects.pending().update(scan=Scan.UNSCANNED)


def _claim(file: Attachment, *, now: datetime) -> bool:
    """True for exactly one worker: whoever counts up the attempts it has seen. A dead worker's claim runs out."""
    seen = Attachment.objects.filter(pk=file.pk, scan=Scan.PENDING, scan_attempts=file.scan_attempts)
    return seen.update(scan_attempts=file.scan_attempts + 1, scan_due_at=now + CLAIM) == 1


def _scan(file: Attachment) -> bool:
    """Ask for a verdict on a claimed file and keep it; False where there is none."""
    try:
        found = malware_in(_pieces(file), address=settings.CLAMD_ADDRESS)
    except (ScannerAway, FileNotFoundError) as error:
        log.warning("file %s was not scanned: %s", file.pk, error)
        patience = min(PATIENCE * 2 ** min(file.scan_attempts, 20), LONGEST_PATIENCE)
        _mark(file, scan_due_at=timezone.now() + patience, scan_note=str(error)[:300])
        return False
    if found:
        log.warning("malware in file %s: %s", file.pk, found)
        _mark(file, scan=Scan.INFECTED, scanned_at=timezone.now(), scan_note=found[:300])
        _destroy(file)
    else:
        _mark(file, scan=Scan.CLEAN, scanned_at=timezone.now(), scan_note="")
    return True


def _mark(file: Attachment, **fields: object) -> None:
    Attachment.objects.filter(pk=file.pk, scan=Scan.PENDING).update(**fields)


def _destroy(infected: Attachment) -> None:
    """Delete the bytes, then say so on the row: a worker that dies in between is followed by one that does both."""
    infected.file.delete(save=False)
    Attachment.objects.filter(pk=infected.pk).update(file="")


def _pieces(file: Attachment) -> Iterator[bytes]:
    with file.file.open("rb") as content:
        yield from content.chunks(PIECE)
