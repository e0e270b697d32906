"""Where and by whom it is carried out, and from when to when."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms import BLANK, StepForm, day, several, short_text
from pledges.forms.fields import Countries, states_by_region
from pledges.selectors.hints import ABROAD
from pledges.states import Level, Novelty
from roundtables.models import Edition


class WhereStep(StepForm):
    """Where it is carried out and who answers for it."""

    key = "where"
    title = gettext_lazy("Where, and who leads")
    hint = gettext_lazy("The level, the countries or the region, and the institution that answers for it.")
    page = "pledges/step.html"

    levels = several(
        gettext_lazy("Level"),
        choices=Level.choices,
        required=False,
        help_text=gettext_lazy("Where it is carried out. Choose all that apply."),
    )
    countries = several(
        gettext_lazy("Countries"),
        required=False,
        help_text=gettext_lazy("Where the work takes place. A State’s own country goes without saying."),
    )
    region = short_text(
        gettext_lazy("Region"),
        120,
        required=False,
        help_text=gettext_lazy("For work at regional or international level, where it is easier said by a name."),
    )
    lead_institution = short_text(
        gettext_lazy("Lead institution"),
        200,
        required=False,
        help_text=gettext_lazy("The ministry, agency or office that answers for it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["countries"].widget = Countries()
        self.fields["countries"].choices = states_by_region()

    def clean_countries(self) -> list[str]:
        """Always in the same order, so that the same countries read the same."""
        return sorted(self.cleaned_data["countries"])

    def clean(self):
        given = super().clean()
        if given.get("region") and "levels" in given and not ABROAD.intersection(given["levels"]):
            self.add_error(
                "region", _("A region goes with the regional or international level: choose one, or clear the region.")
            )
        return given


class TimeStep(StepForm):
    """From when to when, and whether it is new."""

    key = "time"
    title = gettext_lazy("Time")
    hint = gettext_lazy("Start and end, whether it is new, and the Forum it is announced for.")

    starts_on = day(gettext_lazy("Start"), help_text=gettext_lazy("When the work starts or started."))
    ends_on = day(
        gettext_lazy("End"), required=False, help_text=gettext_lazy("Leave empty if the pledge is open-ended.")
    )
    is_open_ended = forms.BooleanField(label=gettext_lazy("It is open-ended"), required=False)
    novelty = forms.ChoiceField(
        label=gettext_lazy("Is the work new?"),
        choices=[("", gettext_lazy("Not stated")), *Novelty.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Pledges that go on with earlier work are welcome; saying so makes them credible."),
    )
    continuing_since = day(
        gettext_lazy("Continuing since"),
        required=False,
        help_text=gettext_lazy("Only for work that continues: when it began. The first of January will do."),
    )
    forum = forms.TypedChoiceField(
        label=gettext_lazy("Forum it is announced for"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("The International Migration Review Forum, by its year."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].choices = [*BLANK, *((each.year, str(each)) for each in Edition.objects.all())]

    def clean(self):
        given = super().clean()
        starts, ends, since = given.get("starts_on"), given.get("ends_on"), given.get("continuing_since")
        if ends and given.get("is_open_ended"):
            self.add_error("ends_on", _("Clear the end, or take back that it is open-ended."))
        elif starts and ends and ends < starts:
            self.add_error("ends_on", _("The end is before the start."))
        if since and "novelty" in given and given["novelty"] != Novelty.CONTINUING:
            self.add_error("continuing_since", _("Only work that continues has a day it began: choose “Continuing”."))
        elif since and since > timezone.localdate():
            self.add_error("continuing_since", _("This day has not come yet: say when the work began."))
        return given
