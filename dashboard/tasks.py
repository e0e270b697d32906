"""The sweep that packs the whole dataset."""

import logging

from celery import shared_task

from dashboard import services

log = logging.getLogger(__name__)


@shared_task
def tend_datasets() -> None:
    """Pack what is due, remove what is old or was taken back; run twice, or by two workers, each is packed once."""
    if packed := services.tend_datasets():
        log.info("%s datasets packed", packed)
