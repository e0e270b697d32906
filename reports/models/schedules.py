"""Schedules: what is done for a Forum by itself, and when; and what administrators did to them."""

from datetime import date, time

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from reports.querysets import ScheduleQuerySet
from reports.states import LEAP_YEAR, RECURRING, WHEN, WHEN_COLUMNS, Deed, ReportKind, ScheduleAct, Timing
from roundtables.models import Edition
from workflow.models import Publication


def _says_when() -> Q:
    """That of the columns that say when, a timing has just those it needs."""
    allowed = Q()
    for timing, needed in WHEN.items():
        allowed |= Q(timing=timing, **{f"{column}__isnull": column not in needed for column in WHEN_COLUMNS})
    return allowed


class ReportSchedule(models.Model):
    """Asks for reports of a Forum, or writes to people, at its times; what was missed is caught up once.

    A time that depends on the Forum is computed from the Forum's dates whenever it is asked for, and never kept.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="report_schedules")
    made_as = models.CharField(max_length=20, blank=True, help_text="which of the usual ones it is; empty: added here")
    deed = models.CharField(max_length=10, choices=Deed, default=Deed.REPORTS)
    kinds = ArrayField(models.CharField(max_length=20, choices=ReportKind), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=7, choices=settings.LANGUAGES), default=list, blank=True)
    releases = models.BooleanField(default=False, help_text="what it asks for is public as soon as it is ready")
    timing = models.CharField(max_length=10, choices=Timing)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 is Monday")
    day = models.PositiveSmallIntegerField(null=True, blank=True, help_text="of the month")
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    on_day = models.DateField(null=True, blank=True)
    at_time = models.TimeField(default=time(5))
    time_zone = models.CharField(max_length=40, default="UTC")
    counts_from = models.DateTimeField(
        default=timezone.now, help_text="times before are no business of it: when it was made, resumed or set anew"
    )
    is_paused = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["-edition_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "made_as"], condition=~Q(made_as=""), name="usual_schedule_once_per_edition"
            ),
            models.UniqueConstraint(
                fields=["edition", "kinds", "timing"],
                condition=Q(timing__in=sorted(RECURRING), ended_at=None),
                name="schedule_once_per_edition",
            ),
            models.CheckConstraint(condition=_says_when(), name="schedule_says_when"),
            models.CheckConstraint(
                condition=Q(deed=Deed.REPORTS) & ~Q(kinds=[]) & ~Q(languages=[])
                | ~Q(deed=Deed.REPORTS) & Q(kinds=[], languages=[], releases=False),
                name="schedule_says_which_reports",
            ),
            models.CheckConstraint(
                condition=~Q(kinds__contains=[ReportKind.ANNUAL]) | Q(kinds=[ReportKind.ANNUAL]),
                name="annual_report_has_its_own_schedule",
            ),
        ]

    def __str__(self):
        return f"{self.deed} {self.edition_id} {self.timing}"

    @property
    def day_of_the_year(self) -> date:
        """The day of a yearly time, in a leap year: each of them can be one."""
        assert self.month is not None
        assert self.day is not None
        return date(LEAP_YEAR, self.month, self.day)


class ScheduleEvent(models.Model):
    """Who did what to a schedule, and what changed from what to what. Rows are added, never changed."""

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=ScheduleAct)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder, help_text="column to what it said, and says")
    asked = models.PositiveSmallIntegerField(
        default=0, help_text="how many reports a run by hand asked for, or people it told"
    )
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} {self.schedule_id}"
