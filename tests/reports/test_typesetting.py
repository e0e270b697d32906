"""The same facts give the same bytes, and every text is text."""

import hashlib
import io
import json
import os
import subprocess
import sys

import pytest
import time_machine
from pypdf import PdfReader

from reports.exceptions import TypesettingFailed
from reports.selectors.facts import facts_of
from reports.services.documents import document_of
from reports.services.renderers.pdf import made_with, render
from tests.factories import accounts, pledges, progress, reports, tools
from typesetting import blocks
from typesetting.compiler import canonical

pytestmark = pytest.mark.django_db

HOSTILE = '#panic("x") #read("/etc/passwd") *b* _i_ $x^2$ `raw` <b>&amp; [[link]] // no /* no */ \\ #'


def document(*, number=4, language="en"):
    facts = facts_of(reports.scope(subject=str(number)), reports.moment(), language)
    return document_of(facts, f"GCM-RP-2026-RT{number}-P00001-{language}")


def pdf_text(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def squeezed(text):
    return "".join(text.replace("\u200b", "").split())


def sha(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def sample():
    staff, focal = accounts.moderator(), accounts.focal_point("PRT")
    pledge = pledges.published(focal, staff, objectives=(7, 17))
    progress.published(focal, moderator=staff, about=pledge.record)
    tools.published(focal, staff, objectives=(7,))
    return pledge


def test_the_same_document_gives_the_same_bytes_on_another_day(sample):
    made = document()
    with time_machine.travel("2031-02-03 04:05:06"):
        later = sha(render(made))
    assert sha(render(made)) == later


def test_the_same_document_gives_the_same_bytes_in_another_process_and_time_zone(sample, tmp_path):
    made = document(language="ar")
    (tmp_path / "document.json").write_text(canonical(made), encoding="utf-8")
    script = (
        "import hashlib, json, pathlib, sys\n"
        "from reports.services.renderers.pdf import render\n"
        "made = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'))\n"
        "print(hashlib.sha256(render(made)).hexdigest())\n"
    )
    script = "import django; django.setup()\n" + script
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "document.json")],
            env=os.environ | {"TZ": zone, "LC_ALL": "C", "DJANGO_SETTINGS_MODULE": "gcm_portal.settings"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for zone in ("Pacific/Auckland", "America/New_York")
    }
    assert answers == {sha(render(made))}


def test_one_more_publication_gives_another_file(sample):
    before = document()
    pledges.published(
        accounts.focal_point("FRA"), accounts.moderator("other@example.org"), state="FRA", title="One more"
    )
    assert sha(render(document())) != sha(render(before))


def test_the_file_says_what_it_is(sample):
    reader = PdfReader(io.BytesIO(render(document())))
    assert reader.metadata.title == "Round table 4, International Migration Review Forum 2026"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


def test_only_our_fonts_are_in_it(sample):
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for language in ("en", "ar", "zh-hans")
        for page in PdfReader(io.BytesIO(render(document(language=language)))).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.split("-")[0] for name in fonts} == {"NotoSans", "IBMPlexSansArabic", "NotoSansSC"}


def test_figures_references_and_titles_are_in_the_text(sample):
    text = pdf_text(render(document()))
    for expected in (
        sample.reference,
        "A sample pledge",
        "Portugal",
        "In progress, 1 June 2026",
        "A sample tool",
        "Two sample offices opened",
        "Publication",
        "not an official document of the United Nations",
        "resolution 1244 (1999)",
        "Data, evidence-based policies",
    ):
        assert expected in text


@pytest.mark.parametrize("language", ["fr", "es", "ru", "zh-hans"])
def test_official_titles_extract_in_each_language(sample, language):
    made = document(language=language)
    text = squeezed(pdf_text(render(made)))
    for _number, title in made["cover"]["listed"]:
        assert squeezed(title) in text


def test_arabic_titles_extract_in_reading_order(sample):
    made = document(language="ar")
    text = squeezed(pdf_text(render(made)))
    words = {word for _number, title in made["cover"]["listed"] for word in title.split()}
    assert {word for word in words if word not in text} == set()


@pytest.mark.parametrize(
    "title",
    [
        HOSTILE[:200],
        "W" * 200,
        "ไทย 😀 \u202eesrever\u2066 title",
        "\\u0000 {page} {pages} %(n)s %s {}",
    ],
)
def test_hostile_text_prints_as_text(title):
    staff, focal = accounts.moderator(), accounts.focal_point("PRT")
    pledges.published(focal, staff, title=title, description=f"{title}\n\n{HOSTILE} " * 6)
    text = squeezed(pdf_text(render(document())))
    assert squeezed(blocks.written(title, "en", document_language="en")) in text
    assert "root:x:0" not in text


def test_what_cannot_be_printed_is_said(sample):
    without = pdf_text(render(document()))
    pledges.published(
        accounts.focal_point("FRA"), accounts.moderator("other@example.org"), state="FRA", title="ไทย sample"
    )
    said = "stands for a character that could not be printed"
    assert (said in without, said in pdf_text(render(document()))) == (False, True)


def test_a_text_in_another_language_names_it():
    focal, staff = accounts.focal_point("PRT"), accounts.moderator()
    pledges.published(focal, staff, language="es", description="Una promesa de muestra. " * 20)
    (made,) = [block for block in document()["blocks"] if block["kind"] == "record"]
    assert made["texts"][0][1]["mark"] == "Español"
    assert made["texts"][0][1]["lang"] == "es"


def test_every_bar_says_its_numbers_in_words(sample):
    bars = [block for block in document()["blocks"] if block["kind"] == "bar"]
    assert len(bars) == 3
    assert all("In progress: 1" in bar["alt"] and "No update: 0" in bar["alt"] for bar in bars)
    assert [sum(part["value"] for part in bar["segments"]) for bar in bars] == [1, 1, 1]


def test_a_round_table_without_a_record_still_makes_a_booklet():
    text = pdf_text(render(document(number=1)))
    assert "No published pledge names this objective. That is not to say that nothing is done." in text


def test_a_document_the_compiler_refuses_says_why(sample):
    made = document()
    made["blocks"].append(blocks.paragraph("\N{THAI CHARACTER KO KAI}"))
    with pytest.raises(TypesettingFailed, match="could not be displayed"):
        render(made)


def test_the_document_is_canonical(sample):
    made = document()
    assert canonical(json.loads(canonical(made))) == canonical(made)


def test_the_toolchain_is_named():
    assert made_with().startswith("typst 0.")


def test_periods_are_said_in_words(sample):
    record = next(block for block in document()["blocks"] if block["kind"] == "record")
    assert dict(map(tuple, record["facts"]))["Period"] == "1 January 2026, open-ended"
