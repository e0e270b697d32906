"""The sweeps of alerts."""

import logging

from celery import shared_task

from alerts import services

log = logging.getLogger(__name__)


@shared_task
def send_due_alerts() -> None:
    """Send what is due to readers without an account; run twice, or by two workers, each still goes out once."""
    if sent := services.send_due_alerts():
        log.info("%s alerts sent", sent)


@shared_task
def forget_unconfirmed_alerts() -> None:
    """Delete addresses that nobody confirmed, and those no mail reaches."""
    if forgotten := services.forget():
        log.info("%s addresses forgotten", forgotten)
