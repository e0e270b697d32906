"""What somebody wrote into a document, as an answer: choices by their words in any of the six languages or by key,
days and numbers as people write them. What means nothing stays as it was written, and the form says what is wrong.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT
from django.utils.formats import get_format
from django.utils.translation import get_language

from drafting.forms.clearance import choices_of, in_order, plain_number, row_fields
from drafting.forms.kinds import Kind
from drafting.forms.rows import RowsField
from drafting.services.documents import NO, YES, Answer, Question, Shape, folded, plain_text
from drafting.services.documents.paper import yes_or_no
from workflow.models import Moderated

ISO_DAY = re.compile(r"^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T]00:00(?::00)?)?$")
OUR_DAY = re.compile(r"^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$")
CHINESE_DAY = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$")
PLAIN_NUMBER = re.compile(r"^-?\d{1,30}(?:\.\d{1,20})?$")
NUMBERED = re.compile(r"^(\d{1,3})[.)] ?\S")  # "7. its official title" is choice 7, whatever we call it
MARKS_OF_YES = frozenset({"true", "1", "x", "✓", "✔", "☑", "☒", "y"})
MARKS_OF_NO = frozenset({"", "false", "0", "☐", "–", "-", "n"})


class Meanings:
    """Looks words up among the choices of a kind's questions: those of the active language first, then all six."""

    def __init__(self, kind: Kind, item: Moderated):
        self.kind, self.item = kind, item
        self.words: dict[tuple[str, str], dict[str, str]] = {}
        self.learnt: set[str] = set()
        self._learn(get_language() or settings.LANGUAGE_CODE)

    def key(self, name: str, word: str, *, column: str = "") -> str | None:
        """The key of the choice that goes by this word; None where there is none."""
        table, looked_up = self.words.setdefault((name, column), {}), folded(word)
        if looked_up not in table:
            for code, _name in settings.LANGUAGES:
                self._learn(code)
        numbered = NUMBERED.match(looked_up)
        return table.get(looked_up, table.get(numbered[1]) if numbered else None)

    def _learn(self, code: str) -> None:
        if code in self.learnt:
            return
        self.learnt.add(code)
        with translation.override(code):
            for step in self.kind.steps:
                for name, field in self.kind.form(step, self.item).fields.items():
                    if isinstance(field, RowsField):
                        for column, inner in row_fields(field).items():
                            self._add((name, column), choices_of(inner))
                    else:
                        self._add((name, ""), choices_of(field))

    def _add(self, place: tuple[str, str], choices: list[tuple[str, str]]) -> None:
        table = self.words.setdefault(place, {})
        for key, word in choices:
            table.setdefault(folded(word), key)
        for key, _word in choices:
            table.setdefault(folded(key), key)


def answer_in(question: Question, written: str | list[dict[str, str]], meanings: Meanings) -> Answer:
    """What was written as a plain answer; what means nothing comes back as it was written."""
    if question.shape == Shape.ROWS:
        rows = written if isinstance(written, list) else []
        return tuple(_row(question, row, meanings) for row in rows)
    return _cell(question, written if isinstance(written, str) else "", meanings, name=question.name)


def is_yes_or_no(answer: Answer) -> bool:
    """False where a box was answered with neither, which no form would notice."""
    return answer in {YES, NO}


def day_in(text: str) -> str:
    """A day as 2027-03-31, from what people write in six languages; the text itself where it is none."""
    clean = _western(text)
    for pattern, order in ((ISO_DAY, (1, 2, 3)), (OUR_DAY, (3, 2, 1)), (CHINESE_DAY, (1, 2, 3))):
        if found := pattern.match(clean):
            return _day(*(int(found[place]) for place in order)) or text
    words = re.findall(r"\d+|[^\W\d_]+", clean.casefold())
    numbers = [int(word) for word in words if word.isdecimal()]
    months = {number for word in words if (number := _month_names().get(word))}
    if len(numbers) == 2 and len(months) == 1 and max(numbers) > 31:
        return _day(max(numbers), months.pop(), min(numbers)) or text
    return text


def number_in(text: str) -> str:
    """A number without grouping, from what people write in the active language; the text itself where it is none."""
    clean = _western(text)
    spaced = re.sub(r"[\s'’]", "", clean)
    if not PLAIN_NUMBER.match(spaced):
        spaced = spaced.replace(get_format("THOUSAND_SEPARATOR"), "").replace(get_format("DECIMAL_SEPARATOR"), ".")
    return plain_number(spaced) if PLAIN_NUMBER.match(spaced) else text


def _row(question: Question, row: Mapping[str, str], meanings: Meanings) -> tuple:
    return tuple(
        _cell(column, row.get(column.name, ""), meanings, name=question.name, column=column.name)
        for column in question.columns
    )


def _cell(question: Question, text: str, meanings: Meanings, *, name: str, column: str = "") -> str | tuple[str, ...]:
    text = plain_text(text)
    if question.shape == Shape.YES_OR_NO:
        return _yes_or_no(text)
    if question.shape == Shape.SEVERAL:
        lines = [part for line in text.split("\n") for part in _choices_in(name, line, meanings, column)]
        return in_order(question.choices, filter(None, lines))
    if question.shape == Shape.ONE and text:
        found = meanings.key(name, text, column=column)
        return text if found is None else found
    if question.shape == Shape.DAY:
        return day_in(text)
    return number_in(text) if question.shape == Shape.NUMBER else text


def _choices_in(name: str, line: str, meanings: Meanings, column: str) -> list[str]:
    """The keys a line names: the whole of it, or its parts between semicolons."""
    line = line.strip().lstrip("•·-–* ").strip()
    if not line:
        return []
    whole = meanings.key(name, line, column=column)
    if whole is not None or ";" not in line:
        return [whole or line]
    parts = [part.strip() for part in line.split(";") if part.strip()]
    return [meanings.key(name, part, column=column) or part for part in parts]


def _yes_or_no(text: str) -> str:
    word = folded(text)
    if word in MARKS_OF_NO or word in _words_for(answer=False):
        return NO
    return YES if word in MARKS_OF_YES or word in _words_for(answer=True) else text


@cache
def _words_for(*, answer: bool) -> frozenset[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(folded(yes_or_no(answer)))
    return frozenset(found)


@cache
def _month_names() -> dict[str, int]:
    found: dict[str, int] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for names in (MONTHS, MONTHS_ALT, MONTHS_3):
                for number, word in names.items():
                    found.setdefault(str(word).casefold().rstrip("."), number)
    return found


def _western(text: str) -> str:
    """The text with the digits of any script as ours, without marks of direction."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain).strip()


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
