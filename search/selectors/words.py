"""Words of six languages as the index keeps them: told apart, folded, and brought to their stems.

The same for what is indexed, for what is asked and for what is marked in a result, so that the three cannot differ.
A word is kept folded (no accents, no Arabic vowel signs) and by its stem, which carries the code of its language.
PostgreSQL's own stemmers know English, French, Spanish and Russian; Arabic is brought to its root form by taking off
the article, the particles and the commonest endings (Larkey's "light10"); Chinese has no spaces and is kept as pairs
of signs.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from search.states import WORD_MAX

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SIGNS = r"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # written on or between letters
WORD = re.compile(rf"(?P<han>[{HAN}]+)|(?:(?![{HAN}])(?:[^\W_]|[{SIGNS}]))+")
DROPPED = re.compile(f"[{SIGNS}]")
ALEFS = str.maketrans("آأإٱىؤئة", "اااايويه")
LATIN = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ё": "е"}
STEMMERS = {"en": "english_stem", "fr": "french_stem", "es": "spanish_stem", "ru": "russian_stem"}
ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
IRREGULAR = {"children": "child", "men": "man", "women": "woman", "people": "person", "lives": "life"}
UNACCENTED = re.compile(r"([cs])ion$")  # a Spanish noun typed without its accent: migracion


@dataclass(frozen=True)
class Token:
    """One word, or one run of Chinese signs, where it stands in its text."""

    word: str
    start: int
    end: int
    script: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order."""
    for found in WORD.finditer(text):
        if found["han"]:
            yield Token(found[0], found.start(), found.end(), "han")
        elif word := plain(found[0]):
            yield Token(word[:WORD_MAX], found.start(), found.end(), _script(word))


@lru_cache(50_000)
def plain(word: str) -> str:
    """The word in small letters, without what is only written on them in Arabic; its accents stay."""
    lowered = DROPPED.sub("", unicodedata.normalize("NFKC", word).lower())
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in lowered).translate(ALEFS)


@lru_cache(100_000)
def folded(word: str) -> str:
    """The word without accents on Latin letters; Russian keeps its й."""
    found = []
    for sign in word:
        apart = unicodedata.normalize("NFKD", sign)
        found.append(LATIN.get(sign) or (apart[0] if apart[0] < "\u02b0" else sign))
    return "".join(found)


def _script(word: str) -> str:
    for sign in word:
        if "\u0600" <= sign <= "\u06ff":
            return "arabic"
        if "\u0400" <= sign <= "\u04ff":
            return "cyrillic"
    return "latin"


@lru_cache(20_000)
def light(word: str) -> str:
    """An Arabic word without article, particles and the commonest endings."""
    if word.startswith("و") and len(word) > 4 and not word.startswith("وال"):
        word = word[1:]
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = word[len(article) :]
            break
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
    return word


def pairs(run: str) -> list[str]:
    """The pairs of neighbours in a run of Chinese signs; its last sign also stands alone, so that one is found."""
    return [run[at : at + 2] for at in range(len(run) - 1)] + [run[-1]]


class Stems:
    """Stems of words by PostgreSQL's own stemmers, each asked for once in the life of the process."""

    KEPT_MAX = 300_000

    def __init__(self):
        self._known: dict[tuple[str, str], str | None] = {}

    def learn(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Ask for all that is not known yet, (language, word) pairs, in one query."""
        missing = [pair for pair in dict.fromkeys(wanted) if pair not in self._known]
        if not missing:
            return
        if len(self._known) > self.KEPT_MAX:
            self._known.clear()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT l, w, (ts_lexize(s::regdictionary, w))[1]"
                " FROM unnest(%s::text[], %s::text[], %s::text[]) AS asked (l, s, w)",
                [[pair[0] for pair in missing], [STEMMERS[pair[0]] for pair in missing], [p[1] for p in missing]],
            )
            self._known.update({(language, word): stem for language, word, stem in cursor.fetchall()})

    def of(self, language: str, word: str) -> str | None:
        """The stem; None for a word that says nothing by itself, such as "the"."""
        if (language, word) not in self._known:
            self.learn([(language, word)])
        return self._known[language, word]


STEMS = Stems()


def spellings(language: str, word: str) -> list[str]:
    """How the word may be meant: as it stands, without accents, and with the accent Spanish nouns lose in typing.

    English plurals that no rule makes count as their singular too.
    """
    found = [word, folded(word)]
    if language == "en" and word in IRREGULAR:
        found.append(IRREGULAR[word])
    if language == "es":
        found.append(UNACCENTED.sub(r"\1ión", word))
    return list(dict.fromkeys(found))


def languages_of(token: Token, language: str) -> tuple[str, ...]:
    """Whose stems a word has in a text of that language; a foreign word is taken for English."""
    if token.script == "cyrillic":
        return ("ru",)
    return (language if language in {"en", "fr", "es"} else "en",)


def learn(found: Iterable[tuple[Token, tuple[str, ...]]]) -> None:
    """Have the stems of all these words at hand: one query at most."""
    STEMS.learn(
        (language, spelling)
        for token, languages in found
        if token.script in {"latin", "cyrillic"}
        for language in languages
        for spelling in spellings(language, token.word)
    )


def stems_of(token: Token, languages: Iterable[str]) -> set[str]:
    """The stems of a word in these languages, each with its language's code; none where it says nothing."""
    if token.script == "han":
        return set(pairs(token.word))
    if token.script == "arabic":
        return {f"ar:{light(token.word)}"}
    found = {
        (language, STEMS.of(language, spelling))
        for language in languages
        for spelling in spellings(language, token.word)
    }
    return {f"{language}:{folded(stem)}" for language, stem in found if stem}


def says_nothing(token: Token, languages: Iterable[str]) -> bool:
    """True for a word that any of these languages only joins others with."""
    if token.script in {"han", "arabic"}:
        return False
    return any(STEMS.of(language, token.word) is None for language in languages)
