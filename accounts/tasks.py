"""The sweep of accounts."""

import logging

from celery import shared_task

from accounts import services

log = logging.getLogger(__name__)


@shared_task
def remind_of_delegations() -> None:
    """Owe word of delegations that end and of parties left alone; run twice, the second time nothing is new."""
    if owed := services.remind_of_delegations():
        log.info("%s messages about delegations owed", owed)
