"""A Word document read back: the answer of each row of its tables, whatever was done to the rest.

Tracked changes are read as accepted. A row is known by the tag of its content control, or by its question's number
where a program has dropped the tags.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from drafting.exceptions import FileTooLarge, NotFromHere, Unreadable
from drafting.services.documents.paper import Found, Paper, Question, Shape, plain_text
from drafting.services.documents.word_parts import PROPERTY, SEAL_MARK

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG = re.compile(r"^(?:answer|rows|cell):([a-z0-9_]+)(?::([a-z0-9_]+))?$")
GONE = frozenset({f"{WORD}del", f"{WORD}moveFrom"})
CHANGED = (f"{WORD}ins", f"{WORD}del", f"{WORD}moveFrom", f"{WORD}moveTo")
MAX_ROWS = 3000


def read_docx(file: BinaryIO, paper: Paper) -> Found:
    """What stands in the document; `paper` names the questions. Raises NotFromHere, Unreadable, FileTooLarge."""
    from docx import Document  # noqa: PLC0415  slow to load, and few pages need it

    try:
        document = Document(file)
        body = document.element.body
        properties = _properties(document)
    except Exception as error:  # a damaged package fails in ways without number; it is refused in all of them
        raise Unreadable from error
    seal = properties or _seal_in(body)
    if not seal:
        raise NotFromHere
    answers: dict[str, Any] = {}
    numbers = {question.number: question for question in paper.questions()}
    names = {question.name: question for question in paper.questions()}
    for count, table in enumerate(body.iter(f"{WORD}tbl")):
        if count > MAX_ROWS:
            raise FileTooLarge
        _read_table(table, names, numbers, answers)
    tracked = next(body.iter(*CHANGED), None) is not None
    remark = _("The document contains tracked changes. They were read as if all of them were accepted.")
    return Found(seal=seal, answers=answers, remarks=[remark] if tracked else [])


def _read_table(table: Any, names: dict, numbers: dict, answers: dict[str, Any]) -> None:
    rows = [row for row in table.iter(f"{WORD}tr") if next(row.iterancestors(f"{WORD}tbl")) is table]
    if len(rows) > MAX_ROWS:
        raise FileTooLarge
    if rows and (listed := _question_of(rows[0], names, numbers)) is not None and listed.shape == Shape.ROWS:
        if listed.has_many_columns:
            answers.setdefault(listed.name, []).extend(_entry(rows[1:], listed))
        else:
            answers[listed.name] = _entries(rows, listed)
        return
    for row in rows:
        question = _question_of(row, names, numbers)
        cells = _cells(row)
        if question is not None and question.shape != Shape.ROWS and len(cells) > 2:
            answers.setdefault(question.name, text_of(cells[2]))


def _question_of(row: Any, names: dict[str, Question], numbers: dict[str, Question]) -> Question | None:
    """The question a row answers: by the tag of its control, else by the number in its first cell."""
    for tag in row.iter(f"{WORD}tag"):
        found = TAG.match(tag.get(f"{WORD}val", ""))
        if found and found[1] in names:
            return names[found[1]]
    cells = _cells(row)
    return numbers.get(text_of(cells[0])) if cells else None


def _entries(rows: list[Any], question: Question) -> list[dict[str, str]]:
    """The rows of a list, by the names of its columns; empty ones left out."""
    columns = [column.name for column in question.columns]
    found = []
    for row in rows[1:]:
        texts = [text_of(cell) for cell in _cells(row)[1 : len(columns) + 1]]
        if any(texts):
            found.append(dict(zip(columns, [*texts, *[""] * (len(columns) - len(texts))], strict=True)))
    return found


def _entry(rows: list[Any], question: Question) -> list[dict[str, str]]:
    """The one entry a table of its own holds, or none where nobody wrote into it."""
    columns = [column.name for column in question.columns]
    found = dict.fromkeys(columns, "")
    for place, row in enumerate(rows):
        tags = [TAG.match(tag.get(f"{WORD}val", "")) for tag in row.iter(f"{WORD}tag")]
        named = next(
            (tag[2] for tag in tags if tag and tag[2] in found), columns[place] if place < len(columns) else ""
        )
        if len(cells := _cells(row)) > 2 and named:
            found[named] = text_of(cells[2])
    told = any(found[column.name] for column in question.columns if not column.is_hidden)
    return [found] if told else []


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row.iter(f"{WORD}tc") if next(cell.iterancestors(f"{WORD}tr")) is row]


def text_of(cell: Any) -> str:
    """The words of a cell: a line for each paragraph, deleted ones left out."""
    lines, joins = [""], True
    for each in cell.iter(f"{WORD}p"):
        if not joins:
            lines.append("")
        lines[-1] += "".join(_pieces(each))
        joins = each.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None
    return plain_text("\n".join(lines))


def _pieces(paragraph: Any) -> Iterator[str]:
    signs = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
    for each in paragraph.iter(f"{WORD}t", *(f"{WORD}{name}" for name in signs)):
        if not _belongs(each, paragraph):
            continue
        yield (each.text or "") if each.tag == f"{WORD}t" else signs[each.tag.rpartition("}")[2]]


def _belongs(piece: Any, paragraph: Any) -> bool:
    """False for text that was deleted or moved away, for tab stops, and for text of a paragraph inside."""
    for above in piece.iterancestors():
        if above is paragraph:
            return True
        if above.tag in GONE or above.tag in {f"{WORD}pPr", f"{WORD}p"}:
            return False
    return False


def _properties(document: Any) -> str:
    """The seal as the file's properties carry it; nothing where a program has dropped them."""
    from lxml import etree  # noqa: PLC0415

    part = next((each for each in document.part.package.iter_parts() if each.partname == "/docProps/custom.xml"), None)
    if part is None:
        return ""
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    pieces = {each.get("name", ""): "".join(each.itertext()) for each in root}
    ours = sorted(
        (int(name.removeprefix(PROPERTY)), piece)
        for name, piece in pieces.items()
        if name.startswith(PROPERTY) and name.removeprefix(PROPERTY).isdecimal()
    )
    return "".join(piece for _number, piece in ours)


def _seal_in(body: Any) -> str:
    for paragraph in body.iter(f"{WORD}p"):
        text = "".join(_pieces(paragraph)).strip()
        if text.startswith(SEAL_MARK):
            return text.removeprefix(SEAL_MARK)
    return ""
