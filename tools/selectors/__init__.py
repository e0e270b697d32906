"""Reads about tools and calls: figures for the public, advice for writers, what a page shows. Import from here."""

from tools.selectors.advice import hints
from tools.selectors.calls import (
    CallLine,
    call_asked_for,
    call_history,
    calls_of_staff,
    calls_waiting,
    line_of,
    open_calls,
    public_call,
    public_calls,
)
from tools.selectors.figures import (
    languages_of_tools,
    public_tools,
    tool_count,
    tool_counts_by_objective,
    tool_counts_by_organisation,
    tool_counts_by_round_table,
)
from tools.selectors.records import linked_measure, with_content

__all__ = [
    "CallLine",
    "call_asked_for",
    "call_history",
    "calls_of_staff",
    "calls_waiting",
    "hints",
    "languages_of_tools",
    "line_of",
    "linked_measure",
    "open_calls",
    "public_call",
    "public_calls",
    "public_tools",
    "tool_count",
    "tool_counts_by_objective",
    "tool_counts_by_organisation",
    "tool_counts_by_round_table",
    "with_content",
]
