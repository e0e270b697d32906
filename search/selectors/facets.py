"""By what a finding can be narrowed further, each with how many results there would be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Organisation, State
from objectives.models import Objective
from search.selectors.finding import Finding
from search.states import FACETS, Kind
from ui.templatetags.ui.language import name_of

SHOWN_MAX = 8  # of one facet; the most frequent, by name where equally many


@dataclass(frozen=True)
class Option:
    """One value of a facet: what it is called, what the address says for it, how many."""

    label: str
    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow."""

    name: str
    options: Sequence[Option]


def facets(finding: Finding, chosen: Mapping[str, Any]) -> list[Facet]:
    """The facets that would narrow anything, most results first; States are listed, not ranked: by their names."""
    found = []
    for name in FACETS:
        counted: Mapping = finding.counts.get(name, {})
        values = sorted(counted, key=lambda value: (-counted[value], str(value)))[:SHOWN_MAX]
        if len(counted) > 1 or chosen.get(name):
            called = NAMES[name](values)
            options = [
                Option(called[value][0], called[value][1], counted[value], value == chosen.get(name))
                for value in values
                if value in called
            ]
            found.append(Facet(name, sorted(options, key=lambda option: option.label) if name == "state" else options))
    return found


def _states(values: Sequence[str]) -> dict[str, tuple[str, str]]:
    return {pk: (state.name, pk) for pk, state in State.objects.in_bulk(values).items()}


def _organisations(values: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {pk: (each.name, each.slug) for pk, each in Organisation.objects.in_bulk(values).items()}


def _objectives(values: Sequence[int]) -> dict[int, tuple[str, str]]:
    return {pk: (str(each), str(pk)) for pk, each in Objective.objects.in_bulk(values).items()}


NAMES: Mapping[str, Callable[[Sequence], dict]] = {
    "kind": lambda values: {value: (str(Kind(value).label), value) for value in values},
    "objective": _objectives,
    "state": _states,
    "organisation": _organisations,
    "language": lambda values: {value: (name_of(value), value) for value in values},
}
