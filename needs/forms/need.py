"""The form of a capacity need: four short steps. Fields carry the names of the questions (`NEED_CONTENT`)."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.states import ReviewRegion
from drafting.forms import BLANK, StepForm, long_text, several, short_text
from needs.selectors import plan_of_measure, plans_of_owner
from needs.states import TEXT_MAX, TITLE_MAX, WHERE_MAX
from objectives.models import Objective
from objectives.states import SupportKind
from plans.selectors import measures_of_owner
from plans.states import Horizon
from ui.templatetags.ui.language import language_choices

ALL_THAT_APPLY = gettext_lazy("Choose all that apply.")


class WhatQuestions(StepForm):
    """A title, what kind of support, by when."""

    needed_at_once = frozenset({"language"})

    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The text is published in this language, as you wrote it."),
        error_messages={"required": gettext_lazy("Choose the language you write in.")},
    )
    title = short_text(
        gettext_lazy("Title"),
        TITLE_MAX,
        help_text=gettext_lazy("What you need, in one line: for instance “Training of labour inspectors”."),
    )
    support_kinds = several(gettext_lazy("Kinds of support"), choices=SupportKind.choices, help_text=ALL_THAT_APPLY)
    horizon = forms.ChoiceField(
        label=gettext_lazy("By when it is needed"),
        choices=Horizon,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("In the terms of your own planning; the three words have no fixed number of years."),
    )


class WhatStep(WhatQuestions):
    """What is asked for."""

    key = "what"
    title = gettext_lazy("What you need")
    hint = gettext_lazy("Title, kinds of support, by when")


class ObjectivesStep(StepForm):
    """What of the Compact it would help to implement."""

    key = "objectives"
    title = gettext_lazy("Objectives")
    hint = gettext_lazy("The objective of the Compact it is mainly about, and others")

    main_objective = forms.TypedChoiceField(
        label=gettext_lazy("Main objective"),
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("The need is listed under this objective first."),
    )
    related_objectives = several(gettext_lazy("Other objectives"), coerce=int, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(each.pk, str(each)) for each in Objective.objects.all()]
        self.fields["main_objective"].choices = [*BLANK, *choices]
        self.fields["related_objectives"].choices = choices

    def clean(self):
        super().clean()
        main = self.cleaned_data["main_objective"] = self.cleaned_data.get("main_objective") or None
        if main and main in self.cleaned_data.get("related_objectives", []):
            words = _("Objective %(number)s is the main one already. Leave it out here.")
            self.add_error("related_objectives", words % {"number": main})
        return self.cleaned_data


class GapStep(StepForm):
    """What there is, and what there is not."""

    key = "gap"
    title = gettext_lazy("What exists and what is missing")
    hint = gettext_lazy("In your own words")

    what_exists = long_text(
        gettext_lazy("What exists"),
        TEXT_MAX,
        rows=8,
        required=False,
        help_text=gettext_lazy("Law, staff, money, systems, earlier projects: what support could build on."),
    )
    what_is_missing = long_text(
        gettext_lazy("What is missing"),
        TEXT_MAX,
        rows=8,
        help_text=gettext_lazy("What you cannot do without support, and how much you need. No names of persons."),
    )


class WhereStep(StepForm):
    """Where, in which languages, and which plan it belongs to."""

    key = "where"
    title = gettext_lazy("Where, and in which plan")
    hint = gettext_lazy("Places, languages, and the measure of your national plan, if there is one")
    page = "needs/step_where.html"

    region = forms.ChoiceField(
        label=gettext_lazy("Region"),
        required=False,
        choices=[("", pgettext_lazy("region", "None in particular")), *ReviewRegion.choices],
        help_text=gettext_lazy("Only if the need is about more than your own country."),
    )
    where = short_text(
        gettext_lazy("Where the support is needed"),
        WHERE_MAX,
        required=False,
        help_text=gettext_lazy("Provinces, border posts, cities; or the whole country."),
    )
    support_languages = several(
        gettext_lazy("Languages in which support can be given"),
        required=False,
        help_text=gettext_lazy("Those the people it is for can work in."),
    )
    plan = forms.TypedChoiceField(
        label=gettext_lazy("National plan it belongs to"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("A need can also be stated without a plan."),
    )
    measure = forms.TypedChoiceField(
        label=gettext_lazy("Measure of that plan"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        none = ("", pgettext("plan", "None"))
        self.fields["support_languages"].choices = language_choices(also=self.item.support_languages)
        self.fields["plan"].choices = [none, *plans_of_owner(self.item.state_id)]
        self.fields["measure"].choices = [none, *measures_of_owner(self.item.state_id)]
        if self.item.state_id is None:
            for name in ("plan", "measure"):
                self.fields[name].widget = forms.HiddenInput()

    def clean_measure(self):
        """One of the chosen plan; it brings its plan along where none was chosen."""
        measure, plan = self.cleaned_data["measure"], self.cleaned_data.get("plan")
        if measure is None or "plan" in self.errors:
            return measure
        belongs_to = plan_of_measure(measure)
        if plan is not None and plan != belongs_to:
            raise ValidationError(_("This measure belongs to another plan. Choose one of the plan above, or none."))
        self.cleaned_data["plan"] = belongs_to
        return measure
