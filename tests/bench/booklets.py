"""Booklets of round tables: the whole way from the database to the file, beside the bare compiler on the same content.

"Plain" prints every text of the same document, in the same fonts, one paragraph after the other: no cover, contents,
tables, bars, headings, language tags, accessibility or archive standard. What is above it is our figures and our form.
"""

import io
import time
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import typst
from django.conf import settings
from pypdf import PdfReader

from reports.selectors.facts import facts_of
from reports.selectors.scope import Scope
from reports.services.documents import document_of
from reports.services.renderers.pdf import render
from reports.states import ReportKind
from roundtables.models import Edition, RoundTable
from tests.bench.rows import Row
from typesetting.compiler import canonical
from typesetting.glyphs import FONTS
from workflow.selectors import current_moment

PAGES = 60
PLAIN = b"""
#set text(font: ("Noto Sans", "IBM Plex Sans Arabic", "Noto Sans SC"), size: 9.5pt)
#for part in json(bytes(sys.inputs.texts)) { par(part) }
"""


def booklets() -> Iterator[Row]:
    """All booklets of the newest Forum in six languages, then one of about sixty pages."""
    tables = Edition.objects.get(year=2026).round_tables.order_by("number")
    typst.compile(PLAIN, font_paths=[FONTS], ignore_system_fonts=True, format="pdf", sys_inputs={"texts": '["a"]'})
    ours, documents = 0.0, []
    for table in tables:
        for language, _name in settings.LANGUAGES:
            began = time.perf_counter()
            documents.append(_document(_facts(table, language)))
            render(documents[-1])
            ours += time.perf_counter() - began
    plain = sum(_plain(document) for document in documents)
    yield Row("24 booklets, six languages, real data", ours, plain, f"{len(documents) / ours:.1f} booklets a second")
    yield _long_one(_facts(tables[1], "en"))


def _long_one(facts: dict[str, Any]) -> Row:
    document = _document(_grown(facts))
    began = time.perf_counter()
    content = render(document)
    ours = time.perf_counter() - began
    pages = len(PdfReader(io.BytesIO(content)).pages)
    return Row(f"one booklet of {pages} pages, from its facts", ours, _plain(document), f"{len(content) // 1024} kB")


def _facts(table: RoundTable, language: str) -> dict[str, Any]:
    return facts_of(Scope(ReportKind.ROUND_TABLE, table.edition, str(table.number)), current_moment(), language)


def _document(facts: dict[str, Any]) -> dict[str, Any]:
    return document_of(facts, "GCM-RP-2026-RT0-P00000-en")


def _grown(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts with so many sample records that they fill about sixty pages."""
    facts = deepcopy(facts)
    sample = next(iter(facts["pledges"].values()))
    for number in range(PAGES * 3):
        text = f"Sample {number}: an undertaking written for a measurement and for nothing else. "
        facts["pledges"][f"GCM-PL-2000-{number:05d}"] = sample | {"title": text, "description": text * 12}
    return facts


def _plain(document: dict[str, Any]) -> float:
    texts = canonical([text for text in _texts(document) if text])
    began = time.perf_counter()
    typst.compile(
        PLAIN, font_paths=[FONTS], ignore_system_fonts=True, format="pdf", pdf_tags=False, sys_inputs={"texts": texts}
    )
    return time.perf_counter() - began


def _texts(value: Any) -> Iterator[str]:
    """Every text of a document, in the order of its blocks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
