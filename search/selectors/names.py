"""States named in what was asked, in any of six languages: their records are found, whatever these are written in."""

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from accounts.models import State
from search.selectors.words import STEMS, Token, folded, light, tokens
from workflow.selectors import present_moment

NAME_COLUMNS = [build_localized_fieldname("name", code) for code, _ in settings.LANGUAGES]
Name = tuple[str, ...]


def state_word(iso3: str) -> str:
    """How the index says that a record is a State's."""
    return f"state:{iso3.lower()}"


def key_of(token: Token) -> str:
    """What two forms of a name have in common."""
    if token.script == "arabic":
        return light(token.word)
    if token.script == "cyrillic":
        return folded(STEMS.of("ru", token.word) or token.word)
    return folded(token.word)


def named_states(asked: Sequence[Token]) -> list[tuple[int, int, str]]:
    """The States named, each with the first and the last of the words that name it; the longest name counts.

    A Chinese name may stand inside a run of signs: those are found by `split_at_names`.
    """
    names, keys = _names(present_moment().publication), [key_of(token) for token in asked]
    found, at = [], 0
    while at < len(keys):
        longest = next((n for n in range(len(keys) - at, 0, -1) if tuple(keys[at : at + n]) in names), 0)
        if longest:
            found.append((at, at + longest, names[tuple(keys[at : at + longest])]))
        at += longest or 1
    return found


def split_at_names(asked: Sequence[Token]) -> list[Token]:
    """The words, with runs of Chinese signs parted where they name a State."""
    chinese = sorted(
        (n[0] for n in _names(present_moment().publication) if len(n) == 1 and n[0][0] >= "\u3400"), key=len
    )
    found: list[Token] = []
    for token in asked:
        name = next((n for n in reversed(chinese) if n in token.word), "") if token.script == "han" else ""
        before, _, after = token.word.partition(name) if name else (token.word, "", "")
        found += [Token(part, token.start, token.end, token.script) for part in (before, name, after) if part]
    return found


@lru_cache(2)
def _names(publication: int) -> dict[Name, str]:
    """Each name of each State as keys of its words; they change with a publication only."""
    rows = list(State.objects.values_list("iso3", *NAME_COLUMNS))
    parsed = [(iso3, list(tokens(words))) for iso3, *names in rows for name in names for words in _ways(name)]
    STEMS.learn(("ru", token.word) for _, name in parsed for token in name if token.script == "cyrillic")
    found = {tuple(key_of(token) for token in name): iso3 for iso3, name in parsed if name}
    return found | {(iso3.lower(),): iso3 for iso3, *_ in rows}


def _ways(name: str | None) -> list[str]:
    """A name as it stands, and without what stands in brackets: "Bolivia (Plurinational State of)"."""
    short = (name or "").partition("(")[0].partition("（")[0].strip()
    return [name, short] if name and short else []
