"""What programs look for at fixed addresses: `robots.txt` (RFC 9309) and `security.txt` (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

TEXT = "text/plain; charset=utf-8"
PRIVATE = ("accounts", "desk", "moderation", "reviewing", "follow")
VALID_DAYS = 180  # RFC 9116 recommends less than a year


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """The public pages may be read by anybody's program; a local copy by none, for it is not the portal."""
    if settings.LOCAL_COPY:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        lines = ["User-agent: *", *(f"Disallow: /*/{place}/" for place in PRIVATE), "Disallow: /*?*format="]
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type=TEXT)


@require_safe
@cache_control(public=True, max_age=3600)
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness; 404 where the operator has said nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    contact = settings.SECURITY_CONTACT
    expires = datetime.combine(timezone.localdate() + timedelta(days=VALID_DAYS), time(), tzinfo=UTC)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    if settings.SECURITY_POLICY_URL:
        lines.append(f"Policy: {settings.SECURITY_POLICY_URL}")
    return HttpResponse("\n".join([*lines, ""]), content_type=TEXT)
