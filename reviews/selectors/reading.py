"""A review as a page shows it: questions and answers, statements by round table, what was published beside each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise

from objectives.models import Objective
from reviews.models import Review, Statement
from reviews.querysets import ReviewQuerySet
from reviews.selectors.facts import ObjectiveFacts, StateFacts
from reviews.selectors.gaps import Gaps, gaps_of
from reviews.states import ANSWERS_TO
from roundtables.models import Edition, GuidingQuestion
from roundtables.selectors import current_edition, objectives_at

OVERALL = ("preparation", "means", "challenges", "agenda_2030", "capacity_building", "emerging_issues")


@dataclass(frozen=True)
class Answer:
    """One answer of the review; empty where it was left open. `label` says to what, in the page's words."""

    label: str | Promise
    text: str


@dataclass(frozen=True)
class Question:
    """A guiding question, in the words of the concept note, with the answers to its parts."""

    question: GuidingQuestion
    answers: list[Answer]

    @property
    def is_answered(self) -> bool:
        """True where any part of it was answered."""
        return any(answer.text for answer in self.answers)


@dataclass(frozen=True)
class Entry:
    """One objective in a review: its statement, if there is one, and what the State has published on it."""

    objective: Objective
    statement: Statement | None
    facts: ObjectiveFacts | None

    @property
    def text(self) -> str:
        """The statement's words, or nothing."""
        return self.statement.text if self.statement else ""

    @property
    def is_silent(self) -> bool:
        """True where the review says nothing on it, not even that it is not covered, and nothing is published."""
        return not (self.statement or self.facts)


@dataclass(frozen=True)
class Table:
    """One round table with its objectives."""

    number: int
    entries: list[Entry]

    @property
    def spoken(self) -> list[Entry]:
        """Those with anything to show."""
        return [entry for entry in self.entries if not entry.is_silent]

    @property
    def silent(self) -> list[Objective]:
        """The objectives on which there is nothing, named all the same."""
        return [entry.objective for entry in self.entries if entry.is_silent]


@dataclass(frozen=True)
class Frame:
    """What a review is arranged by: its Forum, the objectives at that Forum's round tables, the questions."""

    edition: Edition | None
    placed: Mapping[int, Objective]
    questions: list[GuidingQuestion]


@dataclass(frozen=True)
class Reading:
    """All a page shows of a review. `gaps` is None where nothing was compared, as in an old version."""

    questions: list[Question]
    overall: list[Answer]
    tables: list[Table]
    edition: Edition | None
    gaps: Gaps | None

    @property
    def entries(self) -> list[Entry]:
        """All 23, table by table."""
        return [entry for table in self.tables for entry in table.entries]

    @property
    def answered(self) -> list[Answer]:
        """What is said on the whole."""
        return [answer for answer in self.overall if answer.text]

    @property
    def left_open(self) -> list[Answer]:
        """What is not."""
        return [answer for answer in self.overall if not answer.text]


def with_content(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """With everything a review's page shows of its own rows."""
    return reviews.with_parties().prefetch_related("statements", "attachments")


def statements_of(review: Review) -> Mapping[int, Statement]:
    """The review's statements by number of objective; asks once for a version, however often it is read."""
    prefetch_related_objects([review], "statements")
    return {statement.objective_id: statement for statement in review.statements.all()}


def edition_of(review: Review) -> Edition | None:
    """The Forum whose round tables arrange the review: its own, or the current one for a regional review."""
    return review.forum or current_edition()


def placed_for(review: Review) -> Mapping[int, Objective]:
    """The 23 objectives by number; each knows its `round_table` at the review's Forum."""
    edition = edition_of(review)
    if edition is None:
        return {}
    return objectives_at(edition).order_by("number").in_bulk()


def frame_of(review: Review) -> Frame:
    """What the review is arranged by; the versions of one record can share it."""
    return Frame(
        edition=edition_of(review),
        placed=placed_for(review),
        questions=list(GuidingQuestion.objects.order_by("number")),
    )


def reading_of(review: Review, *, facts: StateFacts | None = None, frame: Frame | None = None) -> Reading:
    """The review arranged for a page, with what was published beside it where `facts` are given."""
    frame = frame or frame_of(review)
    statements, placed = statements_of(review), frame.placed
    entries = [
        Entry(objective, statements.get(number), facts.on(number) if facts else None)
        for number, objective in placed.items()
    ]
    return Reading(
        questions=[Question(each, _answers(review, ANSWERS_TO[each.key])) for each in frame.questions],
        overall=_answers(review, OVERALL),
        tables=[
            Table(number, [each for each in entries if _table_of(each.objective) == number]) for number in range(1, 5)
        ],
        edition=frame.edition,
        gaps=gaps_of(statements, facts) if facts else None,
    )


def _answers(review: Review, names: Iterable[str]) -> list[Answer]:
    labels = {each.name: each.verbose_name for each in review._meta.concrete_fields}
    return [Answer(labels[name], getattr(review, name).strip()) for name in names]


def _table_of(objective: Objective) -> int:
    return objective.round_table  # type: ignore[attr-defined]
