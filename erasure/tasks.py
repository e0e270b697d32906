"""The sweep of requests."""

from celery import shared_task

from erasure import services


@shared_task
def remind_of_due_requests() -> None:
    """Remind administrators of what is due; run twice, or by two workers, each is still reminded of once."""
    services.remind_of_due_requests()
