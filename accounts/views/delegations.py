"""A party as its own people see it: who speaks for it, who is invited, who follows. Somebody else's is not there."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import exceptions, selectors, services
from accounts.forms import EndDelegationForm, InviteDrafterForm, NominateForm
from accounts.states import DelegationRole
from accounts.views.answers import REFUSALS


@require_safe
@never_cache
@login_required
def home(request):
    """All the person's delegations; who has one only is led to it."""
    own = list(selectors.own_delegations(request.user))
    if len(own) == 1 and own[0].is_in_force:
        return redirect("delegations:detail", own[0].pk)
    return render(request, "accounts/delegation_list.html", {"delegations": own})


@require_safe
@never_cache
@login_required
def detail(request, pk):
    """Who speaks for the party, as what and until when, and what is under way."""
    party = selectors.party_page(_own(request, pk))
    context = {"party": party, "own": party.own, "returned": selectors.returned_mail_of(request.user)}
    return render(request, "accounts/delegation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def invite_drafter(request, pk):
    """Who prepares drafts for the own party: a focal point invites them without asking anybody."""
    own = _own_as_focal_point(request, pk)
    initial = {"delegation_ends_on": own.ends_on, "language": get_language()}
    form = InviteDrafterForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = services.invite(by=request.user, party=own.party, role=DelegationRole.DRAFTER, **form.cleaned_data)
        except (exceptions.BothSides, exceptions.AccountDeactivated) as refusal:
            form.add_error("email", REFUSALS[type(refusal)])
        else:
            return _on_its_way(request, own, *made)
    return render(request, "accounts/invite_drafter.html", {"form": form, "own": own})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def nominate(request, pk):
    """Propose a focal point of the own party, on the strength of a letter."""
    own = _own_as_focal_point(request, pk)
    starts_on = max(timezone.localdate(), own.ends_on + timedelta(days=1)) if own.ends_on else timezone.localdate()
    initial = {"starts_on": starts_on, "language": get_language()}
    form = NominateForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        try:
            services.nominate(by=request.user, party=own.party, **form.cleaned_data)
        except (exceptions.BothSides, exceptions.AccountDeactivated, exceptions.ProposedAlready) as refusal:
            form.add_error("email", REFUSALS[type(refusal)])
        else:
            messages.success(request, _("The proposal is with the secretariat. You will have its answer by e-mail."))
            return redirect("delegations:detail", pk)
    return render(request, "accounts/nominate.html", {"form": form, "own": own})


@require_POST
@login_required
def take_back(request, pk, nomination_pk):
    """A proposal nobody has decided on is taken back."""
    own = _own_as_focal_point(request, pk)
    nomination = get_object_or_404(selectors.nominations().of_party_of(own), pk=nomination_pk)
    try:
        services.take_back_nomination(nomination=nomination, by=request.user)
        messages.success(request, _("The proposal is taken back."))
    except exceptions.NominationDecided as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("delegations:detail", pk)


@require_POST
@login_required
def send_again(request, pk, invitation_pk):
    """A new link to the same address; the old one is void."""
    own = _own_as_focal_point(request, pk)
    invitation = get_object_or_404(selectors.invitations_sent().of_party_of(own), pk=invitation_pk)
    try:
        made = services.renew_invitation(invitation=invitation, by=request.user)
    except exceptions.InvitationUsed as refusal:
        messages.error(request, REFUSALS[type(refusal)])
        return redirect("delegations:detail", pk)
    return _on_its_way(request, own, *made)


@require_POST
@login_required
def revoke(request, pk, invitation_pk):
    """Void the link of an invitation the person sent."""
    own = _own_as_focal_point(request, pk)
    invitation = get_object_or_404(selectors.invitations_sent().of_party_of(own), pk=invitation_pk)
    try:
        services.revoke_invitation(invitation=invitation, by=request.user)
        messages.success(request, _("The invitation is revoked: its link opens nothing."))
    except exceptions.InvitationUsed as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("delegations:detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def end_drafter(request, pk, drafter_pk):
    """Asks for a drafter's last day, and makes it the last."""
    own = _own_as_focal_point(request, pk)
    drafter = get_object_or_404(selectors.drafters_beside(own), pk=drafter_pk)
    form = EndDelegationForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            services.end_delegation(delegation=drafter, on=form.cleaned_data["on"], by=request.user)
        except (exceptions.DelegationEnded, exceptions.EndsBeforeStart) as refusal:
            form.add_error("on", REFUSALS[type(refusal)])
        else:
            messages.success(request, _("The last day of the delegation is set."))
            return redirect("delegations:detail", pk)
    return render(request, "accounts/end_drafter.html", {"form": form, "own": own, "delegation": drafter})


@require_safe
@never_cache
@login_required
def letter(request, pk):
    """The file of a letter, as a download that no browser opens by itself."""
    kept = get_object_or_404(selectors.letters_open_to(request.user), pk=pk)
    try:
        with kept.file.open("rb") as file:
            answer = HttpResponse(file.read(), content_type="application/octet-stream")
    except FileNotFoundError:
        raise Http404 from None
    answer["Content-Disposition"] = content_disposition_header(True, kept.download_name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _own(request, pk):
    own = selectors.delegation_of(request.user, pk)
    if own is None:
        raise Http404
    return own


def _own_as_focal_point(request, pk):
    own = _own(request, pk)
    if not request.user.has_perm("accounts.nominate", own):
        raise PermissionDenied
    return own


def _on_its_way(request, own, invitation, token):
    """Send the message, now that the invitation is saved. The link is not shown: it proves the mailbox."""
    try:
        services.send_invitation(invitation=invitation, token=token)
        messages.success(request, _("The invitation is on its way."))
    except exceptions.MailNotTaken:
        messages.warning(request, _("The invitation is saved, but no mail server took it. Send it again later."))
    return redirect("delegations:detail", own.pk)
