"""The desk: one page from which a focal point, a drafter or a contributor starts everything."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desk.selectors import desk_of


@never_cache
@login_required
@require_safe
def home(request):
    """What this person's State or organisation has, by where it stands."""
    desk = desk_of(request.user)
    return render(request, "desk/home.html", {"desk": desk, "account_delegations": desk.mandates.spoken})
