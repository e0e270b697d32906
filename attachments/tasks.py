"""The two sweeps of files, and a nudge for the first."""

import logging

from celery import shared_task

from attachments import services

log = logging.getLogger(__name__)


@shared_task
def scan_due_files() -> None:
    """Have files checked that wait in quarantine; run twice, or by two workers, each is still checked once."""
    if verdicts := services.scan_due_files():
        log.info("%s files scanned", verdicts)


@shared_task
def erase_unused_files() -> None:
    """Erase what no version has referred to for a while; run twice, the second finds nothing."""
    if erased := services.erase_unused_files():
        log.info("%s unused files erased", erased)
