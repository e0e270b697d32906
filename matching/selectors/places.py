"""Where needs and offers are at home: the regions of the Compact's regional reviews, as far as words tell.

A need says its region, or has its State's. What a tool says of where it is used is free text in any of six languages:
a region is read out of it where the region itself or one of its States is named, as whole words and not as part of a
longer name of another region ("Guinea" is not in "Papua New Guinea"). The database, to order, and Python, to say why,
do the same with the same names; neither asks what a letter is, for that depends on how a server was set up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, TextField, Value
from django.db.models.functions import Concat, Replace
from django.utils import translation

from accounts.models import State
from accounts.states import ReviewRegion
from needs.models import Need

BETWEEN_WORDS = " \t\n\r\u00a0.,;:!?()[]{}<>/\\|+*&'’‘\"“”«»-–—_·•،؛؟、，。；：（）"
TO_SPACES = str.maketrans(dict.fromkeys(BETWEEN_WORDS, " "))
HAN = re.compile(r"[\u3400-\u9fff]")


def region_of(need: Need) -> str:
    """The region a need is about: the one it names, else its State's; empty where neither is known."""
    return need.region or (need.state.review_region if need.state else "")


class LikeAny(Func):
    """True where a text contains any of the words."""

    arg_joiner = " LIKE ANY "
    template = "(%(expressions)s)"
    output_field = BooleanField()


@dataclass(frozen=True)
class Places:
    """The names of all States and regions, read once for a whole page."""

    states: tuple[tuple[str, str], ...]  # name in one of the languages, region

    @cached_property
    def names(self) -> Mapping[str, list[str]]:
        """For each region its own name and its States', in six languages, as they are looked for in a text."""
        found: dict[str, set[str]] = {region: set(map(_as_name, _labels(region))) for region in ReviewRegion.values}
        for name, region in self.states:
            if region in found:
                found[region].add(_as_name(name))
        return {region: sorted(names) for region, names in found.items()}

    @cached_property
    def longer(self) -> Mapping[str, list[str]]:
        """For each region the names of others that one of its own is part of, the longest first."""
        found = {}
        for region, names in self.names.items():
            others = {name for each, theirs in self.names.items() if each != region for name in theirs} - set(names)
            together = "\n".join(others)  # most names are part of none: asked of all at once
            inside = {longer for name in names if name in together for longer in others if name in longer}
            found[region] = sorted(inside, key=lambda name: (-len(name), name))
        return found

    def regions_in(self, text: str) -> frozenset[str]:
        """The regions named in a text, by themselves or by one of their States."""
        if not text.strip():
            return frozenset()
        return frozenset(region for region in ReviewRegion.values if self._is_named(region, _spaced(text)))

    def named_in(self, column: str, region: str) -> LikeAny:
        """The same for a column of the database and one region, as a condition."""
        spaces = Value(" " * len(BETWEEN_WORDS))
        plain = Func(F(column), Value(BETWEEN_WORDS), spaces, function="translate", output_field=TextField())
        text: Concat | Replace = Concat(Value(" "), plain, Value(" "), output_field=TextField())
        for name in self.longer[region]:
            text = Replace(text, Value(name), Value(" "))
        words = [f"%{name}%" for name in self.names[region]]
        return LikeAny(text, Func(Value(words, output_field=ArrayField(TextField())), template="(%(expressions)s)"))

    def _is_named(self, region: str, text: str) -> bool:
        for name in self.longer[region]:
            text = text.replace(name, " ")
        return any(name in text for name in self.names[region])


def places() -> Places:
    """All names there are, in one query."""
    columns = [f"name_{code.replace('-', '_')}" for code, _own_name in settings.LANGUAGES]
    rows = State.objects.values_list("review_region", *columns)
    return Places(tuple((name, region) for region, *names in rows for name in names if name))


def _labels(region: str) -> list[str]:
    found = []
    for code, _own_name in settings.LANGUAGES:
        with translation.override(code):
            found.append(str(ReviewRegion(region).label))
    return found


def _spaced(text: str) -> str:
    """A text with one space in the place of whatever stands between its words, and around it."""
    return f" {text.translate(TO_SPACES)} "


def _as_name(name: str) -> str:
    """A name as it is looked for: between spaces; Chinese runs on without any, so there it stands bare."""
    return _spaced(name).strip() if HAN.search(name) else _spaced(name)
