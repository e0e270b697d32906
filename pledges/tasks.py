"""The sweep of pledges: letters to partners that are named in them."""

import logging

from celery import shared_task

from pledges.services import letters

log = logging.getLogger(__name__)


@shared_task
def send_due_partner_letters() -> None:
    """Send every letter that is owed; run twice, or by two workers, each still goes out once."""
    if sent := letters.send_due_partner_letters():
        log.info("%s partner letters sent", sent)
