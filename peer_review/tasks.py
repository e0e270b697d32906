"""The sweep of peer review."""

import logging

from celery import shared_task

from peer_review.services import tend

log = logging.getLogger(__name__)


@shared_task
def tend_peer_reviews() -> None:
    """End what was overtaken and write due reminders; run twice, or by two workers, each is written once."""
    if written := tend():
        log.info("%s reminders about peer reviews written", written)
