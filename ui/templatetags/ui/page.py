"""The furniture of a page: headings, ways through the site, pages of a list."""

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from ui.templatetags.ui.registry import draw, register

MAIN_PAGES = [
    ("dashboard:home", _("Dashboard")),
    ("objectives:list", _("Objectives")),
    ("forums:list", _("Forums")),
    ("states:list", _("States")),
    ("organisations:list", _("Organisations")),
    ("pledges:list", _("Pledges")),
    ("plans:list", _("Plans")),
    ("reviews:list", _("Reviews")),
    ("tools:list", _("Toolbox")),
    ("needs:list", _("Needs")),
    ("reports:list", _("Reports")),
]


def address_of(name: str) -> str:
    """The page's address, or nothing where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("components/main_nav.html")
def main_nav(*, request):
    """The main pages; the one we are on, or below, is marked."""
    home = address_of("dashboard:home")
    links = [{"label": label, "url": address_of(name)} for name, label in MAIN_PAGES]
    for link in links:
        link["exact"] = link["url"] == request.path
        link["current"] = link["exact"] or (link["url"] not in ("", home) and request.path.startswith(link["url"]))
    return {"links": [link for link in links if link["url"]], "desk": address_of("desk:home")}


@register.inclusion_tag("components/page_heading.html")
def page_heading(*, title, overline="", lede="", lang="", dir=""):
    """The page's one h1; `lang` and `dir` where a State wrote the title."""
    return {"title": title, "overline": overline, "lede": lede, "lang": lang, "dir": dir}


@register.inclusion_tag("components/section_heading.html")
def section_heading(*, title, level=2, id="", overline="", url="", link_label=""):
    """A heading on a rule, with one link at its end: "All 45 pledges"."""
    return {
        "title": title,
        "tag": f"h{int(level)}",
        "id": id,
        "overline": overline,
        "url": url,
        "link_label": link_label,
    }


@register.inclusion_tag("components/round_table_heading.html")
def round_table_heading(*, number, title="", url="", level=2, id=""):
    """A round table by its number and theme, under its bar of colour."""
    return {"number": number, "title": title, "url": url, "tag": f"h{int(level)}", "id": id}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*, items):
    """The way here: (label, address) pairs from the top; the page itself is left out or has no address."""
    return {"items": items}


@register.inclusion_tag("components/pager.html")
def pager(*, page_obj, querystring=""):
    """Pages of a list, keeping the filters in `querystring`; nothing at all where there is one page."""
    kept = QueryDict(querystring, mutable=True)

    def address(number):
        kept["page"] = number
        return f"?{kept.urlencode()}"

    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "page_obj": page_obj,
        "pages": [(n, address(n) if isinstance(n, int) else "") for n in numbers],
        "previous": address(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": address(page_obj.next_page_number()) if page_obj.has_next() else "",
    }


@register.inclusion_tag("components/messages_list.html")
def messages_list(*, messages):
    """What just happened, to the signed-in person."""
    return {"messages": messages}


@register.inclusion_tag("components/account_bar.html", takes_context=True)
def account_bar(context, *, user, delegations=()):
    """Who is signed in, for whom they speak, and the way out; only ever on signed-in pages."""
    return {
        "user": user,
        "here": context["request"].path if "request" in context else "",
        "delegations": delegations,
        "desk": address_of("desk:home"),
        "queue": address_of("moderation:queue") if getattr(user, "staff_role", "") else "",
        "people": address_of("people:list") if context.get("looks_after_people") else "",
        "account": address_of("profile:edit"),
        "sign_out": address_of("account_logout"),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag
def aside(content, *, label):
    """What stands beside the main text: facts, downloads, the next date."""
    return draw("aside", content=content, label=label)


@register.inclusion_tag("components/contents.html")
def contents(*, items, label=""):
    """The parts of a long page: (label, fragment) pairs."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/downloads.html")
def downloads(*, items, label=""):
    """The same rows as files: (format, address) pairs."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/publication_line.html")
def publication_line(*, number, published_at, url=""):
    """Which publication the page shows, so that a figure can be cited."""
    return {"number": number, "published_at": published_at, "url": url}


@register.inclusion_tag("components/past_notice.html")
def past_notice(*, number, published_at, request):
    """That the page shows an earlier publication, with the way to the present page; its filters stay."""
    kept = request.GET.copy()
    for name in ("as_of", "page"):
        kept.pop(name, None)
    now = f"{request.path}?{kept.urlencode()}" if kept else request.path
    return {"number": number, "published_at": published_at, "now": now}


@register.inclusion_tag("components/site_search.html")
def site_search():
    """The way into the search from any page; nothing where this installation has none."""
    return {"address": address_of("search:find")}
