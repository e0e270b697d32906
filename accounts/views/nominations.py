"""Proposals of focal points, for administrators: read the letter, confirm or refuse."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import exceptions, selectors, services
from accounts.forms import RefuseForm
from accounts.views.answers import PER_PAGE, REFUSALS, may_look_after_people, sent


@require_safe
@never_cache
@login_required
@may_look_after_people
def nominations(request):
    """All proposals, those that wait on top."""
    page = selectors.page_of(selectors.nominations(), request.GET.get("page"), per_page=PER_PAGE)
    return render(request, "accounts/nomination_list.html", {"page_obj": page})


@require_safe
@never_cache
@login_required
@may_look_after_people
def nomination(request, pk):
    """One proposal: whom, for whom, by whom, on which letter; and the two answers."""
    return _page(request, get_object_or_404(selectors.nominations(), pk=pk), RefuseForm())


@require_POST
@never_cache
@login_required
@may_look_after_people
def confirm(request, pk):
    """Yes: the invitation goes out now."""
    found = get_object_or_404(selectors.nominations(), pk=pk)
    try:
        invitation, token = services.confirm_nomination(nomination=found, by=request.user)
    except tuple(REFUSALS) as refusal:
        messages.error(request, REFUSALS[type(refusal)])
        return redirect("people:nomination", pk)
    return sent(request, invitation, token)


@require_POST
@login_required
@may_look_after_people
def refuse(request, pk):
    """No, and why."""
    found = get_object_or_404(selectors.nominations(), pk=pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        services.refuse_nomination(nomination=found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The proposal is refused. The focal points are told why."))
    except exceptions.NominationDecided as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("people:nominations")


def _page(request, found, form):
    story = selectors.nomination_story(found)
    standing = selectors.standing_of_proposer(found)
    context = {"nomination": found, "form": form, "story": story, "proposer": standing}
    return render(request, "accounts/nomination.html", context)
