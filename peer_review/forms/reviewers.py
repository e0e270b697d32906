"""What is asked about a reviewer, by administrators and by themselves, and of a reviewer before a tool opens."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.states import ReviewRegion
from drafting.forms import day, long_text, several, short_text
from objectives.models import Objective
from peer_review.models import Reviewer
from peer_review.states import (
    CONFLICT_MAX,
    INSTITUTION_MAX,
    PER_YEAR,
    PER_YEAR_MAX,
    Experience,
    Expertise,
    Side,
)
from ui.templatetags.ui.language import language_choices


class ProfileForm(forms.Form):
    """What a reviewer knows and can take on: theirs to correct."""

    use_required_attribute = False

    institution = short_text(
        gettext_lazy("Institution"),
        INSTITUTION_MAX,
        help_text=gettext_lazy("Private. Tools of an institution are never given to its own people."),
        error_messages={"required": gettext_lazy("Name the institution, or write “independent”.")},
    )
    expertise = forms.ChoiceField(
        label=gettext_lazy("Expertise"),
        choices=Expertise.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    experience = forms.ChoiceField(
        label=gettext_lazy("Experience with migration"),
        choices=Experience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    languages = several(
        gettext_lazy("Languages read"), error_messages={"required": gettext_lazy("Choose at least one language.")}
    )
    regions = several(gettext_lazy("Regions known well"), choices=ReviewRegion.choices, required=False)
    objectives = several(gettext_lazy("Objectives known well"), coerce=int, required=False)
    per_year = forms.IntegerField(
        label=gettext_lazy("How many tools a year"),
        min_value=1,
        max_value=PER_YEAR_MAX,
        initial=PER_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Say how many a year."), "invalid": gettext_lazy("Write a number.")},
    )

    def __init__(self, data=None, *, reviewer: Reviewer | None = None, **kwargs):
        super().__init__(data, initial=self.read(reviewer) | kwargs.pop("initial", {}), **kwargs)
        self.fields["languages"].choices = language_choices(also=reviewer.languages if reviewer else ())
        self.fields["objectives"].choices = [(each.pk, str(each)) for each in Objective.objects.all()]

    @classmethod
    def read(cls, reviewer: Reviewer | None) -> dict:
        """What the entry says now."""
        if reviewer is None:
            return {}
        values = {name: getattr(reviewer, name) for name in cls.base_fields if name not in {"objectives", "email"}}
        return values | {"objectives": [each.pk for each in reviewer.objectives.all()]}


class PlaceForm(ProfileForm):
    """The whole entry, as administrators keep it."""

    side = forms.ChoiceField(
        label=gettext_lazy("Reads tools as"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("One reviewer of the United Nations and two external ones read each tool."),
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    since = day(gettext_lazy("On the roster since"), error_messages={"required": gettext_lazy("Say since when.")})
    until = day(
        gettext_lazy("Last day on the roster"),
        required=False,
        help_text=gettext_lazy("Empty: until further notice. Past reviews stay on record."),
    )
    field_order = ["email", "side"]

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return self.cleaned_data


class EnterForm(PlaceForm):
    """A new entry: for somebody with an account."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of their account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Enter the e-mail address of the person.")},
    )

    def __init__(self, data=None, **kwargs):
        initial = {"since": timezone.localdate(), "per_year": PER_YEAR} | kwargs.pop("initial", {})
        super().__init__(data, initial=initial, **kwargs)


class ConflictForm(forms.Form):
    """The declaration that comes before the tool: no conflict of interest, or which."""

    use_required_attribute = False
    mark_optional = False
    NONE, SOME = "none", "some"

    declaration = forms.ChoiceField(
        label=gettext_lazy("Do you have a conflict of interest?"),
        choices=[
            (NONE, gettext_lazy("No. I have none, and I take this on")),
            (SOME, gettext_lazy("Yes, or others might see one")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you have a conflict of interest.")},
    )
    text = long_text(
        gettext_lazy("If yes: which"),
        CONFLICT_MAX,
        rows=3,
        required=False,
        help_text=gettext_lazy("Only the secretariat reads this. The tool stays closed, and somebody else is asked."),
    )

    def clean(self):
        has_conflict = self.cleaned_data.get("declaration") == self.SOME
        if has_conflict and not self.cleaned_data.get("text") and not self.has_error("text"):
            self.add_error("text", _("Say in a sentence what the conflict is. Only the secretariat reads it."))
        if self.cleaned_data.get("declaration") == self.NONE and self.cleaned_data.get("text"):
            words = _("You wrote about a conflict. Choose “Yes”, or empty the answer below.")
            self.add_error("declaration", words)
        return self.cleaned_data


class YearForm(forms.Form):
    """Which year's work to show; all of it where none is named."""

    mark_optional = False
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data=None, *, years, **kwargs):
        super().__init__(data, **kwargs)
        self.years = years
        self.fields["year"].choices = [("", gettext_lazy("All years")), *((each, str(each)) for each in years)]
