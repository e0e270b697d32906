"""The steps of a plan, in the order of its page."""

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from drafting.forms import RowsField, StepForm, day, long_text, short_text
from plans.forms.listing import MeasuresField
from plans.forms.rows import ConsultationRow
from plans.selectors import compact_choices
from plans.states import CONSULTATIONS_MAX, SUMMARY_MAX, TITLE_MAX

NOT_A_LINK = gettext_lazy("Write the address in full, for example https://example.org/plan.pdf.")


class AboutQuestions(StepForm):
    """What the plan is and when it runs."""

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
        help_text=gettext_lazy("As the plan is called in your country. At most 200 characters."),
    )
    period_starts_on = day(gettext_lazy("Start of the period"))
    period_ends_on = day(gettext_lazy("End of the period"))
    summary = long_text(
        gettext_lazy("Summary"),
        SUMMARY_MAX,
        required=False,
        rows=10,
        help_text=gettext_lazy("What the plan sets out to change, for whom, and how it is followed up."),
    )
    document_url = forms.URLField(
        label=gettext_lazy("Address of the published plan"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy(
            "Where the document can be read, if it is public. It can also be attached under Files."
        ),
        error_messages={"invalid": NOT_A_LINK},
    )

    def clean(self):
        """The period ends after it begins."""
        given = super().clean()
        starts, ends = given.get("period_starts_on"), given.get("period_ends_on")
        if starts and ends and ends < starts:
            words = _("The period ends before it begins, on %(day)s: change one of them.")
            self.add_error("period_ends_on", words % {"day": date_format(starts, "DATE_FORMAT")})
        return given

    def clean_document_url(self) -> str:
        """An address a browser opens as a page, nothing else."""
        given = self.cleaned_data["document_url"]
        if given and not given.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(NOT_A_LINK)
        return given


class AboutStep(AboutQuestions):
    """The same, as the first step."""

    key = "about"
    title = pgettext_lazy("step", "About the plan")
    hint = gettext_lazy("Its title and period, and where the plan itself can be read.")


class ConsultationsStep(StepForm):
    """Who had a say."""

    key = "consultations"
    title = pgettext_lazy("step", "Consultations")
    hint = gettext_lazy("Who was consulted while the plan was made: the Compact is carried out with all of society.")
    page = "plans/step.html"

    consultations = RowsField(
        ConsultationRow,
        label=gettext_lazy("Consultations held"),
        required=False,
        maximum=CONSULTATIONS_MAX,
        help_text=gettext_lazy(
            "One entry for each group and occasion, as the Compact lists them (para. 44). Name organizations, not"
            " persons. How: for example a hearing, a round of written comments, a standing council."
        ),
    )


class MeasuresStep(StepForm):
    """What the State undertakes."""

    key = "measures"
    title = pgettext_lazy("step", "Measures")
    hint = gettext_lazy("What will be done. Each measure has a page of its own, and keeps its reference for good.")
    page = "plans/measures_step.html"

    measures = MeasuresField(
        label=gettext_lazy("Measures of the plan"),
        error_messages={"required": gettext_lazy("Add at least one measure.")},
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        asked = self.fields["measures"]
        asked.row_kwargs = {"compact": compact_choices()}
        asked.saved = self.initial.get("measures") or []
        asked.widget.plan = self.item


class NeedsStep(StepForm):
    """What is missing to carry it out: stated as records of their own, which name the plan."""

    key = "needs"
    title = pgettext_lazy("step", "Capacity needs")
    hint = gettext_lazy("What support would help to carry the plan out. Each need is a record of its own.")
    page = "plans/needs_step.html"
