"""Invitations by administrators, what invited people tell of themselves, and corrections to an account."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DateInput, checked, letter_field
from accounts.models import Organisation, State, User
from accounts.states import DelegationRole, FurtherRole, StaffRole


class InviteForm(forms.Form):
    """Whom to invite, as what, for whom."""

    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Enter the e-mail address of the person.")},
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[*DelegationRole.choices, *StaffRole.choices, *FurtherRole.choices],
        error_messages={"required": _("Choose a role.")},
        widget=forms.RadioSelect,
        help_text=_(
            "A drafter prepares drafts, a focal point also submits them. "
            "A moderator decides on submissions, an administrator also invites people. "
            "A peer reviewer assesses the tools they are asked to, and sees nothing else."
        ),
    )
    state = forms.ModelChoiceField(
        State.objects.none(),
        label=_("State"),
        required=False,
        help_text=_("For drafters and focal points of a State."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        help_text=_("For contributors of an organisation."),
    )
    letter = letter_field(help_text=_("Read by administrators and by the focal points of this State or organisation."))
    authority = forms.CharField(
        label=_("Reference of the letter"),
        max_length=200,
        required=False,
        help_text=_("Reference and date of the letter on file, for example of a note verbale."),
    )
    delegation_ends_on = forms.DateField(
        label=_("Last day of the delegation"),
        required=False,
        widget=DateInput,
        help_text=_("Empty: until further notice."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = State.objects.order_by("name")
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")

    @property
    def must_choose_again(self) -> bool:
        """True where a file was sent with a form that comes back: no page can put it into the field again."""
        return bool(self.errors and self.files)

    def clean_letter(self):
        """What is in the file counts."""
        return checked(self.cleaned_data["letter"])

    def clean_delegation_ends_on(self):
        """Not a day that is over."""
        last = self.cleaned_data["delegation_ends_on"]
        if last and last < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Enter today or a later day."))
        return last

    def clean(self):
        """A delegate speaks for exactly one party; staff and peer reviewers for none."""
        data = super().clean()
        role, state, organisation = data.get("role"), data.get("state"), data.get("organisation")
        if role in DelegationRole.values and bool(state) == bool(organisation):
            self.add_error("state", _("Choose a State or an organisation, one of the two."))
        if role in StaffRole.values and (state or organisation):
            self.add_error("role", _("Staff speak for no State or organisation: choose neither."))
        if role in StaffRole.values and data.get("letter"):
            self.add_error("letter", _("Staff need no letter: leave this empty."))
        if role in FurtherRole.values and (state or organisation):
            self.add_error("role", _("Peer reviewers speak for no State or organisation: choose neither."))
        if role in FurtherRole.values and data.get("letter"):
            self.add_error("letter", _("Peer reviewers need no letter: leave this empty."))
        data["party"] = data.pop("state", None) or data.pop("organisation", None)
        data.pop("organisation", None)
        return data


class AcceptForm(forms.Form):
    """What a new person tells of themselves."""

    name = forms.CharField(
        label=_("Your name"),
        error_messages={"required": _("Enter your name.")},
        max_length=150,
        help_text=_("As moderators and your colleagues shall see it. It is not published."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of messages to you"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("Password"),
        error_messages={"required": _("Choose a password.")},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password, again"),
        error_messages={"required": _("Type the password a second time.")},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean(self):
        """The password is good enough, and typed the same twice."""
        data = super().clean()
        password, again = data.get("password"), data.pop("password_again", None)
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords are not the same."))
        if password:
            try:
                validate_password(password, User(email=self.email, name=data.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return data


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = forms.CharField(
        label=_("Your name"),
        error_messages={"required": _("Enter your name.")},
        max_length=150,
        help_text=_("As moderators and your colleagues shall see it. It is not published."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of messages to you"), choices=settings.LANGUAGES)


class NewAddressForm(forms.Form):
    """The address an account shall have from now on."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        error_messages={"required": _("Enter the new e-mail address.")},
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
