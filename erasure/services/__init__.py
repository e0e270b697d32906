"""The acts of a request: asked, taken back, refused, carried out; and the messages about it."""

from erasure.services.asking import Received, ask, take_back
from erasure.services.deciding import carry_out, refuse
from erasure.services.telling import Farewell, remind_of_due_requests, send_farewell, topics

__all__ = [
    "Farewell",
    "Received",
    "ask",
    "carry_out",
    "refuse",
    "remind_of_due_requests",
    "send_farewell",
    "take_back",
    "topics",
]
