"""A submission's content as words, question by question: to be read, and to be compared with what is published.

The words are those of the forms: each kind declares its questions once.
"""

from collections.abc import Mapping, Sequence

from drafting.forms import Difference, Section
from drafting.forms import Kind as Written
from drafting.states import Hint
from moderation.states import Kind
from needs.forms import NEED
from plans.forms import PLAN
from pledges.forms import PLEDGE
from progress.forms import UPDATE
from reviews.forms import REVIEW
from tools.forms import TOOL
from workflow.models import Moderated

KINDS: Mapping[Kind, Written] = {
    Kind.PLEDGE: PLEDGE,
    Kind.TOOL: TOOL,
    Kind.UPDATE: UPDATE,
    Kind.PLAN: PLAN,
    Kind.REVIEW: REVIEW,
    Kind.NEED: NEED,
}


def kind_of(item: Moderated) -> Written:
    """The declaration of the item's kind."""
    return next(written for written in KINDS.values() if written.model is type(item))


def contents(item: Moderated, *, kind: Kind) -> list[Section]:
    """Everything the public will read, in the order of the form. Contact persons are not part of it."""
    return KINDS[kind].sections(item)


def differences(before: Moderated | None, after: Moderated, *, kind: Kind) -> list[Difference]:
    """What an amendment changes, field by field; nothing where there is nothing to compare with."""
    return KINDS[kind].changes(before, after) if before is not None else []


def hints(item: Moderated, *, kind: Kind) -> Sequence[Hint]:
    """What would make the submission easier to follow: the hints its drafter saw."""
    return KINDS[kind].hints(item)
