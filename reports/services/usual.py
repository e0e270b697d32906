"""The schedules every Forum gets by itself: what staff of a Forum year would otherwise have to remember.

The weeks follow the Forum's own calendar: the Secretary-General's report has to be out at least twelve weeks before it
(https://mayorsmigrationcouncil.org/news/report-of-the-secretary-general-global-compact-for-safe-orderly-and-regular-migration),
and its inputs are frozen four weeks earlier; the others are ours. On 10 December 2018 the Compact was adopted.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports.models import ReportSchedule
from reports.states import Deed, ReportKind, Timing
from roundtables.models import Edition
from roundtables.selectors import current_of, editions

ALL = [code for code, _name in settings.LANGUAGES]
BOOKLETS = {"kinds": [ReportKind.ROUND_TABLE], "releases": True}  # public as ever, as soon as they are ready
FORUM_TIME = {"at_time": time(9), "time_zone": "America/New_York"}  # where the Forum meets
WHOLE = [
    ReportKind.ROUND_TABLE,
    ReportKind.OBJECTIVE,
    ReportKind.STATE,
    ReportKind.BRIEF,
    ReportKind.OVERVIEW,
    ReportKind.CHANGES,
]

OF_THE_CURRENT: Mapping[str, Mapping[str, Any]] = {
    "daily": {"timing": Timing.DAILY, "languages": ["en"], **BOOKLETS},
    "weekly": {"timing": Timing.WEEKLY, "weekday": 1, "languages": ALL, **BOOKLETS},
    "annual": {
        "timing": Timing.YEARLY, "month": 12, "day": 10, "kinds": [ReportKind.ANNUAL], "languages": ALL, **FORUM_TIME,
    },
}  # fmt: skip
OF_ONE_AHEAD: Mapping[str, Mapping[str, Any]] = {
    "call": {"timing": Timing.BEFORE, "weeks": 52, "deed": Deed.CALL, **FORUM_TIME},
    "reminder": {"timing": Timing.BEFORE, "weeks": 26, "deed": Deed.REMINDER, **FORUM_TIME},
    "freeze": {"timing": Timing.BEFORE, "weeks": 16, "kinds": WHOLE, "languages": ["en"], **FORUM_TIME},
    "deadline": {"timing": Timing.BEFORE, "weeks": 12, "deed": Deed.DEADLINE, **FORUM_TIME},
    "booklets": {
        "timing": Timing.BEFORE,
        "weeks": 4,
        "kinds": [ReportKind.ROUND_TABLE, ReportKind.BRIEF, ReportKind.OVERVIEW],
        "languages": ALL,
        **FORUM_TIME,
    },
    "after": {"timing": Timing.AFTER, "weeks": 8, "kinds": WHOLE, "languages": ALL, **FORUM_TIME},
}


@transaction.atomic
def ensure_default_schedules() -> int:
    """Give the current Forum and every one ahead the usual schedules; how many were made.

    What recurs runs for the first time at once. Each is made once: what staff changed, paused or ended stays so.
    """
    now, known = timezone.now(), editions()
    current, today = current_of(known), timezone.localdate(now)
    missing = []
    for edition in known:
        wanted: dict[str, Mapping[str, Any]] = {}
        if current is not None and edition.year == current.year:
            wanted |= OF_THE_CURRENT
        if edition.ends_on is None or edition.ends_on >= today:
            wanted |= OF_ONE_AHEAD
        missing += [_usual(edition, name, now, wanted[name]) for name in wanted]
    there = set(ReportSchedule.objects.exclude(made_as="").values_list("edition_id", "made_as"))
    missing = [each for each in missing if (each.edition_id, each.made_as) not in there]
    made = ReportSchedule.objects.bulk_create(missing, ignore_conflicts=True)
    return len(made)


def _usual(edition: Edition, name: str, now: datetime, said: Mapping[str, Any]) -> ReportSchedule:
    back = {Timing.DAILY: timedelta(days=1), Timing.WEEKLY: timedelta(weeks=1)}.get(said["timing"], timedelta(0))
    return ReportSchedule(edition=edition, made_as=name, counts_from=now - back, **said)
