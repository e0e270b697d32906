"""Languages on a page: switching, alternates, and text that is not in the language of the page."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language, get_language_info, pgettext

from ui.templatetags.ui.registry import draw, register

RIGHT_TO_LEFT = frozenset(settings.LANGUAGES_BIDI)
# languages beside the six that tools exist and support is given in, as far as Django knows their names
FURTHER = tuple(
    """
    az be bg bn bs ca cs da de el et fa fi he hi hr hu hy id it ja ka kk km ko ky lt lv mk mn ms my ne nl pa pl pt ro
    sk sl sq sr sv sw ta te tg th tk tr uk ur uz vi
    """.split()  # noqa: SIM905 - codes read better as a line of words
)


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, for any language tag; an unknown language runs left to right."""
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


def name_of(language: str) -> str:
    """The language's name in the language of the page; the bare code where Django knows no name."""
    try:
        return get_language_info(language)["name_translated"]
    except KeyError:
        return language


def language_choices(*, also: Iterable[str] = ()) -> list[tuple[str, list[tuple[str, str]]]]:
    """Languages to choose from by name: the six first, then others; `also` names codes that must be among them."""
    official = [code for code, _own_name in settings.LANGUAGES]
    others = {*FURTHER, *also} - set(official)
    groups = {
        pgettext("languages", "Official languages of the United Nations"): official,
        pgettext("languages", "Other languages"): others,
    }
    return [
        (name, sorted(((code, name_of(code)) for code in codes), key=lambda pair: pair[1].casefold()))
        for name, codes in groups.items()
    ]


def same_page(path: str, language: str) -> str:
    """The path with its language prefix exchanged; a path without one gets it."""
    first, _, rest = path.lstrip("/").partition("/")
    if first in dict(settings.LANGUAGES):
        return f"/{language}/{rest}"
    return f"/{language}/"


def in_each_language(request) -> list[dict]:
    """This page in the languages of the site: code, own name, direction, path, and which one is shown now."""
    shown = get_language()
    return [
        {
            "code": code,
            "name": name,
            "dir": direction_of(code),
            "path": same_page(request.path, code),
            "current": code == shown,
        }
        for code, name in settings.LANGUAGES
    ]


@register.inclusion_tag("components/language_switch.html")
def language_switch(*, request):
    """Links to this page, with its query, in each language by that language's own name."""
    return {"languages": in_each_language(request), "query": request.META.get("QUERY_STRING", "")}


@register.inclusion_tag("components/alternates.html")
def alternates(*, request, site_url):
    """The canonical address and its six translations, for the head of a public page."""
    default = same_page(request.path, settings.LANGUAGE_CODE)
    return {
        "languages": in_each_language(request),
        "path": request.path,
        "site_url": site_url,
        "default_path": default,
    }


@register.inclusion_tag("components/in_language.html")
def in_language(*, text, language):
    """A run of text with its own language and direction: a title a State wrote, inside a sentence of ours."""
    return {"text": text, "language": language, "dir": direction_of(language)}


@register.simple_block_tag
def source_text(content, *, language, note=""):
    """Text a State wrote, in the language it was written in; says which where that is not the page's."""
    foreign = language.lower() != (get_language() or "").lower()
    return draw(
        "source_text",
        content=content,
        language=language,
        dir=direction_of(language),
        language_name=name_of(language) if foreign else "",
        note=note,
    )
