"""What pages of accounts say where something was refused, who may see them, and what follows an invitation."""

from contextlib import suppress

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts import exceptions, services

REFUSALS = {
    exceptions.InvitationExpired: _(
        "This invitation is no longer valid. Ask the person who invited you for a new one."
    ),
    exceptions.InvitationUsed: _("This invitation was accepted already. You can sign in."),
    exceptions.AccountDeactivated: _("The account of this address was closed. It cannot be opened by an invitation."),
    exceptions.BothSides: _(
        "Staff who decide on submissions cannot also speak for a State or organisation. "
        "Use a different e-mail address and a different person for each."
    ),
    exceptions.OwnAccount: _("This is your own account: another administrator has to do it."),
    exceptions.AccountErased: _("The personal data of this account was erased. It does not come back: invite anew."),
    exceptions.DelegationEnded: _("This delegation ends no later than that day already."),
    exceptions.EndsBeforeStart: _("A delegation cannot end before the day it began."),
    exceptions.StartsTooEarly: _("This day is over. Enter today or a later day."),
    exceptions.NoLetter: _("Upload the letter, or enter its reference and date below."),
    exceptions.ProposedAlready: _("This address is proposed already, and the secretariat has not decided yet."),
    exceptions.NominationDecided: _("This proposal was decided on, or taken back, already. Nothing was changed."),
    exceptions.NominationOver: _("The last day it proposes has passed. Refuse it, with this as the reason."),
    exceptions.LetterGone: _("This letter was erased already."),
    exceptions.AddressTaken: _("Another account has this address. Use another, or close that account."),
    exceptions.ConfirmationInvalid: _(
        "This link is too old, or meant for somebody else. Ask for a new message on this page."
    ),
    exceptions.MailNotTaken: _("No mail server took the message. Try again later."),
}
PER_PAGE = 50
may_look_after_people = permission_required("accounts.look_after_people", raise_exception=True)
may_invite = permission_required("accounts.invite", raise_exception=True)
may_see_vacancies = permission_required("accounts.see_vacancies", raise_exception=True)


def sent(request, invitation, token):
    """Send the message, now that the invitation is saved, and show an administrator the link once."""
    with suppress(exceptions.MailNotTaken):  # `sent_at` stays empty then: the page and the list say so
        services.send_invitation(invitation=invitation, token=token)
    link = services.link_of(invitation, token=token)
    return render(request, "accounts/invitation_sent.html", {"invitation": invitation, "link": link})
