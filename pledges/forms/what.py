"""What is pledged: the kind of pledge, what will be done, which objectives it serves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drafting.forms import TOO_LONG, StepForm, long_text, several, short_text
from objectives.models import Objective, Principle
from pledges.forms.fields import CitedPledge
from pledges.selectors import published_record
from pledges.states import DESCRIPTION_MAX, DESCRIPTION_MIN, MAIN_OBJECTIVES_MAX, Nature, PledgeType


class WhatQuestions(StepForm):
    """What it is called and what kind of pledge it is."""

    needed_at_once = frozenset({"language"})

    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The text is published in this language, as you wrote it."),
    )
    title = short_text(
        gettext_lazy("Title"), 200, help_text=gettext_lazy("What will be done, in one line. At most 200 characters.")
    )
    pledge_type = forms.ChoiceField(
        label=gettext_lazy("Type of pledge"),
        choices=PledgeType,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Individual: you alone. Common: several make the same or complementary pledges. In partnership: several"
            " make one pledge together. Matching: it answers another pledge."
        ),
    )
    matched_record = forms.CharField(
        label=gettext_lazy("Pledge it matches"),
        required=False,
        max_length=40,
        widget=CitedPledge,
        help_text=gettext_lazy("Only for a matching pledge: the reference of the published pledge it answers."),
        error_messages={"max_length": TOO_LONG},
    )
    natures = several(
        gettext_lazy("Nature of the commitment"),
        choices=Nature.choices,
        help_text=gettext_lazy("Choose all that apply."),
    )
    is_mirror = forms.BooleanField(
        label=gettext_lazy("It is also relevant to the Global Compact on Refugees (a mirror pledge)"),
        required=False,
        help_text=gettext_lazy("This is not the same as a matching pledge."),
    )

    def clean_matched_record(self) -> str:
        """The reference of a published pledge that is not this one; one that is cited already may stay cited."""
        reference = self.cleaned_data["matched_record"].strip().upper()
        cited = self.item.matched_record
        if not reference or (cited is not None and cited.reference == reference):
            return reference
        record = published_record(reference)
        if record is None:
            raise forms.ValidationError(
                _("No published pledge has the reference %(reference)s. It looks like GCM-PL-2026-00042.")
                % {"reference": reference}
            )
        if record.pk == self.item.record_id:
            raise forms.ValidationError(_("A pledge cannot match itself."))
        return reference

    def clean(self):
        given = super().clean()
        if given.get("matched_record") and given.get("pledge_type") not in {None, PledgeType.MATCHING}:
            self.add_error(
                "matched_record", _("Only a matching pledge cites another: choose “Matching”, or clear the reference.")
            )
        return given


class WhatStep(WhatQuestions):
    """The first step; its own title is not the question of that name."""

    key = "what"
    title = gettext_lazy("What it is")
    hint = gettext_lazy("Its title, its type and its nature.")
    page = "pledges/step.html"


class DoneStep(StepForm):
    """What will be done."""

    key = "done"
    title = gettext_lazy("What will be done")
    hint = gettext_lazy("For whom, where, by whom, by when, and how one will see that it is done.")

    description = long_text(
        gettext_lazy("Description"),
        DESCRIPTION_MAX,
        minimum=DESCRIPTION_MIN,
        rows=16,
        help_text=gettext_lazy("From 300 to 3,000 characters. Write acronyms out where they first occur."),
    )


class ObjectivesStep(StepForm):
    """Which objectives of the Compact it serves."""

    key = "objectives"
    title = gettext_lazy("Objectives and principles")
    hint = gettext_lazy("One to three main objectives, or the Compact as a whole.")

    covers_whole_compact = forms.BooleanField(label=gettext_lazy("It serves the Compact as a whole"), required=False)
    objectives = several(
        gettext_lazy("Main objectives"),
        coerce=int,
        help_text=gettext_lazy("Choose one to three, unless the pledge serves the Compact as a whole."),
    )
    related_objectives = several(
        gettext_lazy("Related objectives"),
        coerce=int,
        required=False,
        help_text=gettext_lazy("Others that it touches, as many as you like."),
    )
    principles = several(
        gettext_lazy("Guiding principles it follows most closely"),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        objectives = [(each.number, str(each)) for each in Objective.objects.all()]
        self.fields["objectives"].choices = self.fields["related_objectives"].choices = objectives
        self.fields["principles"].choices = [(each.key, each.title) for each in Principle.objects.all()]

    def clean(self):
        given = super().clean()
        main, related = given.get("objectives") or [], given.get("related_objectives") or []
        if len(main) > MAIN_OBJECTIVES_MAX:
            text = ngettext(
                "Choose at most three main objectives; %(number)d is chosen now.",
                "Choose at most three main objectives; %(number)d are chosen now.",
                len(main),
            )
            self.add_error("objectives", text % {"number": len(main)})
        elif main and given.get("covers_whole_compact"):
            self.add_error("objectives", _("Choose objectives or the Compact as a whole, not both."))
        if twice := sorted(set(main) & set(related)):
            text = _("Already a main objective: %(numbers)s. Choose it once.")
            self.add_error("related_objectives", text % {"numbers": ", ".join(map(str, twice))})
        return given
