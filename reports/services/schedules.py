"""Schedules ask for reports when their time has come. What was missed is caught up once; two clocks ask once."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.models import ReportSchedule
from reports.selectors.schedules import next_run
from reports.services.requests import request_reports
from reports.states import Frequency, ReportKind
from roundtables.selectors import current_edition
from workflow.selectors import current_publication

DEFAULTS = {  # every day what staff read, once a week what the Forum's delegations read
    Frequency.DAILY: ["en"],
    Frequency.WEEKLY: [code for code, _name in settings.LANGUAGES],
}


@transaction.atomic
def ensure_default_schedules() -> int:
    """Give the current Forum edition its schedules, the first run due at once; how many were made.

    An edition that has any is left alone: what staff changed is not made again.
    """
    edition = current_edition()
    if edition is None or ReportSchedule.objects.filter(edition=edition).exists():
        return 0
    made = [
        ReportSchedule.objects.get_or_create(
            kind=ReportKind.ROUND_TABLE,
            edition=edition,
            frequency=frequency,
            defaults={"languages": languages, "next_run_at": timezone.now(), "releases": True},
        )[1]
        for frequency, languages in DEFAULTS.items()
    ]
    return sum(made)


def request_due_reports(*, now: datetime) -> int:
    """Ask for what the due schedules say and set their next time after `now`; how many schedules ran.

    Each schedule is one transaction under its lock; a second clock skips what the first is at. Nothing is asked for
    before the first publication: the schedules stay due.
    """
    if current_publication() == 0:
        return 0
    due = list(ReportSchedule.objects.due(now=now).values_list("pk", flat=True))
    return sum(_run(schedule_id, now=now) for schedule_id in due)


@transaction.atomic
def _run(schedule_id: int, *, now: datetime) -> bool:
    schedule = (
        ReportSchedule.objects.due(now=now)
        .select_related("edition")
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=schedule_id)
        .first()
    )
    if schedule is None:
        return False
    request_reports(
        kinds=[ReportKind(schedule.kind)],
        edition=schedule.edition,
        languages=schedule.languages,
        by=User.objects.system(),
        schedule=schedule,
        releases=schedule.releases,
    )
    schedule.last_run_at = now
    schedule.next_run_at = next_run(schedule.next_run_at, Frequency(schedule.frequency), now=now)
    schedule.save(update_fields=["last_run_at", "next_run_at"])
    return True
