"""The sweep of uploaded documents."""

import logging

from celery import shared_task
from django.utils import timezone

from drafting.services import documents

log = logging.getLogger(__name__)


@shared_task
def erase_expired_uploads() -> None:
    """Erase uploads nobody decided on within a week; run twice, the second run finds nothing."""
    if erased := documents.erase_expired(now=timezone.now()):
        log.info("%s uploads erased", erased)
