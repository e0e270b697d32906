"""The sweeps of matches, each once an hour."""

import logging

from celery import shared_task
from django.utils import timezone

from matching.services import sweeps

log = logging.getLogger(__name__)


@shared_task
def close_lapsed_matches() -> None:
    """Close matches nobody answered in time, or whose need or offer is gone; run twice, each is closed once."""
    if closed := sweeps.close_lapsed_matches(day=timezone.localdate()):
        log.info("%s matches closed", closed)


@shared_task
def remind_sides() -> None:
    """Remind sides that have not answered; run twice, or by two workers, each reminder is written once."""
    if reminded := sweeps.remind_sides(day=timezone.localdate()):
        log.info("%s sides of matches reminded", reminded)


@shared_task
def ask_for_outcomes() -> None:
    """Ask both sides what came of a match when its day has come; run twice, each is asked once."""
    if asked := sweeps.ask_for_outcomes(day=timezone.localdate()):
        log.info("%s sides of matches asked for the outcome", asked)


@shared_task
def erase_due_contacts() -> None:
    """Erase contacts and remarks whose days are over; run twice, the second run finds nothing."""
    if erased := sweeps.erase_due_contacts(day=timezone.localdate()):
        log.info("contacts of %s matches erased", erased)
