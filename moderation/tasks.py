"""The desk's one sweep."""

import logging

from celery import shared_task

from moderation import services

log = logging.getLogger(__name__)


@shared_task
def end_lapsed_claims() -> None:
    """End claims on what left the desk and claims held for too long; run twice, or by two workers, each once."""
    if ended := services.end_overtaken_claims():
        log.info("%s claims ended", ended)
