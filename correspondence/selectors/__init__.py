"""Reads of correspondence: threads of questions, remarks on answers, reasons kept ready."""

from correspondence.selectors.reasons import Offered, offered_for, reason_history, reasons
from correspondence.selectors.remarks import last_return_of, remarks_by_event, remarks_of_last_return
from correspondence.selectors.threads import (
    correspondents_of,
    is_open,
    thread_of,
    threads_of_parties,
    version_of,
    waiting_for_owner,
)

__all__ = [
    "Offered",
    "correspondents_of",
    "is_open",
    "last_return_of",
    "offered_for",
    "reason_history",
    "reasons",
    "remarks_by_event",
    "remarks_of_last_return",
    "thread_of",
    "threads_of_parties",
    "version_of",
    "waiting_for_owner",
]
