"""A text to begin with: what the State has published on an objective, in sentences, in the language of its review."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from reviews.selectors.facts import Fact, FactKind, ObjectiveFacts
from reviews.states import STATEMENT_MAX


def opening_text(found: ObjectiveFacts, *, language: str) -> str:
    """The facts on one objective as lines, at most 2,000 characters: what does not fit is counted in the last line.

    Titles stay in the words they were published in; the State's own narrative follows where it is in that language.
    Nothing where there are no facts.
    """
    with override(language):
        lines = [_line(fact) for fact in found.facts]
        told = [narrative for fact in found.facts for narrative in _narratives(fact, language)]
        return _within([*lines, *told], STATEMENT_MAX)


def _line(fact: Fact) -> str:
    words = {"title": fact.title, "reference": fact.reference, "standing": fact.standing}
    if fact.update is not None:
        day = date_format(fact.update.speaks_for_on, "DATE_FORMAT")
        return _("%(kind)s “%(title)s” (%(reference)s): %(standing)s on %(day)s.") % (
            words | {"kind": fact.kind.label, "day": day}
        )
    if fact.kind == FactKind.PLEDGE:
        return _("Pledge “%(title)s” (%(reference)s): no progress reported yet.") % words
    return _("%(kind)s “%(title)s” (%(reference)s): %(standing)s.") % (words | {"kind": fact.kind.label})


def _narratives(fact: Fact, language: str) -> Iterator[str]:
    if fact.update is not None and fact.update.language == language and fact.update.narrative.strip():
        yield f"{fact.reference}: {fact.update.narrative.strip()}"


def _within(lines: list[str], limit: int) -> str:
    """As many whole lines as fit, and how many did not."""
    for kept in range(len(lines), 0, -1):
        left = len(lines) - kept
        more = [_("And %(number)s more.") % {"number": left}] if left else []
        text = "\n".join([*lines[:kept], *more])
        if len(text) <= limit:
            return text
    return lines[0][:limit] if lines else ""
