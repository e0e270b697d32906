"""Measures in words: for the review page, for two people's work side by side, and for what an amendment changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from drafting.forms import Difference, shown
from plans.forms.measure import MeasureRow
from plans.selectors import CompactChoices

Row = Mapping[str, Any]


def in_words(rows: Iterable[Row], compact: CompactChoices) -> str:
    """Each measure with its place and title, and one line for each further question that is answered."""
    form = MeasureRow(compact=compact)
    blocks = [[_headed(number, row), *_lines(form, row)] for number, row in enumerate(rows, start=1)]
    return "\n\n".join("\n".join(block) for block in blocks)


def changed_measures(before: Sequence[Row], after: Sequence[Row], compact: CompactChoices) -> Iterator[Difference]:
    """What differs, measure by measure: added, removed, answered differently, or put in another order."""
    form = MeasureRow(compact=compact)
    old, new = {row["record"]: row for row in before}, {row["record"]: row for row in after}
    for number, row in enumerate(after, start=1):
        earlier = old.get(row["record"])
        if earlier is None:
            label = _("Measure %(number)d, added") % {"number": number}
            yield Difference("measures", label, "", "\n".join(_lines(form, row, title=True)))
        elif differing := [name for name in form.fields if earlier.get(name) != row.get(name)]:
            label = _("Measure %(number)d, “%(title)s”") % {"number": number, "title": row["title"]}
            yield Difference("measures", label, *(_only(form, each, differing) for each in (earlier, row)))
    for number, row in enumerate(before, start=1):
        if row["record"] not in new:
            label = _("Measure %(number)d, removed") % {"number": number}
            yield Difference("measures", label, "\n".join(_lines(form, row, title=True)), "")
    stayed = [record for record in old if record in new]
    if stayed != [record for record in new if record in old]:
        yield Difference("measures", _("Order of the measures"), _titles(before), _titles(after))


def _headed(number: int, row: Row) -> str:
    title = row.get("title") or pgettext("measure", "Untitled measure")
    return pgettext("number and title", "%(number)d. %(title)s") % {"number": number, "title": title}


def _titles(rows: Sequence[Row]) -> str:
    return "\n".join(_headed(number, row) for number, row in enumerate(rows, start=1))


def _lines(form: MeasureRow, row: Row, *, title: bool = False) -> list[str]:
    names = [name for name in form.fields if name not in ({"record"} if title else {"record", "title"})]
    texts = [(form.fields[name], shown(form.fields[name], row.get(name))) for name in names]
    return [_labelled(field.label, text) for field, text in texts if text]


def _only(form: MeasureRow, row: Row, names: Iterable[str]) -> str:
    nothing = pgettext("answer", "nothing")
    return "\n".join(
        _labelled(form.fields[name].label, shown(form.fields[name], row.get(name)) or nothing) for name in names
    )


def _labelled(label, text: str) -> str:
    joined = "; ".join(line.strip().rstrip(";") for line in text.split("\n") if line.strip())
    return pgettext("question and answer", "%(label)s: %(text)s") % {"label": label, "text": joined}
