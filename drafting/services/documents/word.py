"""A draft as a Word document: headings, a table for each step, each answer in a content control that names it.

Right to left where the page is; what the owner wrote runs in its own direction and names its own language.
"""

import io
from typing import Any

from drafting.services.documents import word_parts as w
from drafting.services.documents import words
from drafting.services.documents.paper import Paper, Part, Question, Shape, cell_in_words

WIDTHS = (1.2, 4.6, 7.6, 3.6)  # centimetres, together what an A4 page has between its margins
EMPTY_ROWS = 3


def write_docx(paper: Paper) -> bytes:
    """The document's bytes. Its properties name the portal and the record, and no person."""
    document = w.blank(paper)
    w.heading(document, paper.title, 0, paper, written=True)
    w.facts_table(document, paper)
    w.paragraph(document, paper.notice, paper, style="Intense Quote")
    for part in paper.parts:
        _part(document, part, paper)
    _choices(document, paper)
    w.seal(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _part(document: Any, part: Part, paper: Paper) -> None:
    w.heading(document, part.title, 1, paper)
    simple = [question for question in part.questions if question.shape != Shape.ROWS]
    if simple:
        table = w.table(document, words.heads(), WIDTHS, paper)
        for question in simple:
            _row(table, question, paper)
    for question in part.questions:
        if question.shape == Shape.ROWS:
            _rows(document, question, paper)


def _row(table: Any, question: Question, paper: Paper) -> None:
    cells = table.add_row().cells
    w.fill(cells[0], question.number, paper, soft=True)
    w.fill(cells[1], question.label, paper, bold=True)
    w.fill(cells[2], question.in_words, paper, written=question.is_written, tag=f"answer:{question.name}")
    w.fill(cells[3], words.advice(question), paper, soft=True)


def _rows(document: Any, question: Question, paper: Paper) -> None:
    """A list of its own: a table with a column for each question of a row, and some empty rows."""
    w.heading(document, question.label, 2, paper)
    if question.has_many_columns:
        _blocks(document, question, paper)
        return
    w.paragraph(document, "\n".join(filter(None, [question.hint, words.rows_note()])), paper, soft=True)
    count = len(question.columns)
    widths = (WIDTHS[0], *[(sum(WIDTHS) - WIDTHS[0]) / count] * count)
    heads = (question.number, *(column.label for column in question.columns))
    tags = ("", *(f"rows:{question.name}:{column.name}" for column in question.columns))
    table = w.table(document, heads, widths, paper, tags=tags)
    answer: tuple = question.answer if isinstance(question.answer, tuple) else ()
    for number, entry in enumerate([*answer, *[("",) * count] * EMPTY_ROWS], start=1):
        cells = table.add_row().cells
        w.fill(cells[0], str(number), paper, soft=True)
        for cell, column, value in zip(cells[1:], question.columns, entry, strict=True):
            w.fill(cell, cell_in_words(column, value) if value else "", paper, written=column.is_written)
    for column in question.columns:
        if note := words.advice(column):
            lines = " · ".join(note.split("\n"))
            w.paragraph(document, lines, paper, soft=True, lead=column.label)


def _blocks(document: Any, question: Question, paper: Paper) -> None:
    """A list whose entries are long: a table for each, and an empty one that also says what to note."""
    w.paragraph(document, "\n".join(filter(None, [question.hint, words.blocks_note()])), paper, soft=True)
    answer: tuple = question.answer if isinstance(question.answer, tuple) else ()
    for number, entry in enumerate([*answer, ("",) * len(question.columns)], start=1):
        heads = (question.number, words.entry(number), *words.heads()[2:])
        table = w.table(document, heads, WIDTHS, paper, tags=(f"rows:{question.name}", "", "", ""))
        for column, value in zip(question.columns, entry, strict=True):
            cells = table.add_row().cells
            text = cell_in_words(column, value) if value else ""
            w.fill(cells[1], words.kept() if column.is_hidden else column.label, paper, bold=not column.is_hidden)
            w.fill(cells[2], text, paper, written=column.is_written, tag=f"cell:{question.name}:{column.name}")
            w.fill(cells[3], words.advice(column) if number > len(answer) else "", paper, soft=True)
        w.paragraph(document, "", paper)


def _choices(document: Any, paper: Paper) -> None:
    """Long lists of choices, once each."""
    lists: dict[tuple, list[str]] = {}
    for question in [each for top in paper.questions() for each in (top, *top.columns)]:
        if question.has_many_choices:
            lists.setdefault(question.offered, []).append(question.label)
    if not lists:
        return
    w.heading(document, words.choices_title(), 1, paper)
    for choices, labels in lists.items():
        w.heading(document, " · ".join(dict.fromkeys(labels)), 2, paper)
        w.choices(document, choices, paper)
