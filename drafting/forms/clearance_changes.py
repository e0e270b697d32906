"""What an uploaded document would change: question by question, checked by the same forms as what is typed."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from drafting.exceptions import OfAnotherRecord
from drafting.forms.clearance import paper_of, question_of
from drafting.forms.clearance_reading import Meanings, answer_in, is_yes_or_no
from drafting.forms.kinds import Kind
from drafting.forms.steps import StepForm
from drafting.services import documents
from drafting.services.documents import YES, Answer, Found, Question, Shape
from drafting.services.documents.paper import cell_in_words
from workflow.models import Moderated


@dataclass(frozen=True)
class Proposed:
    """One answer of the document that is not the one saved now.

    `problem` says why it cannot be taken as written; `was_changed_here` that somebody at the desk has changed it
    since the download; `is_as_downloaded` that in the document nobody has.
    """

    name: str
    number: str
    label: str
    section: str
    now: str
    written: str
    is_written: bool
    problem: str = ""
    was_changed_here: bool = False
    is_as_downloaded: bool = False

    @property
    def is_ticked(self) -> bool:
        """Taken unless the person says otherwise."""
        return not self.problem and not self.was_changed_here


@dataclass
class Comparison:
    """A document beside the draft as it is saved now. Nothing here writes."""

    kind: Kind
    item: Moderated
    found: Found
    answers: dict[str, Answer] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        paper, meanings = paper_of(self.kind, self.item), Meanings(self.kind, self.item)
        self.questions = {question.name: question for question in paper.questions()}
        self.sections = {each.name: part.title for part in paper.parts for each in part.questions}
        self.answers = {
            name: answer_in(self.questions[name], written, meanings)
            for name, written in self.found.answers.items()
            if name in self.questions and name not in self.found.refused
        }
        self._seal = documents.unseal(self.found.seal)

    @property
    def changed(self) -> list[str]:
        """The questions the document answers differently, in their order, refused cells among them."""
        return [
            name
            for name, question in self.questions.items()
            if name in self.found.refused or (name in self.answers and self.answers[name] != question.answer)
        ]

    @property
    def proposed(self) -> list[Proposed]:
        """Every difference, with what is wrong with it."""
        changed = self.changed
        takeable = [name for name in changed if name in self.answers]
        problems = self.problems(takeable) | dict(self.found.refused)
        return [self._proposed(name, problems.get(name, "")) for name in changed]

    @property
    def wrong_elsewhere(self) -> list[str]:
        """What the document's answers would make wrong at questions it does not change."""
        changed = self.changed
        found = self.problems([name for name in changed if name in self.answers])
        return [problem for name, problem in found.items() if name not in changed]

    def problems(self, names: Collection[str]) -> dict[str, str]:
        """What the forms say if these answers are put on top of those saved, by question."""
        found = {name: _("Write yes or no.") for name in names if self._is_neither(name)}
        for form in self.forms(names):
            for name, errors in form.errors.items():
                found.setdefault(name, " ".join(map(str, errors)))
        return found

    def forms(self, names: Collection[str]) -> list[StepForm]:
        """The forms of the steps these questions belong to, filled with what is saved and these answers on top."""
        answers = {name: self.answers[name] for name in names if name in self.answers}
        return filled_forms(self.kind, self.item, answers, questions=self.questions, only=names)

    @property
    def seen(self) -> dict[str, str]:
        """What each step's answers are now: what is accepted must have been seen on top of them."""
        return {step.key: self.kind.stamp(step, self.item) for step in self.kind.steps}

    def _proposed(self, name: str, problem: str) -> Proposed:
        question = self.questions[name]
        names = tuple(self.questions)
        raw = self.found.answers.get(name, "")
        return Proposed(
            name=name,
            number=question.number,
            label=question.label,
            section=self.sections[name],
            now=in_words(question, question.answer),
            written=in_words(question, self.answers[name]) if name in self.answers else str(raw),
            is_written=question.is_written,
            problem=problem,
            was_changed_here=not self._seal.unchanged(name, question.answer, names=names),
            is_as_downloaded=name in self.answers and self._seal.unchanged(name, self.answers[name], names=names),
        )

    def _is_neither(self, name: str) -> bool:
        return self.questions[name].shape == Shape.YES_OR_NO and not is_yes_or_no(self.answers[name])


