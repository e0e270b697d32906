"""One measure: its questions and the limits nobody may exceed even in a draft."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from drafting.forms import BLANK, DraftForm, RowForm, RowsField, day, long_text, several, short_text
from plans.forms.rows import MilestoneLines, MilestoneRow
from plans.selectors import CompactChoices, compact_choices
from plans.states import DESCRIPTION_MAX, LINE_MAX, MILESTONES_MAX, PARTNERS_MAX, TITLE_MAX, Horizon

SECURED = [*BLANK, ("True", pgettext_lazy("budget", "Secured")), ("False", pgettext_lazy("budget", "Not yet secured"))]


class NewMeasureForm(forms.Form):
    """What a measure begins with."""

    use_required_attribute = False

    title = short_text(
        gettext_lazy("Title of the measure"),
        TITLE_MAX,
        help_text=gettext_lazy("What will be done, in one line. Everything else follows on the next page."),
        error_messages={"required": gettext_lazy("Give the measure a title.")},
    )
    begun_with = forms.UUIDField(required=False, widget=forms.HiddenInput)


class CurrencyField(forms.CharField):
    """Three letters of ISO 4217, in whatever case they were typed."""

    def to_python(self, value):
        return super().to_python(value).upper()


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not said: True, False or None."""

    def __init__(self, **kwargs):
        super().__init__(coerce=lambda key: key == "True", empty_value=None, **kwargs)

    def has_changed(self, initial, data) -> bool:
        return ("" if initial is None else str(initial)) != (data or "")


class MeasureQuestions(DraftForm):
    """What is asked of a measure; `compact` saves reading the Compact once more where many measures are read."""

    title = short_text(gettext_lazy("Title"), TITLE_MAX)
    description = long_text(
        gettext_lazy("Description"),
        DESCRIPTION_MAX,
        required=False,
        rows=8,
        help_text=gettext_lazy("What will be done, for whom and where, and what changes once it is done."),
    )
    objectives = several(
        gettext_lazy("Objectives of the Compact it serves"),
        coerce=int,
        help_text=gettext_lazy("Choose at least one."),
    )
    actions = several(
        gettext_lazy("Actions of the Compact it follows"),
        required=False,
        help_text=gettext_lazy(
            "The lettered actions under the objectives you chose, in our short words. Choose objectives and save:"
            " their actions appear here."
        ),
    )
    horizon = forms.ChoiceField(label=gettext_lazy("Horizon"), choices=Horizon, widget=forms.RadioSelect)
    lead_institution = short_text(
        gettext_lazy("Lead institution"), 200, help_text=gettext_lazy("The ministry, agency or office that answers.")
    )
    partners = long_text(
        gettext_lazy("Partners"),
        PARTNERS_MAX,
        required=False,
        rows=3,
        help_text=gettext_lazy("Others who carry it out or pay for it: institutions, no persons."),
    )
    starts_on = day(gettext_lazy("Start"), required=False)
    ends_on = day(gettext_lazy("End"), required=False)
    indicator = short_text(
        gettext_lazy("Indicator"),
        LINE_MAX,
        required=False,
        help_text=gettext_lazy("What is counted or observed. Each progress update can give its value."),
    )
    baseline = short_text(gettext_lazy("Baseline"), LINE_MAX, required=False)
    target = short_text(gettext_lazy("Target"), LINE_MAX, required=False)
    budget_amount = forms.DecimalField(
        label=gettext_lazy("Budget"),
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=2,
        error_messages={
            "invalid": gettext_lazy("Write the amount as a number, for example 250000 or 250000.50."),
            "min_value": gettext_lazy("An amount cannot be negative."),
        },
    )
    budget_currency = CurrencyField(
        label=gettext_lazy("Currency"),
        required=False,
        max_length=3,
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 4}),
        help_text=gettext_lazy("Three letters, for example USD, EUR or KES."),
        validators=[RegexValidator(r"^[A-Z]{3}$", gettext_lazy("Write the currency’s three letters, such as USD."))],
    )
    budget_is_secured = YesNoField(label=gettext_lazy("Is the budget secured?"), required=False, choices=SECURED)

    def __init__(self, data=None, *, compact: CompactChoices | None = None, **kwargs):
        super().__init__(data, **kwargs)
        self.compact = compact or compact_choices()
        self.fields["objectives"].choices = self.compact.objectives
        self.fields["actions"].choices = self.compact.all_actions

    def clean(self):
        """What contradicts itself, said where it can be put right."""
        given = super().clean()
        for name, problem in [*self._about_days(given), *self._about_actions(given), *self._about_budget(given)]:
            self.add_error(name, problem)
        return given

    def _about_days(self, given: Mapping) -> Iterator[tuple[str, str]]:
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            yield (
                "ends_on",
                _("The end lies before the start, %(day)s: change one of them.") % {"day": _in_words(starts)},
            )
            return
        for number, milestone in enumerate(given.get("milestones") or [], start=1):
            if (starts and milestone["due_on"] < starts) or (ends and milestone["due_on"] > ends):
                words = _(
                    "Row %(row)d: %(day)s lies outside the measure’s own dates. Change the milestone or the dates."
                )
                yield "milestones", words % {"row": number, "day": _in_words(milestone["due_on"])}

    def _about_actions(self, given: Mapping) -> Iterator[tuple[str, str]]:
        chosen = set(given.get("objectives") or [])
        for code in given.get("actions") or []:
            if int(code[:-1]) not in chosen and "objectives" not in self.errors:
                words = _(
                    "Action %(letter)s belongs to objective %(number)s: choose that too, or leave the action out."
                )
                yield "actions", words % {"number": code[:-1], "letter": f"{code[:-1]} ({code[-1]})"}

    def _about_budget(self, given: Mapping) -> Iterator[tuple[str, str]]:
        amount, currency = given.get("budget_amount"), given.get("budget_currency")
        if amount is not None and not currency and "budget_currency" not in self.errors:
            yield "budget_currency", _("Say in which currency the budget is.")
        if currency and amount is None and "budget_amount" not in self.errors:
            yield "budget_amount", _("Give the amount, or leave the currency empty.")

    @property
    def values(self) -> dict[str, Any]:
        """The answers as the plan keeps them; only of a valid form."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "record"}


class MeasureForm(MeasureQuestions):
    """The page of one measure; it offers the actions of the objectives that are chosen.

    `key` is the step it belongs to, `record` the id of the measure's lineage.
    """

    key = "measures"
    record: int

    milestones = RowsField(
        MilestoneRow,
        label=gettext_lazy("Milestones"),
        required=False,
        maximum=MILESTONES_MAX,
        help_text=gettext_lazy(
            "Steps on the way, each with a day; once one is reached, say when. They appear on the plan’s timeline."
        ),
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        typed = {int(number) for number in self["objectives"].value() or [] if str(number).isdecimal()}
        named = {int(code[:-1]) for code in self.initial.get("actions", [])}
        self.fields["actions"].choices = self.compact.actions_of(
            typed | named | set(self.initial.get("objectives", []))
        )


class MeasureRow(MeasureQuestions, RowForm):
    """A measure as one entry among others, as documents carry it; `record` says which one it is."""

    record = forms.IntegerField(required=False, widget=forms.HiddenInput)
    milestones = MilestoneLines(label=gettext_lazy("Milestones"), required=False)


def _in_words(given: date) -> str:
    return date_format(given, "DATE_FORMAT")
