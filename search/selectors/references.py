"""Public references, whole or in parts: GCM-PL-2026-00042, pl 2026 42, 2026-00042, 00042."""

import re

from workflow.states import KINDS

LETTERS = "|".join([*KINDS.values(), "PM"]).lower()
WHOLE = re.compile(
    rf"(?<!\w)(?:gcm[\s-]*)?(?P<kind>{LETTERS})[\s-]*(?:(?P<year>20\d\d)(?!\d))?[\s-]*(?P<number>\d{{1,8}})?"
    r"(?:-(?P<part>\d{2}))?(?!\w)"
)
YEAR_AND_NUMBER = re.compile(r"(?<!\w)(?:gcm[\s-]*)?(?P<year>20\d\d)-(?P<number>\d{4,8})(?!\w)")
NUMBER = re.compile(r"(?<!\w)(?P<number>0\d{4,7})(?!\w)")
DASHES = re.compile(r"[\u2010-\u2015\u2212\uff0d]")


def words_of(reference: str) -> list[str]:
    """The parts of a reference as the index keeps them."""
    found = WHOLE.match(reference.lower())
    return _words(found) if found else []


def asked_for(text: str) -> tuple[list[list[str]], str]:
    """The references in what was asked, each by its parts, and the rest of it."""
    found: list[list[str]] = []

    def take(match: re.Match) -> str:
        words = _words(match)
        if len(words) < 2 and match.re is not NUMBER and not match[0].startswith("gcm"):
            return match[0]  # two letters by themselves are no reference
        found.append(words)
        return " "

    rest = DASHES.sub("-", text).lower()
    for pattern in (WHOLE, YEAR_AND_NUMBER, NUMBER):
        rest = pattern.sub(take, rest)
    return found, rest if found else text


def _words(found: re.Match) -> list[str]:
    parts = found.groupdict()
    words = []
    if parts.get("kind"):
        words.append(f"ref:{parts['kind']}")
    if parts.get("year"):
        words.append(f"ref:y{parts['year']}")
    if parts.get("number"):
        words.append(f"ref:n{int(parts['number'])}")
    if parts.get("part"):
        words.append(f"ref:m{int(parts['part'])}")
    return words
