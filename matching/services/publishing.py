"""When a match, or its outcome, becomes a public fact. The figures are a function of the publication like all others.

What both sides agreed to have named takes a publication's number of its own, and stands in the log and on the records.
What is not to be named takes none: it counts, in the total of the whole Compact only, from the next publication there
is, whatever that will be about, so that neither its day nor its place gives it away.
"""

from dataclasses import dataclass

from accounts.models import User
from workflow.models import Moderated, Publication
from workflow.services import enter_answer, number_to_come
from workflow.states import Verb


@dataclass(frozen=True)
class Fact:
    """From which publication it counts, and the one it took by itself, if it is named."""

    holds_from: int
    publication: Publication | None


def enter_fact(verb: Verb, need: Moderated, offer: Moderated, *, by: User, is_named: bool) -> Fact:
    """Enter the fact in the stories of both records, each naming the other, and say from when the public counts it.

    Whoever calls holds the records' locks.
    """
    publication = enter_answer(verb, need, by=by, note=offer.reference, is_public=is_named)
    enter_answer(verb, offer, by=by, note=need.reference, is_public=False)
    return Fact(publication.number if publication else number_to_come(), publication)
