"""The kernel's one sweep."""

import logging

from celery import shared_task

from workflow.services import notices

log = logging.getLogger(__name__)


@shared_task
def send_due_notices() -> None:
    """Send every notice that is owed; run twice, or by two workers, each still goes out once."""
    if sent := notices.send_due_notices():
        log.info("%s notices sent", sent)
