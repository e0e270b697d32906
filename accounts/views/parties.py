"""States and organisations as administrators see them: who speaks, on which letter, what is proposed, what ended."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import selectors
from accounts.models import Organisation, State
from accounts.views.answers import PER_PAGE, may_look_after_people


@require_safe
@never_cache
@login_required
@may_look_after_people
def party_list(request):
    """Every State and organisation that somebody speaks for, or did, or is proposed or invited to."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    page = selectors.page_of(selectors.parties_spoken_for(words), request.GET.get("page"), per_page=PER_PAGE)
    context = {
        "page_obj": page,
        "lines": selectors.with_mandates(list(page)),
        "q": words,
        "querystring": urlencode({"q": words}) if words else "",
    }
    return render(request, "accounts/party_list.html", context)


@require_safe
@never_cache
@login_required
@may_look_after_people
def state(request, iso3):
    """One State."""
    return _page(request, get_object_or_404(State, iso3=iso3))


@require_safe
@never_cache
@login_required
@may_look_after_people
def organisation(request, pk):
    """One organisation."""
    return _page(request, get_object_or_404(Organisation, pk=pk))


def _page(request, party):
    story = selectors.page_of(selectors.party_story(party), request.GET.get("page"), per_page=PER_PAGE)
    return render(request, "accounts/party.html", {"party": selectors.party_in_full(party), "page_obj": story})
