"""Everything a document says, in the order it is said: what each rendering is held to."""

from collections.abc import Callable, Iterator
from itertools import chain

from typesetting.blocks import Block, Text
from typesetting.spoken import plain


def said(document: Block) -> list[str]:
    """The texts of cover and blocks, in order, empty ones left out; without running heads and page numbers."""
    texts = chain(_cover(document["cover"]), [document["contents"]], _blocks(document["blocks"]))
    return [words for words in (plain(text, document) for text in texts) if words]


def pictured(document: Block) -> list[str]:
    """What the pictures of the document show, in words, in order."""
    return [block["alt"] for block in document["blocks"] if block["kind"] == "picture" or _is_drawn(block)]


def annexed(document: Block) -> list[str]:
    """What the annex of tables repeats: every figure, every table, every record."""
    kept = (block for block in document["blocks"] if block["kind"] in {"figures", "bar", "table", "record"})
    return [words for words in (plain(text, document) for text in _blocks(kept)) if words]


def _is_drawn(block: Block) -> bool:
    return block["kind"] == "bar" and any(part["value"] for part in block["segments"])


def _cover(cover: Block) -> Iterator[Text]:
    yield from (cover[key] for key in ("overline", "forum", "when", "title", "theme", "subtitle", "listed_label"))
    yield from chain.from_iterable(cover["listed"])
    yield from chain.from_iterable(cover["lines"])
    yield cover["note"]


def _blocks(blocks: "Iterator[Block] | list[Block]") -> Iterator[Text]:
    for block in blocks:
        yield from TEXTS[block["kind"]](block)


def _figures(block: Block) -> Iterator[Text]:
    for item in block["items"]:
        yield from (item["value"], item["of"], item["label"])


def _bar(block: Block) -> Iterator[Text]:
    for part in block["segments"]:
        yield from (part["label"], part["shown"])


def _table(block: Block) -> Iterator[Text]:
    yield block["caption"]
    yield from (column["head"] for column in block["columns"])
    yield from chain.from_iterable(block["rows"])


def _record(block: Block) -> Iterator[Text]:
    yield from (block["reference"], block["title"])
    yield from chain.from_iterable(block["facts"])
    yield from chain.from_iterable(block["texts"])


TEXTS: dict[str, Callable[[Block], Iterator[Text]]] = {
    "heading": lambda block: iter([block["text"]]),
    "paragraph": lambda block: iter([*block["texts"], *block["sources"]]),
    "quote": lambda block: iter([block["text"], block["by"], *block["sources"]]),
    "picture": lambda block: iter([block["caption"], block["source"]]),
    "to_write": lambda block: iter([block["prompt"]]),
    "note": lambda block: iter([block["text"]]),
    "list": lambda block: iter(block["items"]),
    "figures": _figures,
    "bar": _bar,
    "table": _table,
    "record": _record,
}
