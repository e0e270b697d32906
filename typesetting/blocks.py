"""The neutral blocks a document is made of. A renderer knows these and nothing else; all text is finished text.

A text is a string in the document's language, or `{"text", "lang", "dir", "mark"}` where somebody wrote it in
their own.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from typesetting.glyphs import printable

Text = str | dict[str, str]
Block = dict[str, Any]


DATE_FORMATS = {"en": "j F Y"}  # the United Nations' order; Django's own for English is that of the United States

ENDLESS_WORD = re.compile(r"[^\s\u200b]{45,}")
BREAK_HERE = "\u200b"


def heading(level: int, text: Text, *, flows: bool = False) -> Block:
    """A heading, in the table of contents to level 2. Level 1 starts a page, unless it flows and there is room."""
    return {"kind": "heading", "level": level, "text": text, "flows": flows}


def paragraph(*texts: Text, sources: Sequence[Text] = ()) -> Block:
    """A paragraph of running text; `sources` are the references (`ref`) that what it says is taken from."""
    return {"kind": "paragraph", "texts": list(texts), "sources": list(sources)}


def quote(text: Text, *, by: str, sources: Sequence[Text] = ()) -> Block:
    """Somebody's own words, who said them, and where they stand."""
    return {"kind": "quote", "text": text, "by": by, "sources": list(sources)}


def picture(svg: str, *, alt: str, caption: str, width: int, height: int, source: str = "") -> Block:
    """A chart or a map. Its numbers stand in a table beside it; `alt` says what it shows to who cannot see it.

    The SVG has literal colours and no script, and is drawn for the reading direction of the document; width and height
    are its own, in pixels. `source` is the line under it: where the numbers are from, and the map's disclaimer.
    """
    return {
        "kind": "picture",
        "svg": svg,
        "alt": alt,
        "caption": caption,
        "width": width,
        "height": height,
        "source": source,
    }


def to_write(prompt: str, *, lines: int = 6) -> Block:
    """Room that people are to fill: what belongs there, and about how many lines."""
    return {"kind": "to_write", "prompt": prompt, "lines": lines}


def ref(reference: str, url: str) -> Text:
    """The public reference of a record, leading to where it stands."""
    return {"text": reference, "role": "reference", "url": url}


def note(text: Text) -> Block:
    """A remark set apart from the text."""
    return {"kind": "note", "text": text}


def bullets(items: Sequence[Text]) -> Block:
    """A list whose order carries no meaning."""
    return {"kind": "list", "items": list(items)}


def figures(items: Sequence[dict[str, str]]) -> Block:
    """Large numbers, each with what it is a part of."""
    return {"kind": "figures", "items": list(items)}


def figure(value: int, label: str, *, of: int | None = None) -> dict[str, str]:
    """One large number; `of` is its denominator."""
    whole = "" if of is None else _("of %(total)s") % {"total": number(of)}
    return {"value": number(value), "of": whole, "label": label}


def bar(segments: Sequence[Block], *, alt: str) -> Block:
    """Parts of a whole as one bar, with a legend that says each part in words; `alt` says it to who cannot see."""
    return {"kind": "bar", "segments": list(segments), "alt": alt}


def table(caption: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Text]]) -> Block:
    """A table under its caption, or under a heading that says the same (then without). Width 0 is a narrow column."""
    return {
        "kind": "table",
        "caption": caption,
        "columns": [{"head": head, "width": width} for head, width in columns],
        "rows": [list(row) for row in rows],
    }


def record(
    reference: str, title: Text, *, facts: Sequence[tuple[str, Text]], texts: Sequence[tuple[str, Text]]
) -> Block:
    """One record of the annex: its reference, title, facts in a line each and the longer texts."""
    return {
        "kind": "record",
        "reference": reference,
        "title": title,
        "facts": [[label, value] for label, value in facts if value],
        "texts": [[label, text] for label, text in texts if text],
    }


def written(text: str, language: str, *, document_language: str, long: bool = False) -> Text:
    """What a person wrote: cleaned for print, kept in its own language and marked where that is not the document's."""
    clean = printable(text).strip() if long else " ".join(printable(text).split())
    clean = ENDLESS_WORD.sub(lambda word: BREAK_HERE.join(word[0]), clean)
    if language == document_language or not clean:
        return clean
    return {
        "text": clean,
        "lang": language,
        "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "mark": dict(settings.LANGUAGES)[language] if long else "",
    }


def labels() -> dict[str, str]:
    """The words an annex of tables needs for its sheets and heads; part of the document, since renderers have none."""
    return {
        "about": _("About this file"),
        "records": _("Records"),
        "reference": _("Reference"),
        "title": _("Title"),
        "text": _("Text"),
        "figures": _("Figures"),
        "figure": _("Figure"),
        "of": _("Part of"),
        "label": _("What it counts"),
        "sheet": _("Sheet"),
        "section": _("Section"),
        "sources": _("Sources"),
    }


def number(value: int) -> str:
    """A number as the document's language writes it."""
    return number_format(value, use_l10n=True, force_grouping=value >= 10_000)


def day(iso: str | None) -> str:
    """A day as the document's language writes it; nothing for no day."""
    pattern = DATE_FORMATS.get(get_language() or "", "DATE_FORMAT")
    return date_format(date.fromisoformat(iso[:10]), pattern) if iso else ""
