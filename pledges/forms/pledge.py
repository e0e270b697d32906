"""The pledge form: the shape of what is typed, and the limits nobody may exceed even in a draft.

What is merely missing is no error here: a draft may be incomplete, and the review page says what a submission needs
(`Pledge.missing`). Fields carry the names of the things they fill, so that both speak of the same question.
"""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from objectives.models import Objective, Principle
from pledges.forms.drafts import BLANK, TOO_LONG, DraftForm, day, long_text, short_text, within_reason
from pledges.selectors import published_record
from pledges.services.drafting import Contact
from pledges.states import DESCRIPTION_MAX, DESCRIPTION_MIN, MAIN_OBJECTIVES_MAX, Level, Nature, PledgeType
from roundtables.models import Edition
from workflow.models import Record

NOT_AN_ADDRESS = gettext_lazy("Write the address in full, for example name@example.org.")
ROW_FIELDS = (
    "title", "language", "pledge_type", "matched_record", "is_mirror", "natures", "levels", "covers_whole_compact",
    "description", "lead_institution", "starts_on", "ends_on", "is_open_ended", "change_reason",
)  # fmt: skip


class PledgeForm(DraftForm):
    """One pledge, in five numbered parts."""

    needed_at_once = frozenset({"owner", "language"})

    owner = forms.ChoiceField(
        label=gettext_lazy("For whom do you make this pledge?"),
        error_messages={"required": gettext_lazy("Say for whom you make this pledge.")},
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
        label=gettext_lazy("Reference of the pledge it matches"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "GCM-PL-2026-00042"}),
        help_text=gettext_lazy(
            "Only for a matching pledge. The reference stands on top of the published pledge’s page."
        ),
        error_messages={"max_length": TOO_LONG},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The text is published in this language, as you wrote it."),
    )
    title = short_text(
        gettext_lazy("Title"), 200, help_text=gettext_lazy("What will be done, in one line. At most 200 characters.")
    )
    description = long_text(
        gettext_lazy("Description"),
        DESCRIPTION_MAX,
        minimum=DESCRIPTION_MIN,
        rows=14,
        help_text=gettext_lazy(
            "What will be done, for whom, where, by whom and by when, and how one will see that it is done. The pledge"
            " is about migrants; pledges for refugees and asylum seekers belong to the Global Compact on Refugees."
        ),
    )
    natures = forms.MultipleChoiceField(
        label=gettext_lazy("Nature of the commitment"),
        choices=Nature,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose all that apply."),
    )
    is_mirror = forms.BooleanField(
        label=gettext_lazy("It is also relevant to the Global Compact on Refugees (a mirror pledge)"), required=False
    )
    covers_whole_compact = forms.BooleanField(label=gettext_lazy("It serves the Compact as a whole"), required=False)
    objectives = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Main objectives"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose one to three, unless the pledge serves the Compact as a whole."),
    )
    related_objectives = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Related objectives"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    principles = forms.MultipleChoiceField(
        label=gettext_lazy("Guiding principles it follows most closely"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Where it is carried out"),
        choices=Level,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose all that apply."),
    )
    lead_institution = short_text(
        gettext_lazy("Lead institution"),
        200,
        required=False,
        help_text=gettext_lazy("The ministry, agency or office that answers for it."),
    )
    starts_on = day(gettext_lazy("Start"), help_text=gettext_lazy("When the work starts or started."))
    ends_on = day(
        gettext_lazy("End"), required=False, help_text=gettext_lazy("Leave empty if the pledge is open-ended.")
    )
    is_open_ended = forms.BooleanField(label=gettext_lazy("It is open-ended"), required=False)
    forum = forms.ChoiceField(
        label=gettext_lazy("Forum it is announced for"),
        required=False,
        help_text=gettext_lazy("The International Migration Review Forum, by its year."),
    )
    change_reason = long_text(
        gettext_lazy("What changes, and why"),
        1000,
        rows=4,
        help_text=gettext_lazy("Stands in the public history of the pledge."),
    )
    contact_name = short_text(gettext_lazy("Name"), 150, required=False)
    contact_position = short_text(gettext_lazy("Position"), 150, required=False)
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": NOT_AN_ADDRESS, "max_length": TOO_LONG},
    )

    def __init__(self, *args, parties: Mapping[str, object], is_amendment: bool, own_record: Record | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties, self.own_record = parties, own_record
        if len(parties) > 1:
            self.fields["owner"].choices = [*BLANK, *((key, str(party)) for key, party in parties.items())]
        else:
            del self.fields["owner"]
        if not is_amendment:
            del self.fields["change_reason"]
        objectives = [(each.number, str(each)) for each in Objective.objects.all()]
        self.fields["objectives"].choices = self.fields["related_objectives"].choices = objectives
        self.fields["principles"].choices = [(each.key, each.title) for each in Principle.objects.all()]
        self.fields["forum"].choices = [*BLANK, *((each.year, str(each)) for each in Edition.objects.all())]
        self.fields["language"].initial = get_language()

    def clean_matched_record(self) -> Record | None:
        """The record of the published pledge that is cited."""
        reference = self.cleaned_data["matched_record"].upper()
        if not reference:
            return None
        record = published_record(reference)
        if record is None:
            raise forms.ValidationError(
                _("No published pledge has the reference %(reference)s. It looks like GCM-PL-2026-00042."),
                params={"reference": reference},
            )
        if record == self.own_record:
            raise forms.ValidationError(_("A pledge cannot match itself."))
        return record

    def clean_starts_on(self):
        return within_reason(self.cleaned_data["starts_on"])

    def clean_ends_on(self):
        return within_reason(self.cleaned_data["ends_on"])

    def clean(self):
        given = super().clean()
        self._check_matching(given)
        self._check_objectives(given)
        self._check_time(given)
        return given

    def _check_matching(self, given):
        if given.get("matched_record") and given.get("pledge_type") != PledgeType.MATCHING:
            self.add_error(
                "matched_record", _("Only a matching pledge cites another: choose “Matching”, or clear the reference.")
            )

    def _check_objectives(self, given):
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

    def _check_time(self, given):
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if ends and given.get("is_open_ended"):
            self.add_error("ends_on", _("Clear the end, or take back that it is open-ended."))
        elif starts and ends and ends < starts:
            self.add_error("ends_on", _("The end is before the start."))

    @property
    def chosen_party(self):
        """The party chosen, or the only one there is."""
        key = self.cleaned_data["owner"] if "owner" in self.fields else next(iter(self.parties))
        return self.parties[key]

    @property
    def values(self) -> dict:
        """The pledge's own fields, by name."""
        own = {name: self.cleaned_data[name] for name in ROW_FIELDS if name in self.fields}
        return own | {"forum_id": int(self.cleaned_data["forum"]) if self.cleaned_data["forum"] else None}

    @property
    def contact(self) -> Contact:
        """The contact person, blank where none is given."""
        return Contact(**{name: self.cleaned_data[f"contact_{name}"] for name in ("name", "position", "email")})