def compare(kind: Kind, item: Moderated, found: Found) -> Comparison:
    """The document beside the draft; raises OfAnotherRecord where it was downloaded from another or by others."""
    seal = documents.unseal(found.seal)
    if (seal.kind, seal.item, seal.party) != (kind.key, item.pk, documents.party_of(item)):
        raise OfAnotherRecord
    return Comparison(kind, item, found)


def filled_forms(
    kind: Kind,
    item: Moderated,
    answers: Mapping[str, Answer],
    *,
    questions: Mapping[str, Question],
    only: Collection[str] | None = None,
    empty: Mapping[str, "EmptyForm"] | None = None,
) -> list[StepForm]:
    """The steps' forms, filled with what the version says and these answers on top, as if they had been typed.

    Later steps see what earlier ones say, for some of their rules ask for it; `only` leaves out steps without any of
    these questions; `empty` has the forms to begin with where they are the same for many records. Nothing is saved.
    """
    filled, found = copy(item), []
    for step in kind.steps:
        if only is not None and not set(step.names()) & set(only):
            continue
        begun = EmptyForm(kind.form(step, filled)) if empty is None else empty[step.key]
        typed = dict(begun.typed)
        for name in [name for name in step.names() if name in answers and name in questions]:
            put(typed, name, questions[name], answers[name])
        found.append(form := begun.filled(filled, typed))
        if form.is_valid():
            columns = {name: form.cleaned_data[name] for name in form.fields if name in kind.content.columns}
            kind.content.write(filled, columns)
    return found


class EmptyForm:
    """A step's form before anything is typed; many records may be filled in on it, its choices looked up once."""

    def __init__(self, form: StepForm):
        self.form = form
        self.typed: dict[str, Any] = {}
        for name in form.fields:
            question = question_of(form, name, "")
            put(self.typed, name, question, question.answer)

    def filled(self, item: Moderated, typed: Mapping[str, Any]) -> StepForm:
        """The form with these answers typed, for this version, checked."""
        form = copy(self.form)
        form.item, form.data, form.is_bound = item, typed, True
        form._bound_fields_cache = {}  # its inputs are the empty form's otherwise
        form.full_clean()
        return form


def put(typed: dict[str, Any], name: str, question: Question, answer: Answer) -> None:
    """Put an answer among the others as a browser would have sent it."""
    typed.pop(name, None)
    if question.shape == Shape.ROWS:
        rows: Sequence[tuple] = answer if isinstance(answer, tuple) else ()  # type: ignore[assignment]
        typed[f"{name}-total"] = str(len(rows))
        for number, row in enumerate(rows):
            for column, value in zip(question.columns, row, strict=True):
                put(typed, f"{name}-{number}-{column.name}", column, value)
    elif question.shape == Shape.YES_OR_NO:
        if answer == YES:
            typed[name] = "on"
    else:
        typed[name] = list(answer) if isinstance(answer, tuple) else answer


def in_words(question: Question, answer: Answer) -> str:
    """An answer as the comparison shows it."""
    if question.shape == Shape.ROWS:
        rows: Sequence[tuple] = answer if isinstance(answer, tuple) else ()  # type: ignore[assignment]
        lines = [[in_words(column, cell) for column, cell in zip(question.columns, row, strict=True)] for row in rows]
        return "\n".join(" · ".join(", ".join(part.split("\n")) for part in line if part) for line in lines)
    if question.shape == Shape.DAY and isinstance(answer, str) and (day := parsed_day(answer)):
        return date_format(day, "DATE_FORMAT")
    return cell_in_words(question, answer)


def parsed_day(text: str):
    """The day, or None where the text is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def accepted_values(forms: Sequence[StepForm], names: Collection[str]) -> list[tuple[str, tuple[str, ...], Mapping]]:
    """For each step: its key, its questions, and the values of the accepted ones; only of valid forms."""
    return [
        (form.key, tuple(form.names()), {name: form.cleaned_data[name] for name in form.fields if name in names})
        for form in forms
    ]
