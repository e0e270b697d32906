"""Schedules that ran daily, weekly or monthly keep their hour, their day and their last run."""

from datetime import timedelta

from django.db import migrations

USUAL = {"daily", "weekly"}  # what every Forum got by itself


def move(apps, schema_editor):
    Schedule, Run, Report, Event = (
        apps.get_model("reports", name) for name in ("ReportSchedule", "ScheduleRun", "Report", "ScheduleEvent")
    )
    for schedule in Schedule.objects.iterator():
        first = schedule.next_run_at
        schedule.kinds = [schedule.kind]
        schedule.timing = schedule.frequency
        schedule.made_as = _made_as(Event, schedule)
        schedule.weekday = first.isoweekday() if schedule.frequency == "weekly" else None
        schedule.day = min(first.day, 28) if schedule.frequency == "monthly" else None
        schedule.at_time = first.time().replace(second=0, microsecond=0)
        schedule.time_zone = "UTC"
        schedule.counts_from = schedule.last_run_at or first - timedelta(minutes=1)
        schedule.save()
        if schedule.last_run_at is not None:
            Run.objects.create(
                schedule=schedule,
                occurrence=_name(schedule.frequency, schedule.last_run_at),
                due_at=schedule.last_run_at,
                at=schedule.last_run_at,
                outcome="asked",
                count=_asked(Report, schedule),
            )


def _made_as(Event, schedule):
    """Which of the two every Forum got it was, before anybody changed it: that one is not made again."""
    changed = Event.objects.filter(schedule=schedule, changes__has_key="frequency").order_by("pk").first()
    first = changed.changes["frequency"][0] if changed else schedule.frequency
    return first if first in USUAL else ""


def _name(frequency, at):
    return f"monthly:{at:%Y-%m}" if frequency == "monthly" else f"{frequency}:{at:%Y-%m-%d}"


def _asked(Report, schedule):
    """What the last run asked for: its reports of that moment."""
    around = (schedule.last_run_at - timedelta(minutes=5), schedule.last_run_at + timedelta(minutes=5))
    return Report.objects.filter(schedule=schedule, requested_at__range=around).count()


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0007_calendar"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
