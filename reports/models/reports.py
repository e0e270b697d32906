"""Review reports, and what asks for many at once. The row is the job: a worker claims it, builds, marks it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from reports.models.schedules import ReportSchedule
from reports.querysets import ReportQuerySet
from reports.states import UNFINISHED, Failure, ReportAct, ReportFormat, ReportKind, ReportState, Step
from roundtables.models import Edition
from workflow.models import Publication


class ReportSet(models.Model):
    """One request for many reports, all frozen at one moment: a whole Forum edition, in any number of languages."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="report_sets")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    as_of_on = models.DateField()
    kinds = ArrayField(models.CharField(max_length=20, choices=ReportKind))
    languages = ArrayField(models.CharField(max_length=7, choices=settings.LANGUAGES))
    only = ArrayField(models.CharField(max_length=8), default=list, help_text="these subjects; empty: all there are")
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    reports = models.ManyToManyField("Report", related_name="sets", help_text="one report may be asked for by several")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.edition_id} {self.publication_id}"

    def get_absolute_url(self):
        return reverse("reports:set", args=[self.pk])


class Report(models.Model):
    """One report, frozen at a publication and a day, in one language. Asking for it twice is one row."""

    reference = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=ReportKind)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    subject = models.CharField(
        max_length=8,
        blank=True,
        help_text="a round table; an objective in two digits; a State by its ISO code; a year; or nothing",
    )
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    as_of_on = models.DateField(help_text="the day from which ages and overdue dates are counted")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.QUEUED)
    schedule = models.ForeignKey(ReportSchedule, on_delete=models.SET_NULL, null=True, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    lease = models.UUIDField(null=True, help_text="the worker that holds it; another's result is refused")
    lease_until = models.DateTimeField(null=True, help_text="until when nobody else may take it")
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    step = models.CharField(max_length=10, choices=Step, blank=True, help_text="what a worker is at")
    ready_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=20, choices=Failure, blank=True)
    failure_detail = models.TextField(blank=True, help_text="for the log's reader, never public")
    snapshot = models.JSONField(
        null=True, encoder=DjangoJSONEncoder, help_text="canonical inputs, kept for rebuilding"
    )
    manifest = models.JSONField(null=True, help_text="inputs, figures, software and fonts, checksums of the files")
    releases_itself = models.BooleanField(default=False, help_text="public without anybody's release")
    released_at = models.DateTimeField(null=True, help_text="from when on it is public; before, the secretariat's")
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, help_text="what the pages' ETag is made of")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-publication_id", "kind", "subject", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "edition", "subject", "language", "publication"],
                name="report_asked_twice_is_one",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.READY) | Q(ready_at__isnull=False, manifest__isnull=False),
                name="report_ready_has_a_manifest",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(state=ReportState.READY), name="report_released_is_ready"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.FAILED) | ~Q(failure=""), name="report_failed_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at"], name="report_changed"),
            models.Index(
                fields=["requested_at"],
                condition=Q(state__in=sorted(UNFINISHED)),
                name="report_due",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("reports:detail", args=[self.reference])

    @property
    def is_ready(self) -> bool:
        """True once there is a file to hand out."""
        return self.state == ReportState.READY

    @property
    def is_public(self) -> bool:
        """True where everybody may know of it: released, or to be released by itself."""
        return self.releases_itself or self.released_at is not None

    @property
    def is_unfinished(self) -> bool:
        """True while somebody may still wait for it."""
        return self.state in UNFINISHED


class ReportFile(models.Model):
    """One form of a finished report; the same document in each."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=4, choices=ReportFormat)
    file = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    built_with = models.CharField(max_length=160, help_text="what made the bytes: software, template and fonts")

    class Meta:
        ordering = ["report", "format"]
        constraints = [models.UniqueConstraint(fields=["report", "format"], name="report_file_once_per_format")]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """What a browser calls the file: the reference, so that it can be verified from its name."""
        return f"{self.report.reference}.{self.format}"


class ReportEvent(models.Model):
    """Who did what to a report: asked for, tried again, released. Rows are added, never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=ReportAct)

    class Meta:
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} {self.report_id}"
