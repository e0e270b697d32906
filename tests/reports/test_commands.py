"""The commands for people who script."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import pledges, reports

pytestmark = pytest.mark.django_db


def build(tmp_path, **options):
    asked = {"forum": 2026, "number": 4, "language": "en", "output": tmp_path / "booklet.pdf"} | options
    call_command("build_report", **asked)
    return asked["output"].read_bytes()


def test_build_report_writes_what_a_worker_would(tmp_path):
    pledges.published()
    report = reports.ready()
    assert hashlib.sha256(build(tmp_path)).hexdigest() == report.sha256


def test_build_report_goes_back_to_an_earlier_publication(tmp_path):
    report = reports.ready()
    pledges.published()
    earlier = build(tmp_path, as_of=report.publication_id)
    assert hashlib.sha256(earlier).hexdigest() == report.sha256
    assert build(tmp_path) != earlier


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"forum": 2023}, "There is no Forum edition 2023."),
        ({"as_of": 999}, "There is no publication 999"),
        ({"output": Path("/nowhere/at/all.pdf")}, "No such file or directory"),
    ],
)
def test_build_report_says_what_is_wrong(tmp_path, options, said):
    with pytest.raises(CommandError, match=said):
        build(tmp_path, **options)


def test_verify_report_shows_the_checksums(capsys):
    report = reports.ready()
    call_command("verify_report", report.reference)
    assert capsys.readouterr().out.splitlines() == [
        f"published  {report.sha256}",
        f"rebuilt    {report.sha256}",
        f"stored     {report.sha256}",
        f"{report.reference} verifies.",
    ]


def test_verify_report_fails_where_the_file_is_another(settings, capsys):
    report = reports.ready()
    (Path(settings.MEDIA_ROOT) / report.file).write_bytes(b"other")
    with pytest.raises(CommandError, match="does not verify"):
        call_command("verify_report", report.reference)
    assert hashlib.sha256(b"other").hexdigest() in capsys.readouterr().out


def test_verify_report_names_the_tools_where_they_changed(capsys):
    report = reports.ready()
    type(report).objects.update(built_with="typst 0.1, sample")
    call_command("verify_report", report.reference)
    assert "built with typst 0.1, sample, verified with typst 0." in capsys.readouterr().out


def test_verify_report_knows_no_other_report():
    with pytest.raises(CommandError, match=r"There is no report GCM-RP-1\."):
        call_command("verify_report", "GCM-RP-1")
    with pytest.raises(CommandError, match="has not been built yet"):
        call_command("verify_report", reports.queued().reference)
