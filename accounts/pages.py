"""Who is let into pages that are not for everybody."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def for_holders_of(permission: str) -> Callable[[View], View]:
    """Signed out: to the sign-in. Signed in without the permission: there is no such page. Never kept by a cache."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return never_cache(login_required(guarded))

    return decorate
