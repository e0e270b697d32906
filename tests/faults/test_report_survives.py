"""A worker is killed in the middle of a report: another finishes it, once, and nothing is lost or doubled.

Once at a chosen moment, and ten times at moments that a seed chooses.

Real worker processes on the test database and a real broker. They are sent the sweep as the clock would send it.
"""

import hashlib
import os
import random
import signal
import time
import uuid
from contextlib import ExitStack
from pathlib import Path

import pytest
from celery import current_app

from reports.models import Report, ReportFile
from reports.services import request_set, retry_set, verify_report
from reports.services.renderers import RENDERERS
from reports.states import ReportKind, ReportState
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


KILLS = 10


class Pair:
    """Two workers on a queue; what was killed is started anew."""

    def __init__(self, stack, start):
        self.stack, self.start = stack, start
        self.processes = [stack.enter_context(start()) for _each in range(2)]

    def kill(self, which):
        os.killpg(self.processes[which].pid, signal.SIGKILL)
        self.processes[which].wait(timeout=10)
        self.processes[which] = self.stack.enter_context(self.start())


def test_a_set_outlives_ten_killed_workers(queue, tmp_path):
    """A report that loses its worker at each of its attempts is given up; a person tries the set again, as here."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # pytest shows it where the test fails
    chance = random.Random(seed)
    staff, focal = accounts.moderator(), accounts.focal_point("PRT")
    for number in range(4):
        pledges.published(focal, staff, title=f"Sample pledge {number}", description="A sample sentence. " * 50)
    asked = request_set(edition=reports.edition(), kinds=[ReportKind.ROUND_TABLE], languages=["en", "ar"], by=staff)
    references = sorted(asked.reports.values_list("reference", flat=True))
    moments = sorted(chance.choices(range(len(references)), k=KILLS))  # so many reports are ready before each kill
    retried = 0

    def ready(count):
        """so many reports ready, while the clock sends sweeps and a person tries again what was given up"""
        nonlocal retried
        retried += retry_set(asked, by=staff)
        build_due_reports.apply_async(queue=queue)
        return asked.reports.ready().count() >= count

    with ExitStack() as stack:
        pair = Pair(stack, lambda: worker(tmp_path, "-Q", queue, REPORT_LEASE_SECONDS="1"))
        for moment in moments:
            until(lambda moment=moment: ready(moment) and at_work(asked), seconds=120, every=0.1)
            time.sleep(chance.uniform(0, 0.4))
            pair.kill(chance.randrange(2))
        until(lambda: ready(len(references)), seconds=120, every=0.2)

    found = list(Report.objects.all())
    assert sorted(report.reference for report in found) == references
    assert sum(report.attempts for report in found) + retried > len(references)  # some kill met a report half built
    assert [verdict for report in found for verdict in verify_report(report) if not verdict.holds] == []
    names = sorted(f"{reference}.{form}" for reference in references for form in RENDERERS)
    assert sorted(Path(file).name for file in ReportFile.objects.values_list("file", flat=True)) == names
    assert sorted(path.name for path in (tmp_path / "files" / "reports").iterdir() if path.name[0] != ".") == names


def at_work(asked):
    """Whether a worker holds a report, or nothing is left to hold."""
    return (
        asked.reports.filter(state=ReportState.BUILDING).exists()
        or not asked.reports.exclude(state=ReportState.READY).exists()
    )
