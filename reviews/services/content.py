"""What a review says, as plain values by the names of its questions."""

from collections.abc import Sequence
from functools import partial

from drafting.services import Content, Part
from reviews.models import Review
from reviews.selectors import statements_of
from reviews.states import ANSWERS, GROUPS, OBJECTIVES, Emphasis


def read_statement(number: int, name: str, review: Review) -> str:
    """The text or the emphasis of the review's statement on an objective; empty where there is none."""
    return getattr(statements_of(review).get(number), name, "")


def write_statement(number: int, name: str, review: Review, value: str | None) -> None:
    """Put it there; a statement that says nothing any more is no row. Unchanged ones cost nothing."""
    given, statement = value or "", statements_of(review).get(number)
    if given == getattr(statement, name, ""):
        return
    if statement is None:
        review.statements.create(objective_id=number, **{name: given})
        return
    setattr(statement, name, given)
    if statement.text or statement.emphasis:
        statement.save(update_fields=[name])
    else:
        statement.delete()
    review.refresh_from_db(fields=["statements"])  # forgets those read before, asks for nothing


def read_occasion(review: Review) -> str:
    """The Forum or regional review, as a form carries it."""
    return review.occasion


def write_occasion(review: Review, value: str | None) -> None:
    """Set it, or leave it open; the value is one `occasions_open_to` offers."""
    kind, _colon, rest = (value or "").partition(":")
    region, _colon, year = rest.partition(":")
    review.forum_id = int(rest) if kind == "forum" else None
    review.region = region if kind == "regional" else ""
    review.region_year = int(year) if kind == "regional" else None
    review.save(update_fields=["forum", "region", "region_year"])


def read_emphasised(group: Sequence[int], emphasis: Emphasis, review: Review) -> list[int]:
    """Which objectives of the group the review says that of, in order."""
    statements = statements_of(review)
    return [number for number in group if number in statements and statements[number].emphasis == emphasis]


def write_emphasised(group: Sequence[int], emphasis: Emphasis, review: Review, value: Sequence[int] | None) -> None:
    """Say it of exactly these objectives of the group; what else is said of others stays."""
    chosen, before = set(value or ()), set(read_emphasised(group, emphasis, review))
    for number in sorted(before - chosen):
        write_statement(number, "emphasis", review, "")
    for number in sorted(chosen - before):
        write_statement(number, "emphasis", review, emphasis)


def _statement_part(number: int) -> Part:
    return Part(read=partial(read_statement, number, "text"), write=partial(write_statement, number, "text"))


def _emphasis_part(group: Sequence[int], emphasis: Emphasis) -> Part:
    return Part(read=partial(read_emphasised, group, emphasis), write=partial(write_emphasised, group, emphasis))


REVIEW_CONTENT = Content(
    columns=("language", *ANSWERS),
    parts={
        "occasion": Part(read=read_occasion, write=write_occasion),
        **{f"statement_{number}": _statement_part(number) for number in OBJECTIVES},
        **{
            f"{emphasis.value}_{place}": _emphasis_part(group, emphasis)
            for place, group in enumerate(GROUPS, start=1)
            for emphasis in Emphasis
        },
    },
)
