"""Sign-in forms without placeholders that repeat the label, and the forms of invitations and delegations."""

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AuthenticatorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, State, User
from accounts.states import DelegationRole, StaffRole


class LabelsOnly:
    """A label stands above every field; a placeholder that repeats it is taken out. Addresses run left to right."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = _("E-mail address")
                field.widget.attrs["dir"] = "ltr"


class CodeInput:
    """A code of digits: the phone shows its number pad, and digits run left to right in every language."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "dir": "ltr"}


class SignInForm(LabelsOnly, LoginForm):
    """Address and password."""


class PasswordAgainForm(LabelsOnly, ReauthenticateForm):
    """The password, once more, before something that matters."""


class NewPasswordForm(LabelsOnly, ChangePasswordForm):
    """The old password and a new one."""


class ForgottenPasswordForm(LabelsOnly, ResetPasswordForm):
    """The address to send a link to."""


class PasswordFromLinkForm(LabelsOnly, ResetPasswordKeyForm):
    """A new password, on the strength of a link."""


class CodeForm(CodeInput, LabelsOnly, AuthenticateForm):
    """The code at sign-in."""


class CodeAgainForm(CodeInput, LabelsOnly, AuthenticatorAgainForm):
    """The code, once more, before something that matters."""


class FirstCodeForm(CodeInput, LabelsOnly, ActivateTOTPForm):
    """The first code, which shows that the authenticator app was set up."""


class DateInput(forms.DateInput):
    """The browser's own calendar; the value is always year-month-day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


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
        choices=[*DelegationRole.choices, *StaffRole.choices],
        error_messages={"required": _("Choose a role.")},
        widget=forms.RadioSelect,
        help_text=_(
            "A drafter prepares drafts, a focal point also submits them. "
            "A moderator decides on submissions, an administrator also invites people."
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
    authority = forms.CharField(
        label=_("Authority letter"),
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

    def clean_delegation_ends_on(self):
        """Not a day that is over."""
        last = self.cleaned_data["delegation_ends_on"]
        if last and last < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Enter today or a later day."))
        return last

    def clean(self):
        """A delegate speaks for exactly one party; staff for none."""
        data = super().clean()
        role, state, organisation = data.get("role"), data.get("state"), data.get("organisation")
        if role in DelegationRole.values and bool(state) == bool(organisation):
            self.add_error("state", _("Choose a State or an organisation, one of the two."))
        if role in StaffRole.values and (state or organisation):
            self.add_error("role", _("Staff speak for no State or organisation: choose neither."))
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


class EndDelegationForm(forms.Form):
    """When it ends."""

    on = forms.DateField(
        label=_("Last day"),
        widget=DateInput,
        help_text=_("The person can work for this party until the end of this day."),
    )
