"""The moderators' side: peer reviews, whom each asked, whom to ask next."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from peer_review import selectors, services
from peer_review.exceptions import PeerReviewError
from peer_review.forms import InviteForm, ReviewFilter
from peer_review.models import Assignment
from peer_review.views.pages import of_moderators, page_of
from tools.models import Tool
from workflow.exceptions import WorkflowError

SHOWN = 8  # of each side; the rest on request


@of_moderators
@require_safe
def list_(request):
    """All peer reviews, those under way first; a filter nobody could have chosen is answered 400."""
    form = ReviewFilter(request.GET)
    if not form.is_valid():
        return render(request, "peer_review/review_list.html", {"form": form}, status=400)
    found = selectors.reviews(which=form.cleaned_data["which"], day=timezone.localdate())
    page = page_of(request, found)
    lines = [(review, selectors.places_of(review)) for review in page]
    context = {"form": form, "page_obj": page, "lines": lines, "querystring": form.querystring()}
    return render(request, "peer_review/review_list.html", context)


@of_moderators
@require_POST
def open_(request, tool_pk):
    """Open the peer review of a tool that awaits a decision."""
    tool = get_object_or_404(Tool.objects.filter(submitted_at__isnull=False), pk=tool_pk)
    try:
        review = services.open_review(tool, by=request.user)
    except WorkflowError as refusal:
        messages.error(request, refusal.message)
        return redirect("moderation:record", "tool", tool_pk)
    messages.success(request, _("The peer review is open. Now choose whom to ask."))
    return redirect("peer_reviews:review", review.pk)


@of_moderators
@require_safe
def review(request, pk):
    """One peer review: its standing, what is in, whom to ask."""
    return _page(request, _load(pk))


@of_moderators
@require_POST
def invite(request, pk):
    """Ask those who were ticked, all or none."""
    found, form = _load(pk), InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=400)
    try:
        asked = services.invite(found, list(form.cleaned_data["reviewers"]), by=request.user)
    except WorkflowError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, _load(pk), form=form, status=409)
    messages.success(request, _("Asked: %(names)s.") % {"names": ", ".join(str(each.reviewer) for each in asked)})
    return redirect("peer_reviews:review", pk)


@of_moderators
@require_POST
def release(request, pk, assignment_pk):
    """Take a request back; the place is free again."""
    assignment = get_object_or_404(Assignment.objects.with_tools(), pk=assignment_pk, review=pk)
    return _act(request, pk, lambda: services.release(assignment, by=request.user), _("Released. A place is free."))


@of_moderators
@require_POST
def call_off(request, pk):
    """End the review without a result."""
    found = _load(pk)
    done = _("Called off. Whoever still owed something is told.")
    return _act(request, pk, lambda: services.call_off(found, by=request.user), done)


def _act(request, pk, act, done):
    try:
        act()
    except PeerReviewError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("peer_reviews:review", pk)


def _load(pk):
    try:
        return selectors.review_of(pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _page(request, found, *, form=None, status=200):
    places = selectors.places_of(found)
    owes_own = found.assignments.to_do().filter(reviewer__person=request.user).exists()
    can_ask = found.is_open and selectors.may_be_reviewed(found.tool) and any(place.free for place in places)
    context = {
        "review": found,
        "tool": found.tool,
        "places": places,
        "assignments": selectors.assignments_of_review(found),
        "result": None if owes_own else selectors.result_of(found),
        "owes_own": owes_own,
        "form": form,
        "can_ask": can_ask,
        "is_on_the_desk": selectors.may_be_reviewed(found.tool),
        "trail": [(_("Peer reviews"), reverse("peer_reviews:list")), (found.tool.reference, "")],
    }
    if can_ask:
        by_side, excluded = selectors.suggestions(found, by=request.user, day=timezone.localdate())
        limit = None if "all" in request.GET else SHOWN
        context |= {
            "suggested": [(place, by_side[place.side][:limit], len(by_side[place.side])) for place in places],
            "excluded": excluded,
            "is_cut": limit is not None and any(len(rows) > SHOWN for rows in by_side.values()),
            "chosen": form.chosen() if form else set(),
        }
    return render(request, "peer_review/review.html", context, status=status)
