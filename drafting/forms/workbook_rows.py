"""The rows of a workbook: written for download, and checked after the upload by the same forms as what is typed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from accounts.models import State
from drafting.exceptions import RowRefused
from drafting.forms.clearance import parts_of
from drafting.forms.clearance_changes import EmptyForm, filled_forms
from drafting.forms.clearance_reading import Meanings, answer_in, is_yes_or_no
from drafting.forms.kinds import Kind
from drafting.forms.workbook import Party
from drafting.services import documents
from drafting.services.content import stamp
from drafting.services.documents import Answer, Question, Shape
from drafting.services.workbooks import Grid, GridRow, entries_in, entries_in_words
from workflow.models import Moderated
from workflow.states import EDITABLE, Change

DRAFT = "draft:"
NO_CELL = ""  # a problem of the whole row


@dataclass
class CheckedRow:
    """One row of the workbook: what would be written, or what is wrong at which question."""

    number: int
    item: Moderated | None = None
    title: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    seen: str = ""

    @property
    def is_good(self) -> bool:
        """True where it can be taken."""
        return not self.problems

    @property
    def is_unchanged(self) -> bool:
        """True for a draft whose row says what is saved."""
        return self.is_draft and not self.values

    @property
    def is_draft(self) -> bool:
        """True where it changes a draft that is there, rather than begin one."""
        return self.item is not None and self.item.pk is not None


def empty_item(kind: Kind, party: Party) -> Moderated:
    """An unsaved version of this party's, written in the language of the page."""
    owner = {"state": party} if isinstance(party, State) else {"organisation": party}
    return kind.model(**owner, language=get_language() or settings.LANGUAGE_CODE)


def grid_of(kind: Kind, party: Party, *, drafts: Iterable[Moderated] = ()) -> Grid:
    """The workbook to download: a column for each question, a row for each thing to report on and each draft given."""
    assert kind.many is not None
    empty = empty_item(kind, party)
    columns = columns_of(kind, empty)
    offered = [GridRow(key=row.key, lead=row.cells) for row in kind.many.rows(party)]
    written = [_draft_row(kind, item, len(kind.many.lead)) for item in drafts]
    language = get_language() or settings.LANGUAGE_CODE
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return Grid(
        kind=kind.key,
        title=str(kind.plural),
        party=str(party),
        lead=[str(head) for head in kind.many.lead],
        columns=columns,
        rows=[*offered, *written],
        direction=direction,
        seal=documents.seal(kind.key, empty, {}),
    )


def columns_of(kind: Kind, item: Moderated) -> list[Question]:
    """Every question but the private ones, in the order of the steps."""
    return [question for part in parts_of(kind, item) for question in part.questions]


def check_rows(
    kind: Kind, party: Party, rows: Sequence[Mapping[str, Any]], *, drafts: Iterable[Moderated]
) -> list[CheckedRow]:
    """Each row with what would be written or what is wrong; `drafts` are those that may be changed."""
    checking = _Checking(kind, party, {f"{DRAFT}{item.pk}": item for item in drafts})
    return [checking.row(row) for row in rows]


