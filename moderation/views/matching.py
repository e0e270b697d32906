"""The broker's desk: needs nothing was made of yet, what could meet them, and each match with both its sides."""

from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from matching import services
from matching.exceptions import OpenAlready
from matching.forms import MatchFilter, NeedFilter, PairForm
from matching.models import Match
from matching.selectors import pages
from matching.selectors.candidates import needs_fitting, offers_fitting
from matching.selectors.offers import live_offer
from matching.selectors.people import holds_words_or_contacts
from matching.selectors.places import places
from matching.selectors.suggestions import suggested_needs, suggested_offers
from matching.selectors.wanted import live_need
from matching.states import TRANSITIONS, Act, Closing
from moderation.pages import for_moderators
from workflow.exceptions import WorkflowError
from workflow.models import Record

PAGE_SIZE = 25
SUGGESTED = 10  # on one page: each takes a moment to weigh
DONE = {
    "put": gettext_lazy("Put to both sides: their focal points are told, and can answer until the day below."),
    "drop": gettext_lazy("Closed. Whoever was asked is told that it goes no further."),
    "confirm": gettext_lazy("Confirmed: the outcome counts, and both sides are told."),
    "erase": gettext_lazy("Contacts and remarks of this match are erased."),
}


@for_moderators
@require_safe
def needs(request):
    """Public needs, those nothing was made of first, the oldest on top."""
    form = NeedFilter(request.GET)
    if not form.is_valid():
        return render(request, "matching/needs.html", {"form": form}, status=400)
    page = _page_of(pages.needs_waiting(form.cleaned_data), form.number)
    lines = pages.need_lines(page, day=timezone.localdate())
    return render(request, "matching/needs.html", {"form": form, "page_obj": page, "lines": lines})


@for_moderators
@require_safe
def matches(request):
    """Every match by where it stands: outcomes to confirm first."""
    form = MatchFilter(request.GET)
    if not form.is_valid():
        return render(request, "matching/matches.html", {"form": form}, status=400)
    page = _page_of(pages.matches_brokered(form.cleaned_data), form.number)
    return render(request, "matching/matches.html", {"form": form, "page_obj": page, "pairs": pages.pairs(page)})


@for_moderators
@require_safe
def need(request, reference):
    """One need and the offers that could meet it, each with why."""
    return _need(request, reference)


@for_moderators
@require_safe
def offer(request, reference):
    """One offer and the needs it could meet, each with why."""
    found, known = live_offer(_record(reference)), places()
    if found is None:
        raise Http404
    page = _page_of(needs_fitting(found, known), _number(request), size=SUGGESTED)
    context = {"offer": found, "page_obj": page, "suggestions": suggested_needs(found, page, known)}
    return render(request, "matching/offer.html", context | {"trail": _trail()})


@for_moderators
@require_POST
def suggest(request):
    """Note a pair; the page of the match shows both sides before anybody is asked."""
    form = PairForm(request.POST)
    if not form.is_valid():
        raise Http404
    wanted, given = _record(form.cleaned_data["need"]), _record(form.cleaned_data["offer"])
    try:
        match = services.suggest(wanted.pk, given.pk, by=request.user, again=form.cleaned_data["again"])
    except OpenAlready as refused:
        messages.info(request, refused.message)
        match = refused.match
    except WorkflowError as refused:
        return _need(request, wanted.reference, refused=refused)
    return redirect("matching:detail", match.pk)


@for_moderators
@require_safe
def detail(request, pk):
    """One match with both sides, why they fit, what was done, and what can be done now."""
    return _page(request, get_object_or_404(_matches(), pk=pk))


@for_moderators
@require_POST
def put(request, pk):
    """Ask both sides."""
    return _act(request, pk, "put", services.put_to_both)


@for_moderators
@require_POST
def drop(request, pk):
    """Let it go."""
    return _act(request, pk, "drop", services.close, closing=Closing.DROPPED)


@for_moderators
@require_POST
def erase(request, pk):
    """Erase the contacts and remarks, where somebody asked for it."""
    return _act(request, pk, "erase", services.erase_contacts)


@for_moderators
@require_POST
def confirm(request, pk, side):
    """Confirm what one side said came of it."""
    match = get_object_or_404(_matches(), pk=pk)
    said = get_object_or_404(match.sides, which=side)
    try:
        services.confirm_outcome(said, by=request.user, seen=request.POST.get("seen", ""))
    except WorkflowError as refused:
        return _page(request, get_object_or_404(_matches(), pk=pk), refused=refused, status=409)
    messages.success(request, DONE["confirm"])
    return redirect("matching:detail", pk)


def _need(request, reference, *, refused=None):
    found, known = live_need(_record(reference).pk), places()
    if found is None:
        raise Http404
    page = _page_of(offers_fitting(found, known), _number(request), size=SUGGESTED)
    context = {
        "need": found,
        "page_obj": page,
        "suggestions": suggested_offers(found, page, known),
        "tried": pages.tried_for(found),
        "refused": refused,
    }
    return render(request, "matching/need.html", context | {"trail": _trail()}, status=409 if refused else 200)


def _act(request, pk, name, verb, **how):
    match = get_object_or_404(_matches(), pk=pk)
    try:
        verb(match, by=request.user, **how)
    except WorkflowError as refused:
        return _page(request, get_object_or_404(_matches(), pk=pk), refused=refused, status=409)
    messages.success(request, DONE[name])
    return redirect("matching:detail", pk)


def _page(request, match, *, refused=None, status=200):
    context = {
        "page": pages.match_page(match, reader=None),
        "match": match,
        "refused": refused,
        "can_put": match.standing in TRANSITIONS[Act.PUT][0],
        "can_drop": match.standing in TRANSITIONS[Act.CLOSE][0],
        "can_erase": match.standing in TRANSITIONS[Act.ERASE_CONTACTS][0] and holds_words_or_contacts(match),
        "history": pages.match_history(match),
        "trail": [*_trail(), (_("Matches"), reverse("matching:matches"))],
    }
    return render(request, "matching/match.html", context, status=status)


def _matches():
    return Match.objects.select_related("need", "offer", "put_by", "published_in", "outcome_published_in")


def _record(reference):
    return get_object_or_404(Record, reference=reference)


def _trail():
    return [(_("Moderation queue"), reverse("moderation:queue")), (_("Needs and offers"), reverse("matching:needs"))]


def _number(request):
    return request.GET.get("page", 1)


def _page_of(rows, number, *, size=PAGE_SIZE):
    try:
        return Paginator(rows, size).page(number)
    except InvalidPage as error:
        raise Http404 from error
