"""Owing somebody a message: a row, written in the transaction of what it is about."""

from collections.abc import Iterable, Mapping
from typing import Any

from notices.models import Notice


def owe(topic: str, *, to: Iterable, key: str, facts: Mapping[str, Any] | None = None) -> None:
    """Owe each of these people the message of that topic and key; what is owed or sent already stays as it is.

    Called inside the transaction of the act it tells of, so that both happen or neither. `facts` are numbers and codes
    that can be written as JSON.
    """
    owe_each(Notice(topic=topic, key=key, recipient=person, facts=dict(facts or {})) for person in to)


def owe_each(rows: Iterable[Notice]) -> None:
    """The same for many messages at once: unsaved rows, of which those that are there already are passed over."""
    Notice.objects.bulk_create(list(rows), ignore_conflicts=True)


def owe_unwritten(rows: Iterable[Notice]) -> int:
    """For sweeps, which ask again and again: insert only what has no row yet, and say how many that were."""
    owed = {(row.topic, row.key, row.recipient_id): row for row in rows}
    if not owed:
        return 0
    written = Notice.objects.filter(key__in={key for _topic, key, _person in owed})
    there = set(written.values_list("topic", "key", "recipient_id"))
    missing = [row for identity, row in owed.items() if identity not in there]
    owe_each(missing)
    return len(missing)
