"""Saying who is deciding on a submission: claim it, release it, take it over."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation import selectors, services
from moderation.exceptions import HeldByAnother
from moderation.pages import for_moderators, way_back
from moderation.states import Kind
from workflow.exceptions import WorkflowError


@for_moderators
@require_POST
def claim(request, kind, pk):
    """Claim a submission; where a colleague was faster, 409 says who, and how to take it over."""
    return _answer(request, kind, pk, services.claim, told=_("Claimed: the others see that you are deciding on it."))


@for_moderators
@require_POST
def release(request, kind, pk):
    """Give a submission back to everybody."""
    return _answer(request, kind, pk, services.release, told=_("Released: anybody can claim it now."))


@for_moderators
@require_POST
def take_over(request, kind, pk):
    """Hold it in place of the colleague the page named; where it is another's by now, 409 says whose."""
    seen = request.POST.get("claim", "")
    return _answer(
        request,
        kind,
        pk,
        services.take_over,
        told=_("You hold it now. Who held it before is told."),
        seen=int(seen) if seen.isdecimal() else 0,
    )


def _answer(request, kind, pk, act, *, told, **how):
    """Act, say so and go back; a colleague's claim is a page of its own, any other refusal a message."""
    try:
        item = selectors.submission(Kind(kind), pk)
    except (ValueError, ObjectDoesNotExist) as error:
        raise Http404 from error
    try:
        act(item, by=request.user, **how)
    except HeldByAnother as refused:
        context = {"item": item, "kind": kind, "claim": refused.claim, "why": refused.message}
        return render(request, "moderation/held.html", context, status=409)
    except WorkflowError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, told)
    return way_back(request)
