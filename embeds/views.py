"""Cards in a frame, and where they are found: pure functions of publication and address, like every public page."""

from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt

from dashboard.selectors.publications import publication_at
from embeds.forms import FORMATS, OEmbedForm
from embeds.selectors import WIDTH, Card, Pledged, card_of, frame_at, pledged
from embeds.services import font_of, from_the_right, set_labels, set_title, shortened
from typesetting.pixels import as_png
from workflow.pages import public_page
from workflow.selectors import Moment

POLICY = {"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"], "connect-src": ["'none'"]}
COLUMNS = (80, 450, 820)
XML = "text/xml; charset=utf-8"


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let the page stand in a frame anywhere; it has no script, no form and no cookie, so nothing can be tricked."""
    return wraps(view)(xframe_options_exempt(csp_replace(POLICY)(view)))


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let scripts of other sites read the answer: it is public, and the same for everybody."""

    @wraps(view)
    def answer(*args, **kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@framed
@public_page
def card(request: HttpRequest, language: str, kind: str, key: str, *, moment: Moment) -> HttpResponse:
    """One card: heading, figures with their denominator, source, publication, and the way to the page."""
    with translation.override(language):
        found = card_of(kind, key, moment)
        if found is None:
            raise Http404
        context = {
            "card": found,
            "figures": found.figures,
            "publication": publication_at(moment),
            "operator_name": settings.OPERATOR_NAME,
            "local_copy": settings.LOCAL_COPY,
            "page_url": settings.SITE_URL + found.page,
        }
        return HttpResponse(render_to_string("embeds/card.html", context))


@public_page
def picture(request: HttpRequest, language: str, kind: str, key: str, *, moment: Moment) -> HttpResponse:
    """The picture shown beside a shared link to a page: 1200 × 630, drawn from the page's own figures."""
    with translation.override(language):
        shown = pledged(key, moment) if kind == "pledges" else card_of(kind, key, moment)
        if shown is None:
            raise Http404
        svg = render_to_string("embeds/picture.svg", _drawing(shown, language, moment))
    return HttpResponse(as_png(svg), content_type="image/png")


def _drawing(shown: Card | Pledged, language: str, moment: Moment) -> dict:
    """The parts of a picture and where they stand; it runs from the right where the language does."""
    size, lines = set_title(shown.title)
    mirrored = translation.get_language_bidi()
    figures = set_labels(shown.figures) if isinstance(shown, Card) else []
    columns = [1200 - each if mirrored else each for each in COLUMNS]
    overline = shortened(str(shown.overline), 34)
    return {
        "shown": shown,
        "font": font_of("", language),
        "title_font": font_of(shown.title, language),
        "overline": from_the_right(overline) if mirrored else overline,
        "size": size,
        "lines": [(line, round(190 + (number + 1) * size * 1.22)) for number, line in enumerate(lines)],
        "figures": [(column, *figure) for column, figure in zip(columns, figures, strict=False)],
        "source": shortened(settings.OPERATOR_NAME, 22, room=520),
        "publication": publication_at(moment),
        "is_mirrored": mirrored,
    }


@open_to_all
@public_page
def oembed(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """What a page's card is (oEmbed 1.0): 400 without an address, 404 where it has none, 501 for another format."""
    form, form_of_answer = OEmbedForm(request.GET), request.GET.get("format", "json")
    if form_of_answer not in FORMATS:
        return HttpResponse("format: json, xml\n", status=501, content_type="text/plain")
    if not form.is_valid():
        return HttpResponse("\n".join([*form.errors, ""]), status=400, content_type="text/plain")
    found = frame_at(form.cleaned_data["url"], hosts={settings.SITE_URL.partition("//")[2], request.get_host()})
    if found is None:
        raise Http404
    frame, language, kind, key = found
    with translation.override(language):
        shown = card_of(kind, key, moment)
        if shown is None:
            raise Http404
        width, height = form.within(WIDTH, frame.height)
        known = {"src": settings.SITE_URL + frame.path, "title": shown.title, "width": width, "height": height}
        answer = {
            "type": "rich",
            "version": "1.0",
            "title": shown.title,
            "provider_name": translation.gettext("GCM Implementation Portal"),
            "provider_url": f"{settings.SITE_URL}/",
            "cache_age": 3600,
            "html": render_to_string("embeds/_iframe.html", known).strip(),
            "width": width,
            "height": height,
        }
    if form_of_answer == "xml":
        return HttpResponse(render_to_string("embeds/oembed.xml", {"answer": answer}), content_type=XML)
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
