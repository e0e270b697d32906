"""The steps of an update: how far and as of when, what was done, the indicator, the evidence."""

from datetime import date
from functools import cached_property

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms import RowForm, RowsField, StepForm, day, long_text, short_text
from progress.models import ProgressUpdate
from progress.selectors import Due, Subject, due_dates, last_said, latest_update, subject_of
from progress.states import (
    COMPACT_ADOPTED_ON,
    INDICATOR_MAX,
    LINK_TITLE_MAX,
    LINKS_MAX,
    REASON_MAX,
    TEXT_MAX,
    Stage,
)
from workflow.selectors import current_moment
from workflow.states import Change


class UpdateStep(StepForm):
    """A step of an update: what it is about and what was said last stand beside the questions."""

    page = "progress/step.html"

    @cached_property
    def subject(self) -> Subject | None:
        """The pledge or measure it is about."""
        return subject_of(self.item.about_id) if self.item.about_id else None

    @cached_property
    def last(self) -> ProgressUpdate | None:
        """The latest public update on it, if that is not this very record."""
        found = latest_update(self.item.about_id) if self.item.about_id else None
        return None if found is not None and found.record_id == self.item.record_id else found

    @cached_property
    def said(self) -> ProgressUpdate | None:
        """What the last one confirms, if that is all it does."""
        return last_said(self.last, moment=current_moment()) if self.last and self.last.is_unchanged else None


class StageStep(UpdateStep):
    """How far, as of when, in which language; or that nothing has changed."""

    key = "stage"
    title = gettext_lazy("How far, and as of when")
    hint = gettext_lazy("An update is a statement about one day: the stage the work had reached then.")
    page = "progress/stage_step.html"
    needed_at_once = frozenset({"speaks_for_on", "language"})

    stage = forms.ChoiceField(
        label=gettext_lazy("How far has the work come?"),
        choices=Stage,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how far the work has come.")},
    )
    discontinued_because = long_text(gettext_lazy("If it is discontinued: why?"), REASON_MAX, rows=3, required=False)
    is_unchanged = forms.BooleanField(
        label=gettext_lazy("Nothing has changed since the last update"),
        required=False,
        help_text=gettext_lazy("Then the stage stays as it was, and nothing more needs to be said."),
    )
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

    @cached_property
    def due(self) -> Due | None:
        """The report an update now answers; none for the next version of an update that is public."""
        if self.subject is None or not self.subject.is_public or self.item.change != Change.NEW:
            return None
        return next(iter(due_dates([self.subject], current_moment())), None)

    def clean_speaks_for_on(self) -> date | None:
        """A day that has been, since the Compact, and not before the work itself."""
        given = self.cleaned_data["speaks_for_on"]
        if given > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet: an update speaks for a day that has been."))
        if given < COMPACT_ADOPTED_ON:
            raise forms.ValidationError(_("The Compact was adopted in December 2018: give a later day."))
        if self.subject is not None and given < self.subject.began_on:
            began_on = date_format(self.subject.began_on, "DATE_FORMAT")
            words = _("What you report on began on %(day)s: give that day or a later one.")
            raise forms.ValidationError(words % {"day": began_on})
        return given

    def clean(self):
        given = super().clean()
        is_discontinued = given.get("stage") == Stage.DISCONTINUED
        if is_discontinued and not given.get("discontinued_because") and "discontinued_because" in given:
            self.add_error("discontinued_because", _("Say why the work is discontinued."))
        if given.get("stage") and not is_discontinued and given.get("discontinued_because"):
            self.add_error("discontinued_because", _("Only for discontinued work: clear it or choose “Discontinued”."))
        if given.get("is_unchanged") and given.get("speaks_for_on"):
            said = ProgressUpdate(
                record_id=self.item.record_id,
                about_id=self.item.about_id,
                is_unchanged=True,
                stage=given.get("stage", ""),
                speaks_for_on=given["speaks_for_on"],
            )
            for name, sentence in said.unconfirmed().items():
                self.add_error(name, sentence)
        return given


class WorkStep(UpdateStep):
    """What was done, what stood in the way, what comes next."""

    key = "done"
    title = gettext_lazy("What was done, and what comes next")
    hint = gettext_lazy("Barriers and next steps begin as the last update had them: bring them up to date.")

    narrative = long_text(
        gettext_lazy("What was done"),
        TEXT_MAX,
        rows=10,
        help_text=gettext_lazy("Results first: what changed, for whom, and how one can see it."),
        error_messages={"required": gettext_lazy("Say what was done, in a few sentences.")},
    )
    barriers = long_text(gettext_lazy("What stood in the way"), TEXT_MAX, rows=4, required=False)
    next_steps = long_text(gettext_lazy("What comes next"), TEXT_MAX, rows=4, required=False)


class IndicatorStep(UpdateStep):
    """The indicator's value on that day, beside its baseline and target."""

    key = "indicator"
    title = gettext_lazy("What is measured")
    hint = gettext_lazy("The value on the day the update speaks for, in the unit of the baseline and the target.")
    page = "progress/indicator_step.html"

    indicator_value = short_text(
        gettext_lazy("Value of the indicator"),
        INDICATOR_MAX,
        required=False,
        help_text=gettext_lazy("A figure with its unit, and where it comes from."),
    )


class WebAddress(forms.URLField):
    """An address a browser opens; other schemes are refused."""

    default_validators = [URLValidator(["http", "https"])]


class LinkRow(RowForm):
    """One public address that supports the update."""

    title = short_text(
        gettext_lazy("Title"),
        LINK_TITLE_MAX,
        error_messages={"required": gettext_lazy("Say what the link leads to.")},
    )
    address = WebAddress(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
        error_messages={
            "required": gettext_lazy("Give the address of the page or document."),
            "invalid": gettext_lazy("Give the whole web address, for example https://example.org/report."),
        },
    )


class EvidenceStep(UpdateStep):
    """Where others can see it for themselves."""

    key = "evidence"
    title = gettext_lazy("Evidence")
    hint = gettext_lazy("Public pages and documents that support it. Files are attached on the task list.")

    links = RowsField(
        LinkRow,
        maximum=LINKS_MAX,
        label=gettext_lazy("Links"),
        required=False,
        help_text=gettext_lazy("Reports, laws, statistics: what readers can open without an account."),
    )
