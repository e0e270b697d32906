"""The portal's own addresses, and before them pages that fail in each way a page can."""

import psycopg2
from allauth.core.ratelimit import respond_429
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import path

from gcm_portal.urls import handler500
from gcm_portal.urls import urlpatterns as all_addresses


def forbidden(request):
    """403."""
    raise PermissionDenied


def too_often(request):
    """429."""
    return respond_429(request)


def broken(request):
    """500."""
    raise RuntimeError("on purpose")


def away(request):
    """503: the database cannot be reached."""
    raise OperationalError("connection refused") from psycopg2.OperationalError()


FAILURES = {"forbidden": (forbidden, 403), "too-often": (too_often, 429), "broken": (broken, 500), "away": (away, 503)}
urlpatterns = [*i18n_patterns(*(path(f"{name}/", view) for name, (view, _) in FAILURES.items())), *all_addresses]
__all__ = ["FAILURES", "handler500", "urlpatterns"]
