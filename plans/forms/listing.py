"""The measures of a plan as one question of it: its page lists them and says in which order they stand.

A measure is written on a page of its own; what this question's own page sends is only the order. Documents send whole
measures, as rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from drafting.forms import RowsField
from drafting.forms.rows import RowsWidget
from plans.forms.measure import MeasureRow
from plans.forms.words import in_words
from plans.models import Plan
from plans.selectors import measures_of
from plans.states import MEASURES_MAX


class Places(dict):
    """The place typed for each measure shown, by the id of its record, in the order they were shown."""


class MeasuresWidget(RowsWidget):
    """The list: each measure with a link to its page, what it lacks, and its place."""

    template_name = "plans/measures.html"
    plan: Plan

    def value_omitted_from_data(self, data, files, name) -> bool:
        return False

    def value_from_datadict(self, data: Mapping, files, name):
        """Whole rows where a document sends them, otherwise the places; without either, nothing changes."""
        if f"{name}-total" in data:
            return super().value_from_datadict(data, files, name)
        shown = data.getlist(f"{name}-shown") if hasattr(data, "getlist") else []
        records = [int(record) for record in shown if record.isascii() and record.isdigit()]
        return Places({record: data.get(f"{name}-{record}-place", "").strip() for record in records})

    def get_context(self, name, value, attrs) -> dict[str, Any]:
        typed = value if isinstance(value, Places) else {}
        measures = measures_of(self.plan)
        entries = [
            {
                "measure": measure,
                "missing": list(measure.missing().values()),
                "place": typed.get(measure.record_id, measure.number),
            }
            for measure in measures
        ]
        full = len(measures) >= MEASURES_MAX
        return {"name": name, "entries": entries, "plan": self.plan, "full": full, "attrs": attrs or {}}


class MeasuresField(RowsField):
    """The plan's measures. Assign `saved`, and the plan to the widget, in the step's `__init__`."""

    has_a_line_each = False  # a block each

    def __init__(self, **kwargs):
        super().__init__(MeasureRow, maximum=MEASURES_MAX, **kwargs)
        self.widget = MeasuresWidget(MeasureRow, maximum=MEASURES_MAX)
        self.saved: Sequence[dict] = []

    def bound_data(self, data, initial):
        return data if isinstance(data, Places) else super().bound_data(data, initial)

    def clean(self, value) -> list[dict]:
        """The saved measures in the order of the places typed, or the rows of a document."""
        if not isinstance(value, Places):
            return super().clean(value)
        wrong = [text for text in value.values() if not _is_place(text, len(value))]
        if wrong:
            raise forms.ValidationError(
                _("“%(given)s” is no place: write a whole number from 1 to %(last)d.")
                % {"given": wrong[0], "last": len(value)}
            )
        if not self.saved and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return self._in_order(value)

    def has_changed(self, initial, data) -> bool:
        """True where a measure says something else or stands elsewhere."""
        try:
            return list(initial or []) != self.clean(data)
        except forms.ValidationError:
            return True

    def in_words(self, value: object) -> str:
        """The measures in words, one after another."""
        rows = value if isinstance(value, (list, tuple)) else []
        return in_words(rows, self.row_kwargs["compact"])

    def _in_order(self, places: Places) -> list[dict]:
        """One that moved up goes before, one that moved down after whoever has the place; others keep the end."""
        shown = list(places)

        def wanted(row: dict) -> tuple[int, int]:
            stood, typed = shown.index(row["record"]) + 1, int(places[row["record"]])
            return typed, (typed > stood) - (typed < stood)

        listed = [row for row in self.saved if row["record"] in places]
        listed.sort(key=lambda row: shown.index(row["record"]))
        return sorted(listed, key=wanted) + [row for row in self.saved if row["record"] not in places]


def _is_place(text: str, last: int) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= last
