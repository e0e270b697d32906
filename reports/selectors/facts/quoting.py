"""Which of the texts that were submitted a report quotes, by one rule that favours nobody, and where all stand.

First comes the newest text of each State or organisation, then the second newest of each, and so on; within a round
they go by public reference. So many are quoted, a long one up to a whole word; the others are listed by reference.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings

from dashboard.selectors.said import Said
from reports.selectors.facts.parts import Facts

LONG = 700  # characters: what is longer is cut at a word, and the rest stands under the reference


def quoted(said: Sequence[Said], *, at_most: int) -> Facts:
    """The texts to quote, in order, the references of the rest, and how many there are in all."""
    chosen = _in_turn(said)
    return {
        "said": len(chosen),
        "quotes": [_quote(each) for each in chosen[:at_most]],
        "listed": sorted(_reference(each) for each in chosen[at_most:]),
    }


def by_objective(said: Sequence[Said], *, at_most: int) -> Facts:
    """The same under each objective a text is about, and under "0" what names none.

    A text is quoted once, under the first of its objectives; under the others its reference is listed.
    """
    first, further = defaultdict(list), defaultdict(list)
    for each in said:
        numbers = list(each.objectives) or [0]
        first[numbers[0]].append(each)
        for number in numbers[1:]:
            further[number].append(each)
    return {
        str(number): quoted(first[number], at_most=at_most)
        | {"elsewhere": sorted(_reference(each) for each in further[number])}
        for number in sorted({*first, *further})
    }


def link(reference: str, address: str) -> list[str]:
    """A public reference and the whole address it leads to."""
    return [reference, f"{settings.SITE_URL}{address}"]


def _in_turn(said: Sequence[Said]) -> list[Said]:
    """The newest of each owner by reference, then the second newest of each, and so on; empty texts left out."""
    of_owner = defaultdict(list)
    for each in sorted(said, key=lambda one: (-one.on.toordinal(), one.reference)):
        if each.text:
            of_owner[_owner_key(each)].append(each)
    rounds = [(turn, each.reference, each) for texts in of_owner.values() for turn, each in enumerate(texts)]
    return [each for _turn, _reference, each in sorted(rounds, key=lambda one: one[:2])]


def _owner_key(each: Said) -> str:
    return f"{type(each.owner).__name__}:{each.owner.pk}" if each.owner else f"nobody:{each.reference}"


def _quote(each: Said) -> Facts:
    text, is_cut = _cut(each.text)
    return {
        "text": text,
        "is_cut": is_cut,
        "language": each.language,
        "by": str(each.owner or ""),
        "on": each.on.isoformat(),
        "about": each.about,
        "source": _reference(each),
    }


def _reference(each: Said) -> list[str]:
    return link(each.reference, each.address)


def _cut(text: str) -> tuple[str, bool]:
    """As much as is quoted: to the last space before the limit, or the limit itself in scripts without spaces."""
    if len(text) <= LONG:
        return text, False
    kept = text[:LONG]
    head, _space, _rest = kept.rpartition(" ")
    return (head if len(head) > LONG // 2 else kept).rstrip(), True
