"""The questions of all drafts: fields for words and dates, and how a value reads."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.formats import date_format, number_format
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
        error_messages={"max_length": TOO_LONG} | kwargs.pop("error_messages", {}),
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
        validators=[within_reason],
        **kwargs,
    )


def several(label, *, choices=(), coerce=None, **kwargs) -> forms.MultipleChoiceField:
    """Any number of choices, as boxes to tick."""
    shape = {"label": label, "choices": choices, "widget": forms.CheckboxSelectMultiple, **kwargs}
    return forms.TypedMultipleChoiceField(coerce=coerce, **shape) if coerce else forms.MultipleChoiceField(**shape)


def within_reason(given: date) -> None:
    """Refuse a day whose year is a slip of the keyboard."""
    if not EARLIEST <= given <= LATEST:
        raise forms.ValidationError(_("Give a year between 1990 and 2100."))


def is_blank(value: object) -> bool:
    """True where a question was not answered; a "no" to a box is no answer either, a zero is one."""
    return value in (None, "", False) or (isinstance(value, (list, tuple)) and not value)


def shown(field: forms.Field, value: object) -> str:
    """A value as a person reads it: choices by their words, days and numbers as the language writes them."""
    if in_words := getattr(field, "in_words", None):
        return in_words(value)
    if isinstance(field, forms.BooleanField):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if choices := getattr(field, "choices", None):
        words = dict(flat(choices))
        keys: Iterable = value if isinstance(value, (list, tuple)) else [value]
        return "\n".join(words.get(str(key), str(key)) for key in keys if key not in (None, ""))
    if isinstance(value, Decimal):
        return number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, (list, tuple)):
        return "\n".join(map(str, value))
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str("" if value is None else value)


def flat(choices):
    """Key and word of each choice as text, groups dissolved."""
    for key, word in choices:
        if isinstance(word, (list, tuple)):
            yield from flat(word)
        else:
            yield str(key), str(word)
