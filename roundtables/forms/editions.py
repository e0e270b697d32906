"""A Forum's days and facts, the split of its objectives, the theme of a round table."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms import day, short_text
from objectives.models import Objective
from roundtables.forms.fields import EditForm, reason_field
from roundtables.models import Edition
from roundtables.states import OBJECTIVES, ROUND_TABLES, THEME_MAX
from roundtables.validators import problems_with_dates, problems_with_split


class EditionForm(EditForm):
    """When and where a Forum is, who chairs it, what came of it."""

    starts_on = day(gettext_lazy("First day"), required=False)
    ends_on = day(gettext_lazy("Last day"), required=False)
    hearing_on = day(
        gettext_lazy("Multi-stakeholder hearing"),
        required=False,
        help_text=gettext_lazy("The day before the Forum, as A/RES/73/326 lays it out, or another day before it."),
    )
    is_verified = forms.BooleanField(
        label=gettext_lazy("A source confirms the days"),
        required=False,
        help_text=gettext_lazy("Without it, pages show the days as not verified."),
    )
    place = short_text(gettext_lazy("Place"), 120, required=False)
    chair = short_text(
        gettext_lazy("Chair"), 200, required=False, help_text=gettext_lazy("Name and office, as officially announced.")
    )
    outcome = short_text(gettext_lazy("Outcome"), 300, required=False)
    reason = reason_field()

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean(self):
        self.refuse(self._unspoken(problems_with_dates(self.edition, self.cleaned_data, today=timezone.localdate())))
        return self.cleaned_data

    def _unspoken(self, problems: dict[str, str]) -> dict[str, str]:
        """What nothing was said about yet: a day that cannot be read is not also missing."""
        unread = self.errors.keys() & {"starts_on", "ends_on", "hearing_on"}
        return {} if unread else problems


class SplitForm(EditForm):
    """At which of the four round tables each of the 23 objectives stands."""

    split_is_carried_over = forms.BooleanField(
        label=gettext_lazy("Carried over from an earlier Forum"),
        required=False,
        help_text=gettext_lazy("Clear this once the split is known for this Forum itself. Until then pages say so."),
    )
    reason = reason_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(number, _("Round table %(number)s") % {"number": number}) for number in ROUND_TABLES]
        for objective in Objective.objects.order_by("number"):
            self.fields[f"objective_{objective.number}"] = forms.TypedChoiceField(
                label=str(objective),
                coerce=int,
                choices=choices,
                error_messages={
                    "required": _("Choose a round table for this objective."),
                    "invalid_choice": _("Choose a round table for this objective."),
                },
            )

    def objectives(self) -> list[forms.BoundField]:
        """The 23 questions, in the order of the Compact."""
        return [self[f"objective_{number}"] for number in OBJECTIVES]

    def split(self) -> dict[int, int]:
        """Objective to round table, as answered."""
        return {number: self.cleaned_data.get(f"objective_{number}") for number in OBJECTIVES}

    def clean(self):
        if not any(name.startswith("objective_") for name in self.errors):
            self.refuse(problems_with_split(self.split()))
        return self.cleaned_data


class ThemeForm(EditForm):
    """The theme of one round table."""

    theme = short_text(
        gettext_lazy("Theme"), THEME_MAX, required=False, help_text=gettext_lazy("In English, as officially named.")
    )
    reason = reason_field()
