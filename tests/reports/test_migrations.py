"""Booklets that were built when a report had one file keep it, their checksum and their readers."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.utils import timezone

from reports.models import Report, ReportFile, ReportSchedule
from reports.services import build_now, ensure_default_schedules
from reports.services.manifest import digest_of
from reports.states import Deed, ReportState
from tests.factories import reports

pytestmark = pytest.mark.django_db

move = import_module("reports.migrations.0004_files_move_over").move


class Row:
    """A report as the migration saw it: today's row, with the columns that are gone."""

    def __init__(self, report, **gone):
        self.__dict__.update(
            {name: getattr(report, name) for name in (field.attname for field in report._meta.fields)}
        )
        self.__dict__.update(gone)
        self.report = report

    def save(self):
        """What today's row has is written to it."""
        for name in ("subject", "releases_itself", "released_at", "manifest", "snapshot"):
            setattr(self.report, name, getattr(self, name))
        self.report.save()


def apps(rows):
    """The tables as the migration saw them: the rows of reports are given, the others are today's."""

    def create(*, report, **fields):
        return ReportFile.objects.create(report=report.report, **fields)

    models = {
        "Report": SimpleNamespace(objects=SimpleNamespace(iterator=lambda: iter(rows))),
        "ReportFile": SimpleNamespace(objects=SimpleNamespace(create=create)),
        "ReportSchedule": ReportSchedule,
    }
    return SimpleNamespace(get_model=lambda app, name: models[name])


def test_a_ready_booklet_keeps_its_file_and_stays_public():
    report = reports.ready(number=3, releases=False)
    report.files.all().delete()
    gone = {
        "round_table_number": 3,
        "file": "reports/earlier.pdf",
        "size": 7,
        "sha256": "a" * 64,
        "built_with": "typst 0.1",
    }
    move(apps([Row(report, **gone)]), None)
    moved = Report.objects.get()
    assert (moved.subject, moved.is_public, moved.released_at) == ("3", True, moved.ready_at)
    (file,) = moved.files.all()
    assert (file.format, file.file, file.size, file.sha256) == ("pdf", "reports/earlier.pdf", 7, "a" * 64)
    assert moved.manifest["files"] == {"pdf": {"bytes": 7, "sha256": "a" * 64, "made_with": "typst 0.1"}}
    assert moved.manifest["inputs"]["facts"] == digest_of(moved.snapshot["facts"])


def test_one_that_waits_is_built_as_the_others_are_and_schedules_go_on_releasing():
    with_its_own = reports.queued(number=2, releases=False)
    Report.objects.update(snapshot={"document": {"of": "an earlier form"}})
    with_its_own.refresh_from_db()
    ensure_default_schedules()
    ReportSchedule.objects.exclude(deed=Deed.REPORTS).delete()
    ReportSchedule.objects.update(releases=False)
    move(apps([Row(with_its_own, round_table_number=2)]), None)
    moved = Report.objects.get(pk=with_its_own.pk)
    assert (moved.state, moved.is_public, moved.released_at) == (ReportState.QUEUED, True, None)
    assert moved.requested_at <= timezone.now()
    assert (build_now(moved.pk), moved.files.count()) == (True, 4)
    assert set(ReportSchedule.objects.values_list("releases", flat=True)) == {True}
