"""Building: once, by one worker at a time, whatever happens to the others."""

import hashlib
import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.files.storage import Storage
from django.db import IntegrityError, connection
from django.utils import timezone

from objectives.models import Objective
from reports.exceptions import LeaseLost, NotBuiltYet
from reports.models import Report, ReportFile
from reports.services import build_due_reports, build_now, recounted, sweep_halves, verify_report
from reports.services import builds as module
from reports.services.builds import claim, finish
from reports.services.files import keep
from reports.services.manifest import digest_of
from reports.services.renderers import RENDERERS, Renderer
from reports.states import MAX_ATTEMPTS, Failure, ReportFormat, ReportState
from tests.factories import pledges, reports

pytestmark = pytest.mark.django_db


class ObjectStore(Storage):
    """Storage without a disk: names and contents, and no path."""

    def __init__(self):
        self.objects = {}

    def _save(self, name, content):
        self.objects[name] = content.read()
        return name

    def exists(self, name):
        return name in self.objects


@pytest.fixture
def files(settings):
    return Path(settings.MEDIA_ROOT) / "reports"


def again(report):
    return Report.objects.get(pk=report.pk)


def lapse(report):
    """The lease runs out: its worker was not heard of in time."""
    Report.objects.filter(pk=report.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def rendering(monkeypatch, render):
    """Another way to make the PDF; the other forms stay."""
    pdf = RENDERERS[ReportFormat.PDF]
    monkeypatch.setitem(RENDERERS, ReportFormat.PDF, Renderer(render, pdf.made_with, pdf.content_type))


def failing(monkeypatch, error):
    def refuse(document):
        raise error

    rendering(monkeypatch, refuse)


def test_the_sweep_builds_what_waits_and_nothing_twice(files):
    report = reports.queued()
    assert (build_due_reports(), build_due_reports()) == (1, 0)
    built = again(report)
    assert (built.state, built.progress, built.attempts, built.failure) == ("ready", 100, 1, "")
    assert (built.lease, built.lease_until) == (None, None)
    assert [file.format for file in built.files.all()] == ["docx", "html", "pdf", "xlsx"]
    for file in built.files.all():
        content = (files / f"{report.reference}.{file.format}").read_bytes()
        assert (file.sha256, file.size) == (hashlib.sha256(content).hexdigest(), len(content))
        assert file.built_with == RENDERERS[ReportFormat(file.format)].made_with()
    assert (files / f"{report.reference}.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_the_manifest_names_inputs_figures_software_and_files():
    report = reports.ready()
    manifest = report.manifest
    assert {key: manifest[key] for key in ("reference", "kind", "forum", "subject", "language", "publication")} == {
        "reference": report.reference,
        "kind": "round_table",
        "forum": 2026,
        "subject": "4",
        "language": "en",
        "publication": report.publication_id,
    }
    assert manifest["inputs"] == {part: digest_of(report.snapshot[part]) for part in ("facts", "document")}
    assert manifest["figures"] == report.snapshot["facts"]["figures"]
    assert manifest["files"] == {
        file.format: {"bytes": file.size, "sha256": file.sha256, "made_with": file.built_with}
        for file in report.files.all()
    }


def test_what_releases_itself_is_public_once_it_is_ready_and_the_rest_waits():
    by_itself, waiting = reports.ready(number=1), reports.ready(number=2, releases=False)
    assert by_itself.released_at is not None
    assert (waiting.released_at, list(Report.objects.waiting_for_release())) == (None, [waiting])


def test_nothing_but_the_finished_file_is_left_behind(files):
    report = reports.ready()
    names = [f"{report.reference}.{form}" for form in ("docx", "html", "pdf", "xlsx")]
    assert sorted(path.name for path in files.iterdir()) == names


def test_the_oldest_request_is_built_first(monkeypatch):
    first, second = reports.queued(number=3), reports.queued(number=1)
    order = []
    monkeypatch.setattr(module, "build_now", lambda pk: order.append(pk) or True)
    build_due_reports()
    assert order == [first.pk, second.pk]


def test_a_claim_is_a_lease_for_one(settings):
    settings.REPORT_LEASE_SECONDS = 60
    report, now = reports.queued(), timezone.now()
    lease = claim(report.pk, now=now)
    assert claim(report.pk, now=now) is None
    held = again(report)
    assert (held.state, held.lease, held.lease_until, held.attempts) == (
        "building",
        lease,
        now + timedelta(seconds=60),
        1,
    )


def test_a_lease_that_ran_out_is_taken_over():
    report = reports.queued()
    claim(report.pk, now=timezone.now())
    lapse(report)
    assert build_due_reports() == 1
    assert (again(report).state, again(report).attempts) == ("ready", 2)


def test_the_result_of_a_zombie_is_refused():
    report = reports.queued()
    zombie = claim(report.pk, now=timezone.now())
    lapse(report)
    build_due_reports()
    before = list(again(report).files.values())
    other = ReportFile(report=report, format="pdf", file="reports/other.pdf", size=5, sha256="0" * 64)
    with pytest.raises(LeaseLost):
        finish(report.pk, zombie, files=[other], manifest={"other": True})
    after = again(report)
    assert (list(after.files.values()), after.attempts) == (before, 2)
    assert "other" not in after.manifest


def test_a_worker_that_lost_its_lease_stops_without_a_trace(monkeypatch):
    report = reports.queued()
    inner = RENDERERS[ReportFormat.PDF].render

    def slow(document):
        Report.objects.filter(pk=report.pk).update(lease=uuid.uuid4())
        return inner(document)

    rendering(monkeypatch, slow)
    assert build_now(report.pk) is False
    assert (again(report).state, again(report).failure, again(report).files.count()) == ("building", "", 0)


def test_progress_is_told_while_it_is_built(monkeypatch):
    report, seen = reports.queued(), []
    for form, renderer in RENDERERS.items():

        def watched(document, inner=renderer.render):
            seen.append(again(report).progress)
            return inner(document)

        monkeypatch.setitem(RENDERERS, form, Renderer(watched, renderer.made_with, renderer.content_type))
    build_due_reports()
    assert [*seen, again(report).progress] == [30, 46, 62, 78, 100]


def test_the_inputs_are_stored_before_the_file_is_made(monkeypatch):
    report = reports.queued()
    failing(monkeypatch, RuntimeError("boom"))
    build_due_reports()
    assert sorted(again(report).snapshot) == ["document", "facts"]


def test_a_rebuild_uses_the_stored_inputs(monkeypatch):
    pledges.published(title="A sample pledge before")
    report = reports.queued()
    with monkeypatch.context() as broken:
        failing(broken, RuntimeError("boom"))
        build_due_reports()
    snapshot = again(report).snapshot
    monkeypatch.setattr(module, "freeze", lambda report: pytest.fail("counted again"))
    lapse(report)
    assert build_due_reports() == 1
    assert again(report).snapshot == snapshot


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (module.BuildFailed("odd"), Failure.UNEXPECTED),
        (RuntimeError("odd"), Failure.UNEXPECTED),
    ],
)
def test_a_build_that_fails_says_why_and_is_tried_again_later(monkeypatch, error, failure):
    report = reports.queued()
    failing(monkeypatch, error)
    assert (build_due_reports(), build_due_reports()) == (0, 0)
    waiting = again(report)
    assert (waiting.state, waiting.failure, waiting.attempts, waiting.lease) == ("queued", failure, 1, None)
    assert waiting.failure_detail == f"{type(error).__name__}: odd"
    assert waiting.lease_until > timezone.now()


