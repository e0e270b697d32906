"""Pages of invitations and people; sign-in and the second factor are allauth's own."""

from contextlib import suppress
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import exceptions, selectors, services
from accounts.forms import AcceptForm, EndDelegationForm, InviteForm
from accounts.models import Delegation, Invitation, User

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
    exceptions.DelegationEnded: _("This delegation ends no later than that day already."),
    exceptions.EndsBeforeStart: _("A delegation cannot end before the day it began."),
}
PER_PAGE = 50
may_look_after_people = permission_required("accounts.look_after_people", raise_exception=True)
may_invite = permission_required("accounts.invite", raise_exception=True)


@require_safe
@never_cache
@login_required
@may_invite
def invitation_list(request):
    """All invitations, the latest first."""
    page = selectors.page_of(selectors.invitations_sent(), request.GET.get("page"), per_page=PER_PAGE)
    return render(request, "accounts/invitation_list.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@may_invite
def invite(request):
    """The form, and after it the link: shown once, whether the message went out or not."""
    form = InviteForm(request.POST or None, initial={"language": get_language()})
    if not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form})
    try:
        invitation, token = services.invite(by=request.user, **form.cleaned_data)
    except (exceptions.BothSides, exceptions.AccountDeactivated) as refusal:
        form.add_error("email", REFUSALS[type(refusal)])
        return render(request, "accounts/invite.html", {"form": form})
    return _sent(request, invitation, token)


@require_POST
@never_cache
@login_required
@may_invite
def send_again(request, pk):
    """A new link for an invitation nobody accepted; the old one is void."""
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        invitation, token = services.renew_invitation(invitation=invitation, by=request.user)
    except exceptions.InvitationUsed as refusal:
        messages.error(request, REFUSALS[type(refusal)])
        return redirect("invitations:list")
    return _sent(request, invitation, token)


@require_POST
@login_required
@may_invite
def revoke(request, pk):
    """Void an invitation nobody accepted."""
    try:
        services.revoke_invitation(invitation=get_object_or_404(Invitation, pk=pk), by=request.user)
        messages.success(request, _("The invitation is revoked: its link opens nothing."))
    except exceptions.InvitationUsed as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("invitations:list")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password", "password_again")
def accept(request, token):
    """A new person sets name and password and is signed in; somebody with an account only says yes."""
    try:
        invitation = services.open_invitation(token=token)
        is_new = not selectors.has_account(invitation.email)
        form = AcceptForm(request.POST or None, email=invitation.email, initial={"language": get_language()})
        if request.method != "POST" or (is_new and not form.is_valid()):
            context = {"form": form, "invitation": invitation, "is_new": is_new}
            return render(request, "accounts/accept.html", context)
        person = services.accept_invitation(token=token, **(form.cleaned_data if is_new else {}))
    except exceptions.InvitationUnknown:
        raise Http404 from None
    except tuple(REFUSALS) as refusal:
        return render(request, "accounts/invitation_closed.html", {"reason": REFUSALS[type(refusal)]}, status=410)
    messages.success(request, _("You have accepted the invitation."))
    return _sign_in(request, person) if is_new else redirect("desk:home")


@require_safe
@never_cache
@login_required
@may_look_after_people
def person_list(request):
    """Everybody with an account."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    page = selectors.page_of(selectors.people(words), request.GET.get("page"), per_page=PER_PAGE)
    query = urlencode({"q": words}) if words else ""
    return render(request, "accounts/person_list.html", {"page_obj": page, "q": words, "querystring": query})


@require_safe
@never_cache
@login_required
@may_look_after_people
def person(request, pk):
    """One person: for whom they speak, what was done to the account, and what can be done for them."""
    person = get_object_or_404(selectors.people(), pk=pk)
    story = selectors.account_story(person)
    return render(request, "accounts/person.html", {"person": person, "story": story})


@require_POST
@login_required
@may_look_after_people
def look_after(request, pk, verb):
    """Reset a second factor, close an account or open it again."""
    person = get_object_or_404(User, pk=pk, is_system=False)
    service, done = {
        "reset": (services.reset_second_factor, _("The second factor is reset.")),
        "close": (services.close_account, _("The account is closed.")),
        "reopen": (services.reopen_account, _("The account is open again.")),
    }[verb]
    try:
        service(person=person, by=request.user)
        messages.success(request, done)
    except exceptions.OwnAccount as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("people:person", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@may_look_after_people
def end_delegation(request, pk):
    """Asks for the last day, and makes it the last."""
    delegation = get_object_or_404(Delegation.objects.select_related("person", "state", "organisation"), pk=pk)
    form = EndDelegationForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_delegation(delegation=delegation, on=form.cleaned_data["on"], by=request.user)
        except (exceptions.DelegationEnded, exceptions.EndsBeforeStart) as refusal:
            form.add_error("on", REFUSALS[type(refusal)])
        else:
            messages.success(request, _("The last day of the delegation is set."))
            return redirect("people:person", pk=delegation.person_id)
    return render(request, "accounts/end_delegation.html", {"form": form, "delegation": delegation})


def _sent(request, invitation, token):
    """Send the message, now that the invitation is saved, and show the link once."""
    with suppress(exceptions.MailNotTaken):  # `sent_at` stays empty then: the page and the list say so
        services.send_invitation(invitation=invitation, token=token)
    link = services.link_of(invitation, token=token)
    return render(request, "accounts/invitation_sent.html", {"invitation": invitation, "link": link})


def _sign_in(request, person):
    """Sign in whoever has just chosen a password; who was signed in on this browser is signed out first."""
    logout(request)
    return perform_password_login(request, {"email": person.email}, Login(user=person, email=person.email))
