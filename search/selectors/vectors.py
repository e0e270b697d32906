"""The words of one thing with their weights, in PostgreSQL's own writing of a `tsvector`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from search.selectors.words import folded, languages_of, learn, says_nothing, stems_of, tokens

LAST_PLACE = 16_383  # PostgreSQL counts no further
PLACES_MAX = 200  # nor keeps more places of one word than 255
Passage = tuple[str, str, str]  # weight (A the most), language, text


def vector_of(passages: Sequence[Passage], codes: Iterable[str] = ()) -> str:
    """The words of the passages where they stand; `codes` are kept as they are, such as parts of a reference."""
    read = [
        (weight, token, languages_of(token, language)) for weight, language, text in passages for token in tokens(text)
    ]
    learn((token, languages) for _, token, languages in read)
    kept: dict[str, list[str]] = defaultdict(list)
    for place, (weight, token, languages) in enumerate(read, start=1):
        if says_nothing(token, languages):
            continue
        forms = stems_of(token, languages)
        if token.script != "han":
            forms.add(folded(token.word))
        for form in forms:
            if len(kept[form]) < PLACES_MAX:
                kept[form].append(f"{min(place, LAST_PLACE)}{weight}")
    for code in codes:
        kept[code].append("1A")
    return " ".join(f"{_quoted(form)}:{','.join(places)}" for form, places in sorted(kept.items()) if places)


def _quoted(form: str) -> str:
    return "'" + form.replace("\\", "\\\\").replace("'", "''") + "'"
