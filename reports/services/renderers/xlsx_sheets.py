"""Which sheets the annex has, and what stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from typesetting.blocks import Block, Text
from typesetting.spoken import plain


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, a caption on top, heads that stay in sight, and rows."""

    name: str
    caption: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Text]] = field(default_factory=list)


def sheets(document: Block) -> list[Sheet]:
    """What the file is, all figures, each table, and the records, in the order of the document."""
    tables = _tables(document)
    figures = _figures(document)
    records = _records(document)
    content = [*([figures] if figures.rows else []), *tables, *([records] if records.rows else [])]
    return [_about(document, content), *content]


def _about(document: Block, content: Sequence[Sheet]) -> Sheet:
    cover, words = document["cover"], document["labels"]
    gap: list[Text] = [""]
    opening = [[cover[key]] for key in ("overline", "forum", "when", "title", "theme", "subtitle") if cover[key]]
    listed = [gap, [cover["listed_label"]], *map(list, cover["listed"])] if cover["listed"] else []
    contents = [gap, [words["sheet"]], *([sheet.name, sheet.caption] for sheet in content)]
    rows = [*opening, *listed, gap, *map(list, cover["lines"]), [cover["note"]], *contents, gap]
    return Sheet(words["about"], document["title"], rows=[*rows, *([text] for text in _last_words(document))])


def _last_words(document: Block) -> Iterator[Text]:
    """The paragraphs and notes after the last heading of level 1: the method and the disclaimers of every kind."""
    blocks = document["blocks"]
    starts = [place for place, block in enumerate(blocks) if block["kind"] == "heading" and block["level"] == 1]
    for block in blocks[starts[-1] :] if starts else []:
        if block["kind"] in {"heading", "note"}:
            yield block["text"]
        elif block["kind"] == "paragraph":
            yield from block["texts"]


def _figures(document: Block) -> Sheet:
    words = document["labels"]
    rows: list[list[Text]] = []
    for section, block in _sections(document):
        if block["kind"] == "figures":
            rows += [[item["value"], item["of"], item["label"], section] for item in block["items"]]
        elif block["kind"] == "bar":
            rows += [[part["label"], part["shown"], "", section] for part in block["segments"]]
    return Sheet(words["figures"], "", [words["figure"], words["of"], words["label"], words["section"]], rows)


def _tables(document: Block) -> list[Sheet]:
    found = [(section, block) for section, block in _sections(document) if block["kind"] == "table"]
    return [
        Sheet(
            f"{place} {block['caption'] or section}",
            block["caption"] or section,
            [column["head"] for column in block["columns"]],
            block["rows"],
        )
        for place, (section, block) in enumerate(found, start=1)
    ]


def _records(document: Block) -> Sheet:
    """A row for each record; a column for each fact and text any of them has."""
    words = document["labels"]
    found = [block for block in document["blocks"] if block["kind"] == "record"]
    facts = list(dict.fromkeys(label for block in found for label, _value in block["facts"]))
    texts = list(dict.fromkeys(label for block in found for label, _value in block["texts"]))
    rows = []
    for block in found:
        by_fact, by_text = dict(map(tuple, block["facts"])), dict(map(tuple, block["texts"]))
        values = chain((by_fact.get(label, "") for label in facts), (by_text.get(label, "") for label in texts))
        rows.append([block["reference"], block["title"], *values])
    heads = [words["reference"], words["title"], *facts, *(label or words["text"] for label in texts)]
    return Sheet(words["records"], "", heads, rows)


def _sections(document: Block) -> Iterator[tuple[str, Block]]:
    """Each block with the heading it stands under."""
    section = ""
    for block in document["blocks"]:
        if block["kind"] == "heading":
            section = plain(block["text"], document)
        yield section, block