def draft_keys(rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """The keys of the drafts the rows would change."""
    given = [str(row["key"]).removeprefix(DRAFT) for row in rows if str(row["key"]).startswith(DRAFT)]
    return [int(key) for key in given if key.isascii() and key.isdigit() and len(key) < 18]


class _Checking:
    """What all rows have in common is looked up once."""

    def __init__(self, kind: Kind, party: Party, drafts: Mapping[str, Moderated]):
        self.kind, self.party, self.drafts = kind, party, drafts
        self.empty = empty_item(kind, party)
        self.columns = {question.name: question for question in columns_of(kind, self.empty)}
        self.meanings = Meanings(kind, self.empty)
        self.starts_differ = bool(kind.many and kind.many.start)
        self.forms = {step.key: EmptyForm(kind.form(step, self.empty)) for step in kind.steps}

    def row(self, row: Mapping[str, Any]) -> CheckedRow:
        """One row, checked by the forms of all its steps."""
        found = CheckedRow(number=row["number"], problems=dict(row["refused"]))
        try:
            item = found.item = self._item(str(row["key"]))
        except RowRefused as refused:
            found.problems[NO_CELL] = refused.message
            return found
        if found.is_draft and row["stamp"] != whole_stamp(self.kind, item):
            found.problems[NO_CELL] = _(
                "This draft was changed here after the workbook was downloaded. Download it again for this row."
            )
            return found
        self._fill(found, item, row["cells"])
        return found

    def _item(self, key: str) -> Moderated:
        if key.startswith(DRAFT):
            if key not in self.drafts:
                raise RowRefused(_("This draft is no longer there to be edited."))
            return self.drafts[key]
        start = self.kind.many.start if self.kind.many else None
        return start(self.party, key) if start else empty_item(self.kind, self.party)

    def _fill(self, found: CheckedRow, item: Moderated, cells: Mapping[str, str]) -> None:
        answers = self._answers(item, cells, is_draft=found.is_draft)
        for name, answer in answers.items():
            if self.columns[name].shape == Shape.YES_OR_NO and not is_yes_or_no(answer):
                found.problems.setdefault(name, _("Write yes or no."))
        only = answers if found.is_draft else None
        empty = None if found.is_draft or self.starts_differ else self.forms
        for form in filled_forms(self.kind, item, answers, questions=self.columns, only=only, empty=empty):
            for name, errors in form.errors.items():
                place = name if name in self.columns else NO_CELL
                found.problems[place] = " ".join(filter(None, [found.problems.get(place), *map(str, errors)]))
            if form.is_valid():
                names = [name for name in form.fields if name in (answers if found.is_draft else self.columns)]
                found.values |= {name: form.cleaned_data[name] for name in names}
        found.title = str(found.values.get("title") or self.kind.title_of(item))
        found.seen = stamp(self.kind.content.read(item, found.values)) if found.is_draft else ""

    def _answers(self, item: Moderated, cells: Mapping[str, str], *, is_draft: bool) -> dict[str, Answer]:
        """The cells that say something: for a draft those that were changed, else those that are not empty."""
        given = {name: text for name, text in cells.items() if name in self.columns}
        if is_draft:
            saved = {question.name: cell_of(question) for question in columns_of(self.kind, item)}
            given = {name: text for name, text in given.items() if text != saved[name]}
        else:
            given = {name: text for name, text in given.items() if text}
        return {name: self._answer(self.columns[name], text) for name, text in given.items()}

    def _answer(self, question: Question, text: str) -> Answer:
        written = entries_in(question, text) if question.shape == Shape.ROWS else text
        return answer_in(question, written, self.meanings)


def whole_stamp(kind: Kind, item: Moderated) -> str:
    """What a row for a draft was made on top of: all its answers but the private ones."""
    names = [name for step in kind.steps for name in step.names() if name not in kind.content.private]
    return stamp(kind.content.read(item, names))


def cell_of(question: Question) -> str:
    """What stands in the cell of a question, a list as its entries one a line."""
    return entries_in_words(question) if question.shape == Shape.ROWS else documents.plain_text(question.in_words)


def drafts_of(kind: Kind, party: Party, *, only: Collection[int] | None = None) -> QuerySet:
    """The drafts of a party that a workbook may change, oldest first; of these keys, if any are given."""
    states, organisations = ([party.pk], []) if isinstance(party, State) else ([], [party.pk])
    mine = kind.model._default_manager.of_parties(states=states, organisations=organisations)
    open_ = mine.filter(status__in=EDITABLE).exclude(change=Change.WITHDRAWAL).select_related("record")
    found = open_ if only is None else open_.filter(pk__in=only)
    return kind.with_content(found).order_by("pk")


def _draft_row(kind: Kind, item: Moderated, lead: int) -> GridRow:
    answers = {question.name: question for question in columns_of(kind, item)}
    title = kind.title_of(item)
    return GridRow(
        key=f"{DRAFT}{item.pk}",
        stamp=whole_stamp(kind, item),
        lead=(title, *[""] * (lead - 1)) if lead else (),
        answers=answers,
    )
