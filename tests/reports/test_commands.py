"""The commands for people who script."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from objectives.models import Objective
from reports.selectors import subjects
from reports.services.documents import DOCUMENTS
from reports.states import ReportKind
from tests.factories import pledges, reports

pytestmark = pytest.mark.django_db


def build(tmp_path, **options):
    asked = {"forum": 2026, "number": 4, "language": "en", "output": tmp_path / "report"} | options
    call_command("build_report", **asked)
    return asked["output"].read_bytes()


def test_build_report_writes_what_a_worker_would(tmp_path):
    pledges.published()
    report = reports.ready()
    for file in report.files.all():
        written = build(tmp_path, format=file.format)
        assert (file.format, hashlib.sha256(written).hexdigest()) == (file.format, file.sha256)


def test_build_report_goes_back_to_an_earlier_publication(tmp_path):
    report = reports.ready()
    pledges.published()
    earlier = build(tmp_path, as_of=report.publication_id)
    assert hashlib.sha256(earlier).hexdigest() == reports.pdf_of(report).sha256
    assert build(tmp_path) != earlier


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"forum": 2023}, "There is no Forum edition 2023."),
        ({"as_of": 999}, "There is no publication 999"),
        ({"number": 5}, "There is no such report; there are: 1, 2, 3, 4"),
        ({"kind": "annual", "number": None, "year": 1999}, "There is no such report; there are: "),
        ({"day": "tomorrow"}, "tomorrow is no day"),
        ({"output": Path("/nowhere/at/all.pdf")}, "No such file or directory"),
    ],
)
def test_build_report_says_what_is_wrong(tmp_path, options, said):
    with pytest.raises(CommandError, match=said):
        build(tmp_path, **options)


def test_build_report_knows_every_kind_that_can_be_built(tmp_path):
    asked = {
        ReportKind.ROUND_TABLE: {},
        ReportKind.OBJECTIVE: {"number": 7},
        ReportKind.STATE: {"number": None, "state": "prt"},
    }
    pledges.published(state="PRT")
    for kind in DOCUMENTS:
        subject = subjects(kind, reports.edition(), reports.moment())
        options = {"number": None, "year": subject[-1] or None} if kind not in asked else asked[kind]
        written = build(tmp_path, kind=kind.replace("_", "-"), **options)
        assert written.startswith(b"%PDF"), kind


def test_verify_report_shows_the_checksums_of_every_form(capsys):
    report = reports.ready()
    call_command("verify_report", report.reference)
    expected = []
    for file in report.files.all():
        expected += [
            file.format,
            *(f"  {word}{file.sha256}" for word in ("published  ", "rebuilt    ", "stored     ")),
        ]
    assert capsys.readouterr().out.splitlines() == [*expected, f"{report.reference} verifies."]


def test_verify_report_fails_where_a_file_is_another(settings, capsys):
    report = reports.ready()
    (Path(settings.MEDIA_ROOT) / reports.pdf_of(report).file).write_bytes(b"other")
    with pytest.raises(CommandError, match="does not verify"):
        call_command("verify_report", report.reference)
    assert hashlib.sha256(b"other").hexdigest() in capsys.readouterr().out


def test_verify_report_names_the_tools_where_they_changed(capsys):
    report = reports.ready()
    report.files.filter(format="pdf").update(built_with="typst 0.1, sample")
    call_command("verify_report", report.reference)
    assert "built with typst 0.1, sample, verified with typst 0." in capsys.readouterr().out


def test_verify_report_draws_the_inputs_up_anew_where_asked(capsys):
    report = reports.ready()
    call_command("verify_report", report.reference, recount=True)
    assert "facts: as stored\ndocument: as stored" in capsys.readouterr().out


def test_verify_report_says_what_the_inputs_would_be_today(capsys):
    pledges.published()
    report = reports.ready()
    Objective.objects.filter(number=7).update(short_title_en="Another title")
    call_command("verify_report", report.reference, recount=True)
    said = capsys.readouterr().out
    assert 'is now "Another title"' in said
    assert "facts: other than stored in " in said


def test_verify_report_knows_no_other_report():
    with pytest.raises(CommandError, match=r"There is no report GCM-RP-1\."):
        call_command("verify_report", "GCM-RP-1")
    with pytest.raises(CommandError, match="has not been built yet"):
        call_command("verify_report", reports.queued().reference)
