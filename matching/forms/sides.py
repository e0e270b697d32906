"""What a side is asked: whether it wants to be brought together and whom to write to, and later what came of it."""

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms import day, long_text, short_text
from matching.services import GivenContact
from matching.states import NAME_MAX, PHONE_MAX, REMARK_MAX, SENTENCE_MAX, Outcome

is_a_number = RegexValidator(
    r"^[0-9+()\-./ ]{3,}$", gettext_lazy("Write the number with digits, spaces and + only, for example +351 555 0100.")
)


def _remark() -> forms.CharField:
    return long_text(
        gettext_lazy("Remark for the secretariat"),
        REMARK_MAX,
        rows=3,
        required=False,
        help_text=gettext_lazy("Only the secretariat reads it: not the other side, not the public."),
    )


class SideForm(forms.Form):
    """A form of one side: several stand on one page, so each has ids of its own."""

    use_required_attribute = False
    prefix_of_ids = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"{self.prefix_of_ids}_%s", **kwargs)


class ConsentForm(SideForm):
    """The contact that is exchanged if the other side consents too, and whether the public may read of it."""

    prefix_of_ids = "consent"

    name = short_text(
        gettext_lazy("Name of your contact"),
        NAME_MAX,
        error_messages={"required": gettext_lazy("Say whom the other side can write to.")},
    )
    function = short_text(gettext_lazy("Function"), NAME_MAX, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Give an e-mail address for the other side."),
            "invalid": gettext_lazy("Write the address in full, for example name@example.org."),
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=PHONE_MAX,
        required=False,
        validators=[is_a_number],
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "tel"}),
    )
    may_be_named = forms.BooleanField(
        label=gettext_lazy("The public may read that this need and this offer were matched"),
        required=False,
        help_text=gettext_lazy(
            "The two records name each other then, never a person. It is done only if both sides agree; "
            "otherwise the match counts in the total without being named."
        ),
    )
    remark = _remark()

    def contact(self) -> GivenContact:
        """The contact as it was entered; only of a valid form."""
        return GivenContact(
            **{name: self.cleaned_data[name].strip() for name in ("name", "function", "email", "phone")}
        )


class DeclineForm(SideForm):
    """Nothing is asked; a remark may be left."""

    prefix_of_ids = "decline"

    remark = _remark()


class OutcomeForm(SideForm):
    """What came of the support, when, and a sentence on it."""

    prefix_of_ids = "outcome"

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three.")},
    )
    on = day(
        gettext_lazy("On which day"),
        help_text=gettext_lazy("When the support was given, or when it was clear that it would not be."),
        error_messages={"required": gettext_lazy("Give the day.")},
    )
    sentence = long_text(
        gettext_lazy("In a sentence"),
        SENTENCE_MAX,
        rows=3,
        required=False,
        help_text=gettext_lazy("For the secretariat and the other side. It is not published. No names of persons."),
    )

    def __init__(self, *args, since=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self):
        """A day between the match and today."""
        given = self.cleaned_data["on"]
        if given > timezone.localdate() or (self.since and given < self.since):
            raise forms.ValidationError(_("Give a day between the day of the match and today."))
        return given
