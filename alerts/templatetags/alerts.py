"""What a page offers to be followed, and text that may stand in XML."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import get_language

from alerts.selectors import canonical
from alerts.selectors.scopes import EVERYTHING, LISTS
from dashboard.selectors.publications import Entry

register = template.Library()

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SCOPES = {  # page: the path of what it shows, made of the page's arguments
    "dashboard:home": EVERYTHING,
    "data:home": EVERYTHING,
    "objectives:detail": "objectives/{number}",
    "states:detail": "states/{iso3}",
    "organisations:detail": "organisations/{slug}",
    "forums:round_table": "round-tables/{year}/{number}",
    **{f"{name}:list": name for name in LISTS},
}


@register.filter
def xml_text(text: object) -> str:
    """The text without the characters XML 1.0 has no place for (section 2.2)."""
    return NOT_IN_XML.sub("", str(text))


@register.filter
def rfc3339(moment: datetime) -> str:
    """A moment as Atom writes it, to the second and in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.simple_tag
def tag_of(language: str, path: str, query: str) -> str:
    """A name for a feed that never changes (RFC 4151): of this host, whatever the address of the feed becomes."""
    return f"tag:{_host()},2026:feed/{language}/{path}" + (f"?{query}" if query else "")


@register.simple_tag
def tag_of_entry(language: str, entry: Entry) -> str:
    """A name for one publication in one language, the same in whichever feed it stands."""
    return f"tag:{_host()},{entry.publication.at:%Y-%m-%d}:publication/{entry.publication.number}/{language}"


@register.filter
def is_its_end(entry: Entry) -> bool:
    """True where the publication is the one its record ended with."""
    return entry.record is not None and entry.record.closed_in_id == entry.publication.number


@register.inclusion_tag("alerts/_feed_link.html", takes_context=True)
def feed_link(context: Context):
    """The feed of what the page shows, for its head; nothing where there is none."""
    return _followed(context)


@register.inclusion_tag("alerts/_follow.html", takes_context=True)
def follow_block(context: Context):
    """The ways to follow what the page shows; nothing where there is none."""
    return _followed(context)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _followed(context: Context) -> dict[str, str | bool]:
    match = context["request"].resolver_match
    if match is None or match.view_name not in SCOPES:
        return {}
    query = ""
    if match.namespace in LISTS:
        form = context.get("form")
        if form is None or not form.is_valid():
            return {}
        query = canonical(form)
    scope = SCOPES[match.view_name].format(**match.kwargs)
    tail = f"?{query}" if query else ""
    return {
        "feed_url": reverse("feeds:feed", args=[get_language(), scope]) + tail,
        "mail_url": reverse("alerts:follow", args=[scope]) + tail,
        "is_filtered": bool(query),
    }
