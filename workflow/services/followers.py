"""What keeps step with the publications: summaries and indexes that may never be behind what the public sees."""

from collections.abc import Callable, Sequence

from workflow.models import Publication, Record

Follower = Callable[[Publication, Sequence[Record]], None]

_followers: list[Follower] = []


def follow_publications(follower: Follower) -> None:
    """Have this called with every publication to come and the records it changed, in the transaction that makes it.

    Where it raises, nothing is published. An edit of reference data changes no record. An app registers what it keeps
    in its `ready()`; asking twice is asking once.
    """
    if follower not in _followers:
        _followers.append(follower)


def keep_step(publication: Publication, records: Sequence[Record]) -> None:
    """Call all who follow, in the order they asked: once everything the publication changed is written."""
    for follower in _followers:
        follower(publication, records)
