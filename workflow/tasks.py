"""The kernel's one sweep."""

from celery import shared_task

from workflow.services import notices


@shared_task
def send_due_notices() -> None:
    """Send every notice that is owed; run twice, or by two workers, each still goes out once."""
    notices.send_due_notices()
