"""What a page offers to be shown elsewhere."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import get_language, to_locale

from embeds.selectors import COMPACT, WIDTH, frame_of

register = template.Library()

PICTURES = {  # page: the kind of picture, and the argument that names it; all others have the Compact's
    "objectives:detail": ("objectives", "number"),
    "states:detail": ("states", "iso3"),
    "pledges:detail": ("pledges", "reference"),
}
ABOUT = ("objective", "state", "organisation", "pledge", "tool", "need", "plan", "review", "measure", "edition")
WITH_CODE = frozenset({"objectives:detail", "states:detail"})


@register.inclusion_tag("embeds/_discovery.html", takes_context=True)
def embed_links(context: Context):
    """Where oEmbed finds the page's card, for its head; nothing where it has none."""
    match = context["request"].resolver_match
    if match is None or frame_of(match.view_name, match.kwargs, _language()) is None:
        return {}
    page = settings.SITE_URL + context["request"].path
    return {
        "answers": [
            (f"{form}+oembed", f"{settings.SITE_URL}/oembed?{urlencode({'url': page, 'format': code})}")
            for form, code in (("application/json", "json"), ("text/xml", "xml"))
        ]
    }


@register.inclusion_tag("embeds/_share.html", takes_context=True)
def share_meta(context: Context):
    """What other sites and programs show beside a link to the page (Open Graph), for its head."""
    request = context["request"]
    match = request.resolver_match
    if match is None or (context.get("record") is not None and "history" not in context):
        return {}
    kind, name = PICTURES.get(match.view_name, ("figures", ""))
    key = str(match.kwargs[name]) if name else COMPACT
    path = reverse("embeds:picture", args=[_language(), kind, key])
    return {
        "title": next((_title(context[each]) for each in ABOUT if context.get(each)), ""),
        "url": settings.SITE_URL + request.path,
        "picture": settings.SITE_URL + path,
        "locale": to_locale(_language()),
    }


@register.inclusion_tag("embeds/_embed.html", takes_context=True)
def embed_block(context: Context):
    """The code that shows the page's card elsewhere; nothing on pages that are not about one thing."""
    match = context["request"].resolver_match
    frame = frame_of(match.view_name, match.kwargs, _language()) if match else None
    if match is None or frame is None or match.view_name not in WITH_CODE:
        return {}
    return {"frame": frame, "src": settings.SITE_URL + frame.path, "width": WIDTH, "height": frame.height}


def _title(thing: object) -> str:
    return str(getattr(thing, "title", "") or thing)


def _language() -> str:
    return get_language() or "en"
