"""A worker is killed in the middle of a report: another finishes it, once, and nothing is lost or doubled.

Real worker processes on the test database and a real broker. They are sent the sweep as the clock would send it.
"""

import hashlib
import os
import signal
import time
import uuid
from pathlib import Path

import pytest
from celery import current_app

from reports.models import Report, ReportFile
from reports.services.renderers import RENDERERS
from reports.states import ReportState
from reports.tasks import build_due_reports
from tests.factories import accounts, pledges, reports
from tests.faults.processes import until, worker

LEASE_SECONDS = 3
pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("faults"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def queue():
    """A queue of this test's own; what is left in it is thrown away."""
    name = f"test-{uuid.uuid4().hex}"
    yield name
    with current_app.connection_for_write() as broker:
        broker.default_channel.queue_delete(name)


def kill_in_the_middle(process):
    """Freeze the worker until it is caught at a report that is half built, after at least one whole one; kill it."""

    def caught():
        """a worker frozen while it builds"""
        if not Report.objects.filter(state=ReportState.READY).exists():
            return None
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(0.05)  # what it had sent to the database arrives
        half_built = Report.objects.filter(state=ReportState.BUILDING).first()
        if half_built is None:
            os.killpg(process.pid, signal.SIGCONT)
        return half_built

    half_built = until(caught, seconds=60)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)
    return half_built


def test_a_report_outlives_its_worker(queue, tmp_path):
    staff, focal = accounts.moderator(), accounts.focal_point("PRT")
    for number in range(6):
        pledges.published(focal, staff, title=f"Sample pledge {number}", description="A sample sentence. " * 150)
    asked = [reports.queued(number=number, language=code).pk for number in (1, 2, 3, 4) for code in ("en", "ar")]

    with worker(tmp_path, "-Q", queue, REPORT_LEASE_SECONDS=str(LEASE_SECONDS)) as first:
        build_due_reports.apply_async(queue=queue)
        half_built = kill_in_the_middle(first)
    done = dict(Report.objects.filter(state=ReportState.READY).values_list("pk", "ready_at"))
    assert 0 < len(done) < len(asked)

    def all_ready():
        """every report ready"""
        return Report.objects.filter(state=ReportState.READY).count() == len(asked)

    with worker(tmp_path, "-Q", queue, REPORT_LEASE_SECONDS=str(LEASE_SECONDS)):
        until(lambda: build_due_reports.apply_async(queue=queue) and all_ready(), seconds=90, every=1)

    found = {report.pk: report for report in Report.objects.all()}
    assert sorted(found) == sorted(asked)
    assert {pk: report.attempts for pk, report in found.items()} == dict.fromkeys(asked, 1) | {half_built.pk: 2}
    assert {pk: found[pk].ready_at for pk in done} == done
    for file in ReportFile.objects.all():
        content = (tmp_path / "files" / file.file).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
    assert ReportFile.objects.count() == len(asked) * len(RENDERERS)
    assert len(list(Path(tmp_path / "files" / "reports").glob("*.*"))) == len(asked) * len(RENDERERS)
