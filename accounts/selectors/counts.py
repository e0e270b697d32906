"""How much waits with people and delegations, for the page from which they are administered."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Delegation, Invitation, Nomination, ReturnedMail, User
from accounts.states import REMINDED_BEFORE


def proposals_waiting() -> int:
    """Focal points that were proposed and that no administrator decided on."""
    return Nomination.objects.undecided().count()


def invitations_open() -> int:
    """Invitations that can be accepted and were not."""
    return Invitation.objects.still_open().count()


def accounts_out_of_reach() -> int:
    """People with an open account whose mail came back."""
    returned = ReturnedMail.objects.filter(email=OuterRef("email"))
    return User.objects.filter(Exists(returned), is_active=True, is_system=False).count()


def delegations_ending_soon() -> int:
    """Delegations in force, of open accounts, that end within the longest notice."""
    today = timezone.localdate()
    until = today + timedelta(days=max(REMINDED_BEFORE))
    return Delegation.objects.in_force(today).of_open_accounts().filter(ends_on__lte=until).count()
