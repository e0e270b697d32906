"""The form of a progress update: how far, as of when, and in a few sentences what was done."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pledges.forms import DraftForm, day, long_text
from progress.models import ProgressUpdate
from progress.states import Stage

TEXT_MAX = 3000
ADOPTED_IN = 2018
FIELDS = ("stage", "speaks_for_on", "discontinued_because", "language", "narrative", "barriers", "next_steps")


class UpdateForm(DraftForm):
    """One update. Stage and date are needed even in a draft: an update is a statement about a day."""

    needed_at_once = frozenset({"stage", "speaks_for_on", "language"})

    stage = forms.ChoiceField(
        label=gettext_lazy("How far has the work come?"),
        choices=Stage,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how far the work has come.")},
    )
    discontinued_because = long_text(gettext_lazy("If it is discontinued: why?"), 1000, rows=3, required=False)
    speaks_for_on = day(
        gettext_lazy("On which day was it so?"),
        help_text=gettext_lazy("The day this update speaks for, not the day you write it."),
        error_messages={"required": gettext_lazy("Give the day this update speaks for.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The text is published in this language, as you wrote it."),
    )
    narrative = long_text(
        gettext_lazy("What was done"),
        TEXT_MAX,
        rows=10,
        help_text=gettext_lazy("Results first: what changed, for whom, and how one can see it."),
    )
    barriers = long_text(gettext_lazy("What stood in the way"), TEXT_MAX, rows=4, required=False)
    next_steps = long_text(gettext_lazy("What comes next"), TEXT_MAX, rows=4, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def clean_speaks_for_on(self) -> date:
        """A day that has been, since the Compact."""
        given = self.cleaned_data["speaks_for_on"]
        if given > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet: an update speaks for a day that has been."))
        if given.year < ADOPTED_IN:
            raise forms.ValidationError(_("The Compact was adopted in December 2018: give a later day."))
        return given

    def clean(self):
        given = super().clean()
        is_discontinued = given.get("stage") == Stage.DISCONTINUED
        if is_discontinued and not given.get("discontinued_because") and "discontinued_because" in given:
            self.add_error("discontinued_because", _("Say why the work is discontinued."))
        if given.get("stage") and not is_discontinued and given.get("discontinued_because"):
            self.add_error("discontinued_because", _("Only for discontinued work: clear it or choose “Discontinued”."))
        return given

    @property
    def values(self) -> dict:
        """The update's own fields, by name."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def saved_values(update: ProgressUpdate) -> dict:
    """What the form shows of a saved update."""
    return {name: getattr(update, name) for name in FIELDS}