def test_a_document_that_cannot_be_typeset_is_named_as_that(monkeypatch):
    report = reports.queued()
    monkeypatch.setattr(
        module, "freeze", lambda report, told: {"facts": {}, "document": {"created": 0, "broken": True}}
    )
    build_due_reports()
    assert again(report).get_failure_display() == "The document could not be typeset."
    assert "does not contain key" in again(report).failure_detail


def test_a_file_that_cannot_be_stored_is_named_as_that(settings, tmp_path):
    report = reports.queued()
    (tmp_path / "a-file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "a-file"
    build_due_reports()
    assert again(report).get_failure_display() == "The finished file could not be stored."


def test_after_the_last_attempt_it_has_failed(monkeypatch):
    report = reports.queued()
    failing(monkeypatch, RuntimeError("boom"))
    for _attempt in range(MAX_ATTEMPTS + 1):
        build_due_reports()
        lapse(report)
    assert (again(report).state, again(report).attempts) == (ReportState.FAILED, MAX_ATTEMPTS)


def test_a_report_that_kills_every_worker_is_given_up():
    report = reports.queued()
    for _attempt in range(MAX_ATTEMPTS):
        assert claim(report.pk, now=timezone.now()) is not None
        lapse(report)
    assert build_due_reports() == 0
    assert (again(report).state, again(report).failure) == ("failed", Failure.WORKER_LOST)


def test_one_that_fails_does_not_stop_the_others(monkeypatch):
    bad, good, inner = reports.queued(number=1), reports.queued(number=2), RENDERERS[ReportFormat.PDF].render

    def picky(document):
        if document["reference"] == bad.reference:
            raise RuntimeError("boom")
        return inner(document)

    rendering(monkeypatch, picky)
    assert build_due_reports() == 1
    assert (again(bad).state, again(good).state) == ("queued", "ready")


def test_the_database_keeps_ready_reports_whole():
    report = reports.queued()
    with pytest.raises(IntegrityError):
        Report.objects.filter(pk=report.pk).update(state=ReportState.READY)


def test_the_database_wants_a_reason_for_a_failure():
    report = reports.queued()
    with pytest.raises(IntegrityError):
        Report.objects.filter(pk=report.pk).update(state=ReportState.FAILED)


def test_a_ready_report_verifies_in_every_form_and_a_changed_file_does_not(files):
    report = reports.ready()
    assert [(each.format, each.holds) for each in verify_report(report)] == [
        ("docx", True),
        ("html", True),
        ("pdf", True),
        ("xlsx", True),
    ]
    (files / f"{report.reference}.docx").write_bytes(b"other")
    changed = next(each for each in verify_report(report) if not each.holds)
    assert (changed.format, changed.published == changed.rebuilt, changed.same_toolchain) == ("docx", True, True)


def test_a_lost_file_does_not_verify(files):
    report = reports.ready()
    (files / f"{report.reference}.pdf").unlink()
    assert {each.format: each.stored == "" for each in verify_report(report) if not each.holds} == {"pdf": True}


def test_changed_inputs_do_not_verify():
    report = reports.ready()
    report.snapshot["document"]["cover"]["title"] = "Another round table"
    report.save(update_fields=["snapshot"])
    assert not any(each.holds for each in verify_report(again(report)))


def test_inputs_drawn_up_anew_are_the_stored_ones_until_the_reference_data_change():
    pledges.published()
    report = reports.ready()
    assert recounted(report) == {"facts": [], "document": []}
    Objective.objects.filter(number=7).update(short_title_en="Another title")
    found = recounted(report)
    assert {each.anew for each in found["facts"]} == {"Another title"}
    assert {each.path.split(".")[0] for each in found["document"]} == {"document"}


def test_what_is_not_built_yet_cannot_be_verified():
    with pytest.raises(NotBuiltYet):
        verify_report(reports.queued())


def test_an_object_store_keeps_the_file_under_the_name_it_gives(monkeypatch):
    store = ObjectStore()
    monkeypatch.setattr("reports.services.files.default_storage", store)
    assert keep("reports/sample.pdf", b"content") == "reports/sample.pdf"
    assert store.objects == {"reports/sample.pdf": b"content"}


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_are_one_claim():
    report, now, ready = reports.queued(), timezone.now(), Barrier(4)

    def worker(_number):
        try:
            ready.wait(timeout=20)
            return claim(report.pk, now=now) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(worker, range(4))) == [False, False, False, True]
    assert again(report).attempts == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_build_each_report_once():
    waiting, ready = [reports.queued(number=number) for number in (1, 2, 3, 4)], Barrier(2)

    def sweep(_number):
        try:
            ready.wait(timeout=20)
            return build_due_reports()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(sweep, range(2))) == 4
    assert {(again(report).state, again(report).attempts) for report in waiting} == {("ready", 1)}


