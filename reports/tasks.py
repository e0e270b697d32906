"""The two sweeps of the reports: run the schedules, build what was asked for; and a nudge for the second."""

import logging
from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone

from reports import services

QUICKLY = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "max_retries": 0}

log = logging.getLogger(__name__)


@shared_task
def run_schedules() -> None:
    """Do what the schedules say; run twice, or by two clocks, each occurrence is still done once."""
    services.ensure_default_schedules()
    if done := services.run_due_schedules(now=timezone.now()):
        log.info("%s occurrences of schedules", done)


@shared_task
def build_due_reports() -> None:
    """Build every report that waits; run twice, or by two workers, each is still built once."""
    if built := services.build_due_reports():
        log.info("%s reports built", built)


@shared_task
def sweep_halves() -> None:
    """Remove halves of files that a killed worker left a day ago or earlier."""
    if removed := services.sweep_halves(older_than=timedelta(days=1)):
        log.info("%s halves of report files removed", removed)


def nudge() -> None:
    """Start a build now instead of at the next sweep; a broker that is away or hangs costs a moment and no more."""
    try:
        with current_app.connection_for_write(transport_options=QUICKLY) as connection:
            build_due_reports.apply_async(connection=connection, retry=False)
    except Exception:
        log.warning("the broker is away; the next sweep will build what was asked for", exc_info=True)
