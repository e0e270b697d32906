"""What the forms of all drafts share: fields for words and dates, and forgiveness for what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

TOO_LONG = gettext_lazy("Use at most %(limit_value)d characters; there are %(show_value)d now.")
NOT_A_DATE = gettext_lazy("Write the date as year, month and day, for example 2027-03-31.")
BLANK = [("", "–")]
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def short_text(label, maximum, **kwargs) -> forms.CharField:
    """One line of the writer's own words, in whatever direction they run."""
    return forms.CharField(
        label=label,
        max_length=maximum,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"max_length": TOO_LONG},
        **kwargs,
    )


def long_text(label, maximum, *, minimum=0, rows=6, error_messages=None, **kwargs) -> forms.CharField:
    """Several lines of the writer's own words, counted while they are written."""
    limits = {"data-maxlength": maximum} | ({"data-minlength": minimum} if minimum else {})
    return forms.CharField(
        label=label,
        max_length=maximum,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": rows} | limits),
        error_messages={"max_length": TOO_LONG} | (error_messages or {}),
        **kwargs,
    )


def day(label, *, error_messages=None, **kwargs) -> forms.DateField:
    """A day, by the browser's own calendar or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
        error_messages={"invalid": NOT_A_DATE} | (error_messages or {}),
        **kwargs,
    )


@dataclass(frozen=True)
class Difference:
    """One question two people answered differently: what is saved, and what was typed."""

    label: str
    saved: str
    typed: str


class DraftForm(forms.Form):
    """A form whose questions may stay open: what a submission needs is marked as such, and forgiven in a draft."""

    use_required_attribute = False
    needed_at_once: frozenset[str] = frozenset()

    def clean(self):
        for name in [name for name in self.errors if self.has_error(name, "required")]:
            if name not in self.needed_at_once:
                del self.errors[name]
                self.cleaned_data[name] = self.fields[name].to_python(None)
        return self.cleaned_data

    def differences(self) -> list[Difference]:
        """Where what was typed is not what is saved."""
        return [
            Difference(
                str(bound.label), shown(bound.field, bound.initial), shown(bound.field, self._typed(bound.name))
            )
            for bound in (self[name] for name in self.changed_data)
        ]

    def _typed(self, name):
        """What was typed as the value it means, or as it stands where it means none."""
        return self.cleaned_data.get(name, self[name].value()) if self.is_valid() else self[name].value()


def revision_typed_on(data: Mapping[str, str]) -> int:
    """Which save the writer had before them; 0, which no draft has, where that was tampered with."""
    given = data.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def within_reason(given: date | None) -> date | None:
    """The day, unless its year is a slip of the keyboard."""
    if given and not EARLIEST <= given <= LATEST:
        raise forms.ValidationError(_("Give a year between 1990 and 2100."))
    return given


def shown(field: forms.Field, value: object) -> str:
    """A value as a person reads it: choices by their words, days as the language writes them."""
    if isinstance(field, forms.BooleanField):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if choices := getattr(field, "choices", None):
        words = {str(key): str(word) for key, word in choices}
        keys: Iterable = value if isinstance(value, (list, tuple)) else [value]
        return "\n".join(words.get(str(key), str(key)) for key in keys if key not in (None, ""))
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value or "")
