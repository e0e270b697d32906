"""Forms of sign-in, people, invitations and delegations."""

from accounts.forms.delegations import EndDelegationForm, InviteDrafterForm, NominateForm, RefuseForm
from accounts.forms.notices import NoticesForm
from accounts.forms.people import AcceptForm, InviteForm, NewAddressForm, ProfileForm
from accounts.forms.signing_in import (
    CodeAgainForm,
    CodeForm,
    FirstCodeForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    PasswordAgainForm,
    PasswordFromLinkForm,
    SignInForm,
)

__all__ = [
    "AcceptForm",
    "CodeAgainForm",
    "CodeForm",
    "EndDelegationForm",
    "FirstCodeForm",
    "ForgottenPasswordForm",
    "InviteDrafterForm",
    "InviteForm",
    "NewAddressForm",
    "NewPasswordForm",
    "NominateForm",
    "NoticesForm",
    "PasswordAgainForm",
    "PasswordFromLinkForm",
    "ProfileForm",
    "RefuseForm",
    "SignInForm",
]
