"""What became of a schedule's times: a row for each that has come, so that none runs twice."""

import pgtrigger
from django.db import models
from django.utils import timezone

from reports.models.reports import ReportSet
from reports.models.schedules import ReportSchedule
from reports.states import Outcome
from workflow.models import Publication


class ScheduleRun(models.Model):
    """One occurrence of a schedule, and what came of it. Rows are added, never changed."""

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.PROTECT, related_name="runs")
    occurrence = models.CharField(max_length=40, help_text="its name, whatever moves: before:16w, yearly:2026")
    due_at = models.DateTimeField()
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome)
    count = models.PositiveIntegerField(default=0, help_text="reports asked for, or people told")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")
    asked = models.ForeignKey(
        ReportSet, on_delete=models.PROTECT, null=True, related_name="runs", help_text="where they wait for a release"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["schedule", "occurrence"], name="occurrence_runs_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.schedule_id} {self.occurrence}"
