"""Addresses for tests of the door: a signed-in area nobody told the door about, a public page, and accounts."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import include, path

from api.urls import token_urls


def public(request):
    """A page that is the same for everybody."""
    return HttpResponse(f"public, session read: {request.session.accessed}")


public.is_public = True


@login_required
def private(request):
    """A page somebody forgot to think about."""
    return HttpResponse("private")


urlpatterns = i18n_patterns(
    path("accounts/tokens/", include((token_urls, "tokens"))),
    path("accounts/", include("accounts.urls")),
    path("desk/", include(([path("", private, name="home")], "desk"))),
    path("", include(([path("", public, name="home")], "dashboard"))),
)
