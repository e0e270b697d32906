"""The same document is the same bytes: on another day, in another process, in another time zone."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile

import pytest
import time_machine

from reports.services.renderers import RENDERERS
from reports.states import ReportFormat
from tests.factories.documents import sample
from typesetting.compiler import canonical

SCRIPT = """
import django, hashlib, json, pathlib, sys
django.setup()
from reports.services.renderers import RENDERERS
document = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
print(*(hashlib.sha256(each.render(document)).hexdigest() for each in RENDERERS.values()))
print(*(each.made_with() for each in RENDERERS.values()), sep="|")
"""


def sums(document):
    return [hashlib.sha256(each.render(document)).hexdigest() for each in RENDERERS.values()]


def made(document, form):
    return RENDERERS[form].render(document)


def test_on_another_day():
    document = sample("ar")
    with time_machine.travel("2031-02-03 04:05:06"):
        later = sums(document)
    assert sums(document) == later


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York"])
def test_in_another_process_and_time_zone(zone, tmp_path):
    document = sample("zh-hans")
    (tmp_path / "document.json").write_text(canonical(document), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "document.json")],
        env=os.environ
        | {"TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "gcm_portal.settings"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    assert told[0].split() == sums(document)
    assert told[1].split("|") == [each.made_with() for each in RENDERERS.values()]


@pytest.mark.parametrize("form", list(ReportFormat))
def test_another_text_is_another_file(form):
    assert made(sample(), form) != made(sample(texts=["Another text"]), form)


def test_every_form_says_what_makes_it():
    told = {form: each.made_with() for form, each in RENDERERS.items()}
    assert list(told) == list(ReportFormat)
    for form, words in (
        ("pdf", "typst 0."),
        ("html", "html 1"),
        ("docx", "python-docx 1."),
        ("xlsx", "xlsxwriter 3."),
    ):
        assert told[form].startswith(words)


@pytest.mark.parametrize("form", [ReportFormat.DOCX, ReportFormat.XLSX])
@pytest.mark.parametrize(
    ("created", "stamp"), [(1_790_000_000, (2026, 9, 21, 14, 13, 20)), (0, (1980, 1, 1, 0, 0, 0))]
)
def test_the_parts_of_a_package_bear_the_documents_moment_and_no_other(form, created, stamp):
    package = zipfile.ZipFile(io.BytesIO(made(sample(created=created), form)))
    names = package.namelist()
    assert {entry.date_time for entry in package.infolist()} == {stamp}
    assert names == ["[Content_Types].xml", *sorted(name for name in names if name != "[Content_Types].xml")]
