"""Owing messages, the words for them, how often a person hears of what, and handing them to the mail server."""

from notices.services.choosing import choose, frequencies_of, read_stop_token, resume, stop, stop_link
from notices.services.digests import send_due_digests
from notices.services.hooks import pause_for, when_refused
from notices.services.owing import owe, owe_each, owe_unwritten
from notices.services.post import message_id, row_of_message, send_rows
from notices.services.sending import send_due_notices
from notices.services.topics import Message, Topic, register, topic_of, urgent_labels
from notices.services.words import letter, with_html

__all__ = [
    "Message",
    "Topic",
    "choose",
    "frequencies_of",
    "letter",
    "message_id",
    "owe",
    "owe_each",
    "owe_unwritten",
    "pause_for",
    "read_stop_token",
    "register",
    "resume",
    "row_of_message",
    "send_due_digests",
    "send_due_notices",
    "send_rows",
    "stop",
    "stop_link",
    "topic_of",
    "urgent_labels",
    "when_refused",
    "with_html",
]
