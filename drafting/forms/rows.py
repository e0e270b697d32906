"""A question whose answer is a list: partners, milestones, links. One field, one row of inputs for each entry.

The answer is a list of plain dicts. What is wrong with a row is said beside its own input and in the summary, and
every row typed comes back. Without JavaScript there are always some empty rows below; "more" saves and shows more.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from drafting.forms.fields import is_blank, shown

EMPTY_ROWS = 3


class RowForm(forms.Form):
    """One row. An empty row is no entry; `keys` names what makes a row one (its first field unless said)."""

    use_required_attribute = False
    mark_optional = False

    @property
    def is_empty(self) -> bool:
        """True where nothing at all was typed."""
        return all(is_blank(self[name].value()) for name in self.fields)


class RowsWidget(forms.Widget):
    """Draws the rows and reads them back: `partners-0-name`, `partners-1-name`, … in the order typed."""

    template_name = "drafting/rows.html"

    def __init__(self, row_form: type[RowForm], *, maximum: int, attrs=None):
        super().__init__(attrs)
        self.row_form, self.maximum = row_form, maximum
        self.row_kwargs: dict[str, Any] = {}

    def id_for_label(self, id_):
        """A group has no single input to point at."""
        return ""

    def use_required_attribute(self, initial):
        return False

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-total" not in data

    def value_from_datadict(self, data: Mapping, files, name) -> list[dict] | None:
        """The rows typed, empty ones left out, as raw text."""
        if f"{name}-total" not in data:
            return None
        found = []
        for number in range(self._total(data, name)):
            form = self.row_form(data, prefix=f"{name}-{number}", **self.row_kwargs)
            if not form.is_empty:
                found.append({field: form[field].value() for field in form.fields})
        return found

    def format_value(self, value):
        return value or []

    def get_context(self, name, value, attrs):
        """Forms of the rows there are and of some empty ones; a row that was typed is bound, so it says its errors."""
        typed = isinstance(value, Typed)
        rows = [self._row(name, number, entry, typed=typed) for number, entry in enumerate(value or [])]
        spare = min(EMPTY_ROWS, self.maximum - len(rows))
        rows += [
            self.row_form(prefix=f"{name}-{len(rows) + number}", **self.row_kwargs) for number in range(max(spare, 0))
        ]
        return {"name": name, "rows": rows, "total": len(rows), "attrs": attrs or {}, "widget": self}

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def _row(self, name, number, entry, *, typed):
        prefix = f"{name}-{number}"
        if not typed:
            return self.row_form(initial=entry, prefix=prefix, **self.row_kwargs)
        return bound_row(self.row_form, entry, prefix=prefix, **self.row_kwargs)

    def _total(self, data, name):
        given = str(data.get(f"{name}-total", ""))
        return min(int(given), self.maximum + EMPTY_ROWS) if given.isascii() and given.isdigit() else 0


class Typed(list):
    """Rows as they were typed, so that the widget binds them and shows what is wrong."""


class RowsField(forms.Field):
    """Any number of rows up to `maximum`; the clean value is a list of dicts of clean values."""

    has_a_line_each = True  # in words: so that two lists are compared entry by entry

    def __init__(self, row_form: type[RowForm], *, maximum: int = 60, **kwargs):
        self.row_form, self.maximum = row_form, maximum
        super().__init__(widget=RowsWidget(row_form, maximum=maximum), **kwargs)

    @property
    def row_kwargs(self) -> dict[str, Any]:
        """What each row's form is made with, e.g. the States to choose from. Assign to it in the step's `__init__`."""
        return self.widget.row_kwargs

    @row_kwargs.setter
    def row_kwargs(self, given: dict[str, Any]) -> None:
        self.widget.row_kwargs = given

    def bound_data(self, data, initial):
        return Typed(data or [])

    def to_python(self, value) -> list[dict]:
        """Clean rows; a "required" rule of the whole question holds, those of its rows too."""
        return list(value or [])

    def clean(self, value) -> list[dict]:
        """The rows, clean; raises with one sentence for each thing wrong, naming the row and its input."""
        rows = self.to_python(value)
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(rows) > self.maximum:
            raise ValidationError(_("Enter at most %(maximum)d rows.") % {"maximum": self.maximum})
        forms_ = [bound_row(self.row_form, row, prefix="row", **self.row_kwargs) for row in rows]
        wrong = [sentence for number, form in enumerate(forms_, start=1) for sentence in self._sentences(number, form)]
        if wrong:
            raise ValidationError(wrong)
        return [form.cleaned_data for form in forms_]

    def has_changed(self, initial, data) -> bool:
        """True where the rows differ once both are words; what was typed is read as the value it means."""
        try:
            typed = self.clean(data)
        except ValidationError:
            typed = data
        return self.in_words(initial) != self.in_words(typed)

    def in_words(self, value: object) -> str:
        """One line for each row, its answers with a dot between them."""
        form = self.row_form(**self.row_kwargs)
        rows = value if isinstance(value, (list, tuple)) else []
        lines = [[shown(field, row.get(name)) for name, field in form.fields.items()] for row in rows]
        return "\n".join(" · ".join(" ".join(part.split("\n")) for part in line if part) for line in lines)

    def _sentences(self, number: int, form: RowForm) -> list[str]:
        if form.is_valid():
            return []
        words = _("Row %(row)d, %(question)s: %(problem)s")
        return [
            words
            % {
                "row": number,
                "question": form.fields[name].label if name in form.fields else self.label,
                "problem": " ".join(map(str, problems)),
            }
            for name, problems in form.errors.items()
        ]


def bound_row(row_form: type[RowForm], entry: Mapping, *, prefix: str, **kwargs) -> RowForm:
    """The row's form, filled with these raw or plain values."""
    data: dict[str, Any] = {}
    for name, value in entry.items():
        data[f"{prefix}-{name}"] = value
    return row_form(_Answers(data), prefix=prefix, error_class=ErrorList, **kwargs)


class _Answers(dict):
    """A plain dict that answers lists the way a query string does."""

    def getlist(self, key, default=None):
        value = self.get(key)
        if value is None:
            return default or []
        return list(value) if isinstance(value, (list, tuple)) else [value]
