"""A step of the calendar."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.states import ReviewRegion
from drafting.forms import day, short_text
from roundtables.forms.fields import EditForm, reason_field
from roundtables.models import CalendarEntry, Edition
from roundtables.states import EntryKind, Precision
from roundtables.validators import problems_with_entry


class EntryForm(EditForm):
    """One step: what, when and how exactly that is known. `entry` is the one that is changed, None for a new one."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EntryKind.choices)
    title = short_text(
        gettext_lazy("Title"),
        200,
        help_text=gettext_lazy("In English, with the symbol of the document where there is one."),
        error_messages={"required": gettext_lazy("Say what this step is.")},
    )
    precision = forms.ChoiceField(
        label=gettext_lazy("How exactly the date is known"), choices=Precision.choices, initial=Precision.DAY
    )
    starts_on = day(
        gettext_lazy("First day"),
        help_text=gettext_lazy("Where only the month or the year is known, any day in it."),
        error_messages={"required": gettext_lazy("Say when it is.")},
    )
    ends_on = day(
        gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Where it lasts longer than one day.")
    )
    place = short_text(gettext_lazy("Place"), 120, required=False)
    region = forms.ChoiceField(
        label=gettext_lazy("Region of the regional reviews"),
        required=False,
        choices=[("", pgettext_lazy("region", "All regions")), *ReviewRegion.choices],
    )
    is_verified = forms.BooleanField(label=gettext_lazy("A source confirms it"), required=False)
    source = short_text(gettext_lazy("Source"), 300, required=False)
    reason = reason_field()

    def __init__(self, *args, entry: CalendarEntry | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry = entry

    def clean(self):
        given = self.cleaned_data
        if starts_on := given.get("starts_on"):
            given["starts_on"] = _first_of(starts_on, given.get("precision"))
        if {"starts_on", "ends_on", "kind", "precision"} & self.errors.keys():
            return given
        forum = Edition.objects.filter(year=given["starts_on"].year).first()
        self.refuse(problems_with_entry(self.entry, given, forum=forum))
        return given


def _first_of(day, precision):
    """The first day of the month or year that is meant."""
    if precision == Precision.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if precision == Precision.YEAR else day
