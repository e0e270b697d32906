"""Rows of the plan's forms: consultations, and milestones as rows and as lines of text."""

import re
from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from drafting.forms import BLANK, NOT_A_DATE, RowForm, day, short_text
from plans.states import LINE_MAX, MILESTONES_MAX, Stakeholder

PARTICIPANTS_MAX = 100_000_000
STILL_TO_COME = gettext_lazy("That day is still to come: fill it in once the milestone is reached.")
LINE = re.compile(r"(?P<due>\S+)\s+(?P<title>.*?)(?:\s*\((?P<reached>\d{4}-\d{2}-\d{2})\))?")


class ConsultationRow(RowForm):
    """Who was consulted, how, when, and how many."""

    stakeholder = forms.ChoiceField(
        label=gettext_lazy("Who was consulted"),
        choices=[*BLANK, *Stakeholder.choices],
        error_messages={"required": gettext_lazy("Choose who was consulted.")},
    )
    who = short_text(pgettext_lazy("consultation", "Names"), LINE_MAX, required=False)
    how = short_text(pgettext_lazy("consultation", "How"), LINE_MAX, required=False)
    held_on = day(pgettext_lazy("consultation", "When"), required=False)
    participants = forms.IntegerField(
        label=pgettext_lazy("consultation", "How many took part"),
        required=False,
        min_value=1,
        max_value=PARTICIPANTS_MAX,
        error_messages={
            "invalid": gettext_lazy("Write a whole number."),
            "min_value": gettext_lazy("Write 1 or more."),
        },
    )


class MilestoneRow(RowForm):
    """A dated step of a measure."""

    title = short_text(
        pgettext_lazy("milestone", "Milestone"),
        LINE_MAX,
        error_messages={"required": gettext_lazy("Say what the milestone is.")},
    )
    due_on = day(
        pgettext_lazy("milestone", "Due"),
        error_messages={"required": gettext_lazy("Say when the milestone is due.")},
    )
    reached_on = day(pgettext_lazy("milestone", "Reached"), required=False)

    def clean_reached_on(self) -> date | None:
        """What is reached was reached by today."""
        return reached_by_now(self.cleaned_data["reached_on"])


class MilestoneLines(forms.CharField):
    """Milestones one a line, as a document or a workbook carries them: day, title, and in brackets when reached."""

    widget = forms.Textarea

    def prepare_value(self, value):
        """The lines."""
        return self.in_words(value) if isinstance(value, (list, tuple)) else value

    def in_words(self, value: object) -> str:
        """One line for each milestone."""
        rows: Sequence[dict] = value if isinstance(value, (list, tuple)) else []
        return "\n".join(_line(row) for row in rows)

    def clean(self, value) -> list[dict]:
        """The milestones; raises a sentence for each line that is none."""
        if isinstance(value, (list, tuple)):
            return list(value)
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > MILESTONES_MAX:
            raise forms.ValidationError(_("Enter at most %(maximum)d rows.") % {"maximum": MILESTONES_MAX})
        return [_milestone(line) for line in lines]


def reached_by_now(given: date | None) -> date | None:
    """The day, unless it is still to come."""
    if given and given > timezone.localdate():
        raise forms.ValidationError(STILL_TO_COME)
    return given


def _line(row: dict) -> str:
    reached = f" ({row['reached_on']})" if row.get("reached_on") else ""
    return f"{row['due_on']} {row['title']}{reached}"


def _milestone(line: str) -> dict:
    found = LINE.fullmatch(line)
    form = MilestoneRow(
        {
            "due_on": found["due"] if found else "",
            "title": found["title"] if found else line,
            "reached_on": (found["reached"] if found else "") or "",
        }
    )
    if form.is_valid():
        return form.cleaned_data
    if not found or "due_on" in form.errors:
        raise forms.ValidationError(_("“%(line)s”: %(problem)s") % {"line": line, "problem": NOT_A_DATE})
    problem = " ".join(str(each) for problems in form.errors.values() for each in problems)
    raise forms.ValidationError(_("“%(line)s”: %(problem)s") % {"line": line, "problem": problem})
