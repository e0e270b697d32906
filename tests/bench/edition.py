"""A whole Forum edition, as in production: one set, two worker processes, six languages, every form of each report."""

import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from celery import current_app
from django.conf import settings

from accounts.models import User
from reports.models import ReportFile
from reports.selectors import progress_of
from reports.services import request_set
from reports.states import ReportKind
from reports.tasks import build_due_reports
from roundtables.models import Edition
from tests.bench.rows import Built
from tests.faults.processes import worker

KINDS = (ReportKind.ROUND_TABLE, ReportKind.OBJECTIVE, ReportKind.STATE, ReportKind.BRIEF, ReportKind.OVERVIEW)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
LOOK_EVERY = 1.0  # seconds; and the clock's sweep is sent as often


def edition(*, kinds: Sequence[ReportKind] = KINDS, languages: Sequence[str] = LANGUAGES) -> Iterator[Built]:
    """Every report of the newest Forum on the real data, from the request to the last file; none may fail."""
    queue = f"bench-{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory() as folder:
        with worker(Path(folder), "-Q", queue), worker(Path(folder), "-Q", queue):
            yield _built(queue, kinds, languages)
        with current_app.connection_for_write() as broker:
            broker.default_channel.queue_delete(queue)


def _built(queue: str, kinds: Sequence[ReportKind], languages: Sequence[str]) -> Built:
    began = time.perf_counter()
    newest = Edition.objects.get(year=2026)
    asked = request_set(edition=newest, kinds=kinds, languages=languages, by=User.objects.system())
    while (progress := progress_of(asked)).unfinished:
        build_due_reports.apply_async(queue=queue)
        time.sleep(LOOK_EVERY)
    files = ReportFile.objects.filter(report__sets=asked)
    return Built(
        f"{progress.total} reports, {len(languages)} languages, 2 workers",
        reports=progress.ready,
        failed=progress.failed,
        files=files.count(),
        megabytes=sum(files.values_list("size", flat=True)) / 1e6,
        seconds=time.perf_counter() - began,
    )
