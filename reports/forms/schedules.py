"""What a schedule does, and when."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from drafting.forms import day as one_day
from drafting.forms import several
from reports.forms.fields import languages
from reports.models import ReportSchedule, ScheduleEvent
from reports.states import (
    KEPT,
    LEAP_YEAR,
    SAYS_WHEN,
    SAYS_WHICH,
    TIME_ZONES,
    WHEN,
    WHEN_COLUMNS,
    Deed,
    ReportKind,
    Timing,
)
from roundtables.models import Edition

NONE = ("", pgettext_lazy("no choice", "None"))
DAYS_OF_THE_WEEK = [(number + 1, name) for number, name in WEEKDAYS.items()]
WEEKS_MAX, EVERY_MONTH_HAS = 260, 28


class ScheduleForm(forms.Form):
    """Which reports it asks for, in which languages, and when. `deed` is what it does: only some ask for reports."""

    use_required_attribute = False
    kinds = several(_("Kinds of report"), choices=ReportKind.choices, required=False)
    languages = several(_("Languages"), required=False)
    releases = forms.BooleanField(
        label=_("Public as soon as they are ready"),
        required=False,
        help_text=_("Otherwise they wait until an administrator has looked at them and releases them."),
    )
    timing = forms.ChoiceField(
        label=_("When"),
        choices=Timing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it runs.")},
    )
    weeks = forms.IntegerField(
        label=_("How many weeks"),
        required=False,
        min_value=0,
        max_value=WEEKS_MAX,
        help_text=_("Before the Forum begins, or after it ends. It moves with the Forum’s dates."),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[NONE, *DAYS_OF_THE_WEEK],
        help_text=_("For every week."),
    )
    day = forms.IntegerField(
        label=_("Day of the month"), required=False, min_value=1, max_value=31, help_text=_("For every month or year.")
    )
    month = forms.TypedChoiceField(
        label=_("Month"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[NONE, *MONTHS.items()],
        help_text=_("For every year."),
    )
    on_day = one_day(_("Date"), required=False, help_text=_("For one day."))
    at_time = forms.TimeField(
        label=_("Time of day"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": _("Say at what time."), "invalid": _("Write a time of day such as 09:30.")},
    )
    time_zone = forms.ChoiceField(label=_("Clock of"), choices=TIME_ZONES)

    def __init__(self, data=None, *, schedule: ReportSchedule | None = None, **kwargs):
        if schedule is not None:
            kwargs["initial"] = {name: getattr(schedule, name) for name in KEPT}
        super().__init__(data, **kwargs)
        self.deed = Deed(schedule.deed) if schedule is not None else None
        self.fields["languages"].choices = languages()
        if self.deed and self.deed != Deed.REPORTS:
            for name in SAYS_WHICH:
                del self.fields[name]

    def which(self):
        """The questions which reports, in order; none for a schedule that writes to people."""
        return [self[name] for name in SAYS_WHICH if name in self.fields]

    def when(self):
        """The questions when, in order."""
        return [self[name] for name in SAYS_WHEN]

    def clean(self):
        given = self.cleaned_data
        self._check_when(given)
        deed = self._deed()
        if deed == Deed.REPORTS:
            self._check_reports(given)
        elif deed and given.get("timing") == Timing.AFTER:
            self.add_error("timing", _("Nobody is written to about a Forum that is over. Choose a time before it."))
        return given

    def said(self) -> dict[str, Any]:
        """The columns of a schedule; what its timing or its deed has no use for is empty."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("timing", "at_time", "time_zone")}
        said |= {name: given[name] if name in WHEN[given["timing"]] else None for name in WHEN_COLUMNS}
        if self._deed() == Deed.REPORTS:
            return said | {name: given[name] for name in SAYS_WHICH}
        return said | {"kinds": [], "languages": [], "releases": False}

    def _deed(self):
        """What it does: of one that is there, or as answered; nothing where it was not answered."""
        return self.deed or self.cleaned_data.get("deed")

    def _check_when(self, given):
        for name in WHEN.get(given.get("timing"), ()):
            if name not in self.errors and given.get(name) is None:
                self.add_error(name, MISSING[name])
        if given.get("timing") == Timing.MONTHLY and (given.get("day") or 0) > EVERY_MONTH_HAS:
            self.add_error("day", _("Choose a day from 1 to 28, which every month has."))
        if given.get("timing") == Timing.YEARLY and given.get("day") and given.get("month"):
            try:
                date(LEAP_YEAR, given["month"], given["day"])
            except ValueError:
                self.add_error("day", _("That month has no such day."))

    def _check_reports(self, given):
        if "kinds" not in self.errors and not given.get("kinds"):
            self.add_error("kinds", _("Choose at least one kind of report."))
        if "languages" not in self.errors and not given.get("languages"):
            self.add_error("languages", _("Choose at least one language."))
        kinds = given.get("kinds") or []
        if ReportKind.ANNUAL in kinds and len(kinds) > 1:
            self.add_error("kinds", _("The annual status report has a schedule of its own. Choose it alone."))


class NewSchedule(ScheduleForm):
    """The same for one that is not there yet: for which Forum, and what it does."""

    edition = forms.ModelChoiceField(
        label=_("Forum"),
        queryset=Edition.objects.all(),
        empty_label=None,
        error_messages={"required": _("Choose a Forum.")},
    )
    deed = forms.ChoiceField(
        label=_("What is done"),
        choices=Deed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it does.")},
    )
    field_order = ("edition", "deed")

    def what(self):
        """The questions for which Forum and what it does."""
        return [self["edition"], self["deed"]]


MISSING = {
    "weeks": _("Say how many weeks."),
    "weekday": _("Choose the day of the week."),
    "day": _("Say which day of the month."),
    "month": _("Choose the month."),
    "on_day": _("Say on which day."),
}
CHOICES = {
    "frequency": Timing.choices,  # what rows of before the Forum's calendar say
    "timing": Timing.choices,
    "kinds": ReportKind.choices,
    "time_zone": TIME_ZONES,
    "month": MONTHS.items(),
    "weekday": DAYS_OF_THE_WEEK,
    "releases": [(True, _("Yes")), (False, _("No"))],
}


def schedule_changes_in_words(event: ScheduleEvent) -> list[tuple[str, str, str]]:
    """What a change of a schedule changed: the question, what it said before, what it says now."""
    return [
        (_question(name), _spoken(name, before), _spoken(name, after))
        for name, (before, after) in event.changes.items()
    ]


def _question(name: str) -> str:
    return str(ScheduleForm.base_fields["timing" if name == "frequency" else name].label)


def _spoken(name: str, said: Any) -> str:
    if said is None:
        return gettext("nothing")
    if name == "on_day":
        return date_format(date.fromisoformat(said), "DATE_FORMAT")
    words = dict(languages()) if name == "languages" else dict(CHOICES.get(name, ()))
    return "\n".join(str(words.get(each, each)) for each in (said if isinstance(said, list) else [said]))
