"""What a focal point asks for: a drafter, another focal point, the end of a drafter's work; and the answer to it."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DateInput, checked, letter_field
from accounts.services import GivenLetter

DAY_IS_OVER = _("This day is over. Enter today or a later day.")


class InviteDrafterForm(forms.Form):
    """Whom to invite as drafter, and until when."""

    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Enter the e-mail address of the person.")},
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    delegation_ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DateInput,
        help_text=_("Until when they can work on drafts. Empty: until further notice."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def clean_delegation_ends_on(self):
        """Not a day that is over."""
        last = self.cleaned_data["delegation_ends_on"]
        if last and last < timezone.localdate():
            raise forms.ValidationError(DAY_IS_OVER)
        return last


class NominateForm(forms.Form):
    """Whom to propose as focal point, from when to when, and on which letter."""

    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Enter the e-mail address of the person.")},
        max_length=254,
        help_text=_("To ask for more time for yourself, enter your own address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    starts_on = forms.DateField(
        label=_("First day"),
        error_messages={"required": _("Enter the first day of the delegation.")},
        widget=DateInput,
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DateInput,
        help_text=_("As the letter says. Empty: until further notice."),
    )
    letter_file = letter_field(
        help_text=_(
            "A scan or a file of the letter that names this person: PDF, DOC, DOCX, ODT, JPG or PNG, at most 25 MB. "
            "Only administrators and the focal points of your State or organisation can read it."
        )
    )
    letter_reference = forms.CharField(
        label=_("Reference of the letter"),
        required=False,
        max_length=150,
        help_text=_("If the secretariat has the letter already, its reference and date are enough."),
    )
    letter_dated_on = forms.DateField(label=_("Date of the letter"), required=False, widget=DateInput)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    @property
    def must_choose_again(self) -> bool:
        """True where a file was sent with a form that comes back: no page can put it into the field again."""
        return bool(self.errors and self.files)

    def clean_starts_on(self):
        """Not a day that is over."""
        if self.cleaned_data["starts_on"] < timezone.localdate():
            raise forms.ValidationError(DAY_IS_OVER)
        return self.cleaned_data["starts_on"]

    def clean_letter_file(self):
        """What is in the file counts."""
        return checked(self.cleaned_data["letter_file"])

    def clean_letter_dated_on(self):
        """A letter is written before it is cited."""
        dated = self.cleaned_data["letter_dated_on"]
        if dated and dated > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Enter the date on the letter."))
        return dated

    def clean(self):
        """A letter is there, uploaded or cited in full; the last day is not before the first."""
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first. Enter a later day."))
        given = {
            "file": data.pop("letter_file", None),
            "reference": data.pop("letter_reference", ""),
            "dated_on": data.pop("letter_dated_on", None),
        }
        if not given["file"] and not (given["reference"] and given["dated_on"]):
            self._ask_for_letter(given)
        data["letter"] = GivenLetter(**given)
        return data

    def _ask_for_letter(self, given):
        if "letter_file" in self.errors:
            return
        if given["reference"] and "letter_dated_on" not in self.errors:
            self.add_error("letter_dated_on", _("Enter the date of the letter, or upload the letter."))
        elif given["dated_on"]:
            self.add_error("letter_reference", _("Enter the reference of the letter, or upload the letter."))
        elif not given["reference"]:
            self.add_error("letter_file", _("Upload the letter, or enter its reference and date below."))


class EndDelegationForm(forms.Form):
    """When it ends."""

    on = forms.DateField(
        label=_("Last day"),
        error_messages={"required": _("Enter the last day.")},
        widget=DateInput,
        help_text=_("The person can work for this party until the end of this day."),
    )


class RefuseForm(forms.Form):
    """Why a proposal is refused."""

    reason = forms.CharField(
        label=_("Reason"),
        error_messages={"required": _("Say why, so that the focal point knows what to do.")},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The focal points of this State or organisation read it."),
    )