def test_halves_that_a_killed_worker_left_are_swept_after_a_day_and_files_never(files):
    report = reports.ready()
    old, new = files / ".sample.pdf.x1", files / ".sample.pdf.x2"
    for half in (old, new):
        half.write_bytes(b"%PDF half")
    long_ago = time.time() - 2 * 24 * 60 * 60
    for path in (old, files / f"{report.reference}.pdf"):
        os.utime(path, (long_ago, long_ago))
    assert [sweep_halves(older_than=timedelta(days=1)) for _again in range(2)] == [1, 0]
    assert (old.exists(), new.exists(), (files / f"{report.reference}.pdf").exists()) == (False, True, True)


def test_an_object_store_has_no_halves(monkeypatch):
    monkeypatch.setattr("reports.services.files.default_storage", ObjectStore())
    assert sweep_halves(older_than=timedelta(0)) == 0


def test_while_it_is_built_its_row_says_what_the_worker_is_at(monkeypatch):
    report, seen = reports.queued(), []
    advance = module._advance

    def noted(report_id, lease, **fields):
        advance(report_id, lease, **fields)
        row = again(report)
        seen.append((row.step, row.progress))

    monkeypatch.setattr(module, "_advance", noted)
    assert build_now(report.pk)
    steps = [step for step, _progress in seen]
    assert list(dict.fromkeys(steps)) == ["document", *RENDERERS, "keeping"]
    assert [progress for _step, progress in seen] == sorted(progress for _step, progress in seen)
    assert (again(report).step, again(report).progress) == ("", 100)


def test_one_that_breaks_is_at_nothing_any_more(monkeypatch):
    report = reports.queued()
    rendering(monkeypatch, lambda document: 1 / 0)
    assert not build_now(report.pk)
    assert (again(report).step, again(report).progress) == ("", 0)
