"""The sweeps of notices."""

import logging

from celery import shared_task

from notices import services

log = logging.getLogger(__name__)


@shared_task
def send_due_notices() -> None:
    """Send every notice that is owed; run twice, or by two workers, each still goes out once."""
    if sent := services.send_due_notices():
        log.info("%s notices sent", sent)


@shared_task
def send_due_digests() -> None:
    """Send every digest that is due; run twice, or by two workers, each still goes out once."""
    if sent := services.send_due_digests():
        log.info("%s digests sent", sent)
