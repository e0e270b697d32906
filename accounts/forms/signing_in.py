"""Sign-in forms without placeholders that repeat the label."""

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
from django.utils.translation import gettext_lazy as _


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
