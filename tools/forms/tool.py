"""The tool form: six short steps. Fields carry the names of the questions (`TOOL_CONTENT`)."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from drafting.forms import TOO_LONG, StepForm, day, long_text, several, short_text
from objectives.models import Objective
from objectives.states import SupportKind
from plans.selectors import measures_of_owner
from tools.models import Call, Tool
from tools.selectors import open_calls
from tools.states import (
    PROVIDER_MAX,
    SUPPORT_MAX,
    TEXT_MAX,
    TITLE_MAX,
    WHERE_MAX,
    CallStanding,
    Scope,
    Standing,
    ToolKind,
)
from ui.templatetags.ui.language import language_choices

ALL_THAT_APPLY = gettext_lazy("Choose all that apply.")
NOT_AN_ADDRESS = gettext_lazy("Write the web address in full, for example https://example.org/guide.")


class WebAddress(forms.URLField):
    """An address a browser opens as a page, and nothing else."""

    default_validators = [URLValidator(schemes=["http", "https"], message=NOT_AN_ADDRESS)]


class WhatQuestions(StepForm):
    """A title, what kind of tool it is, what it does, who provides it."""

    needed_at_once = frozenset({"language"})

    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The text is published in this language, as you wrote it."),
        error_messages={"required": gettext_lazy("Choose the language you write in.")},
    )
    title = short_text(
        gettext_lazy("Title"), TITLE_MAX, help_text=gettext_lazy("As it is known. Spell out acronyms the first time.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of tool"),
        choices=ToolKind,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A practice is something you did that others could do too; a programme is support under way that others"
            " can join."
        ),
    )
    summary = long_text(
        gettext_lazy("Summary"), TEXT_MAX, rows=10, help_text=gettext_lazy("What it is, what it does, and for whom.")
    )
    provider = short_text(
        gettext_lazy("Provider"),
        PROVIDER_MAX,
        required=False,
        help_text=gettext_lazy("The institution that provides it, by its full name."),
    )
    link = WebAddress(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("Where the public finds it, if it is on the web."),
        error_messages={"invalid": NOT_AN_ADDRESS, "max_length": TOO_LONG},
    )


class WhatStep(WhatQuestions):
    """The tool itself."""

    key = "what"
    title = gettext_lazy("What it is")
    hint = gettext_lazy("Title, kind, what it does and who provides it")


class ObjectivesStep(StepForm):
    """What it serves: the Compact as a whole, or particular objectives."""

    key = "objectives"
    title = gettext_lazy("What it serves")
    hint = gettext_lazy("The Compact as a whole, or one or more of its 23 objectives")

    scope = forms.ChoiceField(
        label=gettext_lazy("Scope"),
        choices=Scope,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Cross-cutting: it serves the whole Compact. Theme-specific: particular objectives."),
    )
    objectives = several(
        gettext_lazy("Objectives"),
        coerce=int,
        required=False,
        help_text=gettext_lazy("At least one for a theme-specific tool. A cross-cutting one may name related ones."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["objectives"].choices = [(each.pk, str(each)) for each in Objective.objects.all()]


class ExperienceStep(StepForm):
    """Whether it exists, and what has been learnt from it."""

    key = "experience"
    title = gettext_lazy("In place or wished for")
    hint = gettext_lazy("Whether it exists, its results and lessons, what replication takes")

    standing = forms.ChoiceField(
        label=gettext_lazy("Does it exist?"),
        choices=Standing,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("In place: it is in use now. Wished for: you wish to put it in place."),
    )
    in_use_since = day(
        gettext_lazy("In use since"),
        required=False,
        help_text=gettext_lazy("Only for a tool in place. If you know the year only, write its first of January."),
    )
    results = long_text(
        gettext_lazy("Results"),
        TEXT_MAX,
        required=False,
        help_text=gettext_lazy("Only for a tool in place: what has changed, for whom, how many."),
    )
    lessons = long_text(
        gettext_lazy("Lessons"),
        TEXT_MAX,
        required=False,
        help_text=gettext_lazy("What you would do again, and what you would do in another way."),
    )
    replication = long_text(
        gettext_lazy("What replication takes"),
        TEXT_MAX,
        required=False,
        help_text=gettext_lazy("Staff, money, law, time, partners: what others need who want to do the same."),
    )

    def clean_in_use_since(self):
        """A day that has come."""
        given = self.cleaned_data["in_use_since"]
        if given and given > timezone.now().date():
            raise ValidationError(_("This day is still to come. Choose “Wished for” if the tool is not in use yet."))
        return given

    def clean(self):
        super().clean()
        if self.cleaned_data.get("standing") == Standing.WISHED:
            if self.cleaned_data.get("results"):
                words = _(
                    "A tool that is wished for has no results yet. Write what you expect of it into the summary, or"
                    " choose “In place”."
                )
                self.add_error("results", words)
            if self.cleaned_data.get("in_use_since"):
                self.add_error("in_use_since", _("A tool that is wished for is not in use. Leave the day empty."))
        return self.cleaned_data

    @property
    def values(self):
        """The answers; what was left open about its standing is “in place”, as the column has it."""
        return super().values | {"standing": self.cleaned_data["standing"] or Standing.IN_PLACE.value}


class UseStep(StepForm):
    """Where, and in which languages."""

    key = "use"
    title = gettext_lazy("Where it is used")
    hint = gettext_lazy("Places and languages")

    where_used = short_text(
        gettext_lazy("Where it is used, or is to be used"),
        WHERE_MAX,
        required=False,
        help_text=gettext_lazy("Countries, regions or cities, or “Global”."),
    )
    languages = several(
        gettext_lazy("Languages it exists in"),
        required=False,
        help_text=gettext_lazy("Of the tool itself, not of this form. Choose all that apply."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = language_choices(also=self.item.languages)


class SupportStep(StepForm):
    """Whether others get help with it."""

    key = "support"
    title = gettext_lazy("Offer of support")
    hint = gettext_lazy("Whether you help others who want to use it, how and in which languages")

    offers_support = forms.BooleanField(
        label=gettext_lazy("We offer support to others who want to use it"),
        required=False,
        help_text=gettext_lazy("The offer is shown beside the needs that others state. Nothing is promised by it."),
    )
    support_offered = long_text(
        gettext_lazy("What is offered"),
        SUPPORT_MAX,
        required=False,
        help_text=gettext_lazy(
            "For instance a week of training, or an expert’s advice. No names or e-mail addresses."
        ),
    )
    support_kinds = several(
        gettext_lazy("Kinds of support"), choices=SupportKind.choices, required=False, help_text=ALL_THAT_APPLY
    )
    support_languages = several(
        gettext_lazy("Languages in which support can be given"), required=False, help_text=ALL_THAT_APPLY
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["support_languages"].choices = language_choices(also=self.item.support_languages)

    def clean(self):
        super().clean()
        described = [name for name in self.fields if name != "offers_support" and self.cleaned_data.get(name)]
        if described and not self.cleaned_data.get("offers_support"):
            words = _("You describe support without offering it. Tick this box, or empty the answers below it.")
            self.add_error("offers_support", words)
        return self.cleaned_data


class LinksStep(StepForm):
    """What it belongs to: a call it answers, a measure of its State's plan."""

    key = "links"
    title = gettext_lazy("Call and plan")
    hint = gettext_lazy("The call it answers, the measure of your national plan it belongs to")
    page = "tools/step_links.html"

    call = forms.TypedChoiceField(
        label=gettext_lazy("Call for tools it answers"), required=False, coerce=int, empty_value=None
    )
    plan_measure = forms.TypedChoiceField(
        label=gettext_lazy("Measure of your national plan"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("If the tool is part of a measure of your State’s national implementation plan."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        calls = call_choices(self.item)
        self.fields["call"].choices = calls
        self.fields["call"].help_text = (
            _("The last day of a call counts, in Coordinated Universal Time (UTC).")
            if len(calls) > 1
            else _("No call is open now. A tool can be submitted at any time without one.")
        )
        measures = measures_of_owner(self.item.state_id)
        self.fields["plan_measure"].choices = [("", pgettext("measure", "None")), *measures]
        if self.item.state_id is None:
            self.fields["plan_measure"].widget = forms.HiddenInput()


def call_choices(tool: Tool) -> list[tuple[object, str]]:
    """No call, those that can be answered today, and the one the tool names already, however it stands."""
    today = timezone.now().date()
    found = {call.pk: call for call in open_calls(today)}
    if tool.call_id and tool.call_id not in found:
        found[tool.call_id] = Call.objects.get(pk=tool.call_id)
    return [("", pgettext("call", "No call")), *((pk, _in_words(call, today)) for pk, call in found.items())]


def _in_words(call: Call, today) -> str:
    if call.standing_on(today) == CallStanding.OPEN:
        words = pgettext("call", "%(title)s (until %(day)s)")
        return words % {"title": call.title, "day": date_format(call.deadline, "DATE_FORMAT")}
    words = pgettext("call", "%(title)s (%(standing)s)")
    return words % {"title": call.title, "standing": call.standing_on(today).label}
