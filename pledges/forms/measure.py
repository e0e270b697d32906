"""How one will see that it is done, with what means, and what it is part of."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms import BLANK, StepForm, short_text
from objectives.models import Objective
from plans.selectors import measures_of_owner
from pledges.forms.fields import Amount, SdgTargets
from pledges.states import CURRENCIES, SDG_TARGETS

SECURED = (("", gettext_lazy("Not stated")), ("True", gettext_lazy("Secured")), ("False", gettext_lazy("Not secured")))


class MeasureStep(StepForm):
    """Indicator, budget, SDG targets and the measure of the national plan."""

    key = "measure"
    title = gettext_lazy("How it is measured and paid for")
    hint = gettext_lazy("An indicator with baseline and target, the budget, and what larger aims it serves.")
    page = "pledges/step.html"

    indicator = short_text(
        gettext_lazy("Indicator"),
        300,
        required=False,
        help_text=gettext_lazy("What is counted. Best one that is counted anyway, such as an SDG indicator."),
    )
    baseline = short_text(
        gettext_lazy("Baseline"), 300, required=False, help_text=gettext_lazy("Where it stands now, and as of when.")
    )
    target = short_text(
        gettext_lazy("Target"), 300, required=False, help_text=gettext_lazy("Where it will stand, and by when.")
    )
    budget_amount = Amount(label=gettext_lazy("Budget"), required=False)
    budget_currency = forms.ChoiceField(
        label=gettext_lazy("Currency"),
        choices=[*BLANK, *((code, code) for code in CURRENCIES)],
        required=False,
        help_text=gettext_lazy("By its international code, such as EUR."),
    )
    budget_is_secured = forms.TypedChoiceField(
        label=gettext_lazy("Is the budget secured?"),
        choices=SECURED,
        coerce=lambda value: str(value) == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    sdg_targets = SdgTargets(label=gettext_lazy("Targets of the 2030 Agenda it serves"), required=False)
    plan_measure = forms.TypedChoiceField(
        label=gettext_lazy("Measure of the national plan it belongs to"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sdg_targets"].widget.suggested = self._suggested()
        measures = measures_of_owner(self.item.state)
        self.fields["plan_measure"].choices = [*BLANK, *measures]
        self.fields["plan_measure"].help_text = (
            _("Measures of your published plan and of the one you are drafting.")
            if measures
            else _("There is no plan with measures yet. The pledge can be linked to one later, by an amendment.")
        )

    def _suggested(self) -> list[str]:
        """The targets that go with the objectives chosen so far."""
        if self.item.pk is None:
            return []
        objectives = Objective.objects.filter(pledge_placements__pledge=self.item)
        codes = {code for objective in objectives for code in objective.sdg_targets}
        return [code for code in SDG_TARGETS if code in codes]

    def clean(self):
        given = super().clean()
        if (given.get("baseline") or given.get("target")) and not given.get("indicator") and "indicator" in given:
            self.add_error("indicator", _("Say what is counted: a baseline or a target belongs to an indicator."))
        amount, currency = given.get("budget_amount"), given.get("budget_currency")
        if "budget_amount" not in given or "budget_currency" not in given:
            return given
        if amount is not None and not currency:
            self.add_error("budget_currency", _("Choose the currency of the amount."))
        if currency and amount is None:
            self.add_error("budget_amount", _("Give the amount, or clear the currency."))
        if amount is None and given.get("budget_is_secured") is not None and not currency:
            self.add_error("budget_amount", _("Give the amount, or choose “Not stated” for whether it is secured."))
        return given
