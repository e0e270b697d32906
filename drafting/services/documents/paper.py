"""A draft on paper: what stands in a document that circulates in a ministry, before it is a Word or an Excel file.

An answer is kept in one plain form, so that what comes back can be compared with what went out: a text, "yes" or "no",
a day as 2027-03-31, a number without spaces, the key of a choice, several keys, or rows of these.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import pgettext

Cell = str | tuple[str, ...]
Answer = str | tuple[str, ...] | tuple[tuple[Cell, ...], ...]

YES, NO = "yes", "no"
NEW_LINES = re.compile(r"\r\n?|[\u2028\u2029\u0085\x0b\x0c]")
NOT_IN_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
MANY_COLUMNS = 5
MANY_CHOICES = 12  # more are listed by themselves, not beside the question


class Shape(Enum):
    """What kind of answer a question wants."""

    WORDS = "words"
    YES_OR_NO = "yes_or_no"
    DAY = "day"
    NUMBER = "number"
    ONE = "one"
    SEVERAL = "several"
    ROWS = "rows"


@dataclass(frozen=True)
class Question:
    """One question with its answer. `columns` are the questions of each of its rows; a hidden one is ours."""

    name: str
    number: str
    label: str
    hint: str
    shape: Shape
    answer: Answer = ""
    choices: Sequence[tuple[str, str]] = ()
    columns: Sequence["Question"] = ()
    is_written: bool = False
    is_hidden: bool = False
    maximum: int = 0

    @property
    def in_words(self) -> str:
        """The answer as it stands in a cell: choices by their words, one a line."""
        return cell_in_words(self, self.answer)

    @property
    def has_many_columns(self) -> bool:
        """True where its rows do not fit across a page, and each is a table of its own."""
        return len(self.columns) > MANY_COLUMNS

    @property
    def offered(self) -> tuple[str, ...]:
        """The words to choose from; what only stands for no answer is not among them."""
        return tuple(plain_text(word) for key, word in self.choices if key or word not in {"", "–"})

    @property
    def has_many_choices(self) -> bool:
        """True where the choices do not fit beside the question."""
        return len(self.choices) > MANY_CHOICES


@dataclass(frozen=True)
class Part:
    """A step's questions under its title."""

    key: str
    title: str
    questions: Sequence[Question]


@dataclass(frozen=True)
class Paper:
    """A whole draft. `facts` stand on top: whose it is, its reference, that it is not public; `seal` marks it as ours.

    `language` and `direction` are those of the page it is downloaded from; what the owner wrote has its own.
    """

    title: str
    kind: str
    facts: Sequence[tuple[str, str]]
    notice: str
    parts: Sequence[Part]
    language: str
    direction: str
    written_language: str
    written_direction: str
    seal: str = ""
    file_name: str = "draft"

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for part in self.parts:
            yield from part.questions

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers by the names of their questions."""
        return {question.name: question.answer for question in self.questions()}


@dataclass(frozen=True)
class Found:
    """What was read from a file: its seal, the text of each answer, and the cells that are not to be believed.

    An answer is a text, or rows of texts by column name. `refused` says why a cell is refused, by question.
    """

    seal: str
    answers: Mapping[str, str | list[dict[str, str]]] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    remarks: Sequence[str] = ()


def plain_text(text: str) -> str:
    """A text as both sides of a comparison see it: one kind of line break, nothing a document cannot carry, stripped.

    The forms strip what is typed in the same way.
    """
    return carried(text).strip()


def carried(text: str) -> str:
    """A text with one kind of line break and without the characters no document can carry."""
    return NOT_IN_XML.sub("", NEW_LINES.sub("\n", text))


def cell_in_words(question: Question, answer: object) -> str:
    """An answer as a person reads it in the file, and as it is read back."""
    if question.shape == Shape.YES_OR_NO:
        return yes_or_no(answer == YES)
    if question.choices:
        words = dict(question.choices)
        keys = answer if isinstance(answer, tuple) else (answer,)
        return "\n".join(words.get(str(key), str(key)) for key in keys if key)
    return str(answer)


def yes_or_no(answer: bool) -> str:
    """The word for it."""
    return pgettext("answer", "Yes") if answer else pgettext("answer", "No")


def folded(text: str) -> str:
    """A word as it is looked up: without regard to case, width, spaces and invisible marks of direction."""
    visible = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return " ".join(visible.split()).casefold()
