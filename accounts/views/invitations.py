"""Invitations: sent by administrators, accepted by whoever reads the mail."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import exceptions, selectors, services
from accounts.forms import AcceptForm, InviteForm
from accounts.models import Invitation
from accounts.views.answers import PER_PAGE, REFUSALS, may_invite, sent


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
    form = InviteForm(request.POST or None, request.FILES or None, initial={"language": get_language()})
    if not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form})
    try:
        invitation, token = services.invite(by=request.user, **form.cleaned_data)
    except (exceptions.BothSides, exceptions.AccountDeactivated) as refusal:
        form.add_error("email", REFUSALS[type(refusal)])
        return render(request, "accounts/invite.html", {"form": form})
    return sent(request, invitation, token)


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
    return sent(request, invitation, token)


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


def _sign_in(request, person):
    """Sign in whoever has just chosen a password; who was signed in on this browser is signed out first."""
    logout(request)
    return perform_password_login(request, {"email": person.email}, Login(user=person, email=person.email))
