"""The sweep of reminders."""

import logging

from celery import shared_task

from reminders import services

log = logging.getLogger(__name__)


@shared_task
def climb_the_ladder() -> None:
    """Owe the reminders that are due today; run twice, or by two workers, the second time nothing is new."""
    if owed := services.remind():
        log.info("%s reminders owed", owed)
