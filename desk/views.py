"""The desk: one page from which a focal point, a drafter or a contributor starts everything, and its piles in full."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.selectors import mandates_of
from desk import selectors
from desk.states import Pile
from workflow.selectors import current_moment

PAGE_SIZE = 25


@never_cache
@login_required
@require_safe
def home(request):
    """What is due, what this person's State or organisation has by where it stands, and what can be begun."""
    desk = selectors.desk_of(request.user)
    return render(request, "desk/home.html", {"desk": desk, "account_delegations": desk.mandates.spoken})


@never_cache
@login_required
@require_safe
def records(request, pile):
    """One pile in full, page by page, of one kind if the address says so."""
    key = request.GET.get("kind", "")
    if pile not in Pile.values or (key and key not in selectors.BY_KEY):
        raise Http404
    mandates = mandates_of(request.user)
    rows = selectors.lying_in(mandates, Pile(pile), kind=selectors.BY_KEY.get(key))
    try:
        page = Paginator(rows, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    context = {
        "pile": Pile(pile),
        "page_obj": page,
        "lines": selectors.lines_of(page, mandates, moment=current_moment()),
        "kinds": selectors.KINDS,
        "chosen": key,
        "account_delegations": mandates.spoken,
    }
    return render(request, "desk/records.html", context)
