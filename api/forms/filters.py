"""Filters of lists that have no page of their own; every other list takes the filters of its page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from api.validators import ABOUT, REFERENCE
from dashboard.forms import ANY
from dashboard.selectors.filtering import Choices
from plans.states import Horizon
from progress.states import Assurance, Stage


class OfStates(forms.Form):
    """A State, and the objectives: whatever else a list can be asked for."""

    state = forms.ChoiceField(label=pgettext_lazy("party", "State"), required=False)

    def __init__(self, data, *, choices: Choices):
        super().__init__(data)
        self.fields["state"].choices = [ANY, *((each.pk, each.name) for each in choices.states)]


class ProgressFilters(OfStates):
    """What the list of updates can be asked for."""

    about = forms.RegexField(
        ABOUT, label=_("Reference of the pledge or measure"), required=False, max_length=30, strip=False
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[ANY, *Stage.choices])
    assurance = forms.ChoiceField(
        label=_("How well it is supported"), required=False, choices=[ANY, *Assurance.choices]
    )


class MeasureFilters(OfStates):
    """What the list of measures can be asked for."""

    objective = forms.TypedMultipleChoiceField(
        label=_("Objectives"), required=False, coerce=int, choices=[(number, number) for number in range(1, 24)]
    )
    plan = forms.RegexField(REFERENCE, label=_("Reference of the plan"), required=False, max_length=30, strip=False)
    horizon = forms.ChoiceField(label=_("Horizon"), required=False, choices=[ANY, *Horizon.choices])


class RoundTableFilters(forms.Form):
    """A Forum."""

    forum = forms.TypedChoiceField(label=_("Forum"), required=False, coerce=int)

    def __init__(self, data, *, choices: Choices):
        super().__init__(data)
        self.fields["forum"].choices = [ANY, *((each.pk, str(each)) for each in choices.editions)]
