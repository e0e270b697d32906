"""Every public address there is, taken from the resolver: a page nobody gave an example for is found out."""

from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import translation

from dashboard.selectors.charts import CHARTS, ENDINGS
from dashboard.selectors.fields import RESOURCES

EXAMPLES = {  # page: the arguments of one that exists; the records are those of the test that asks
    "objectives:detail": lambda records: [(number,) for number in (1, 7, 23)],
    "forums:detail": lambda records: [(2022,), (2026,), (2030,)],
    "forums:round_table": lambda records: [(2026, number) for number in (1, 2, 3, 4)],
    "states:detail": lambda records: [("PRT",)],
    "organisations:detail": lambda records: [(slug,) for slug in records["organisations"]],
    "pledges:detail": lambda records: [(reference,) for reference in records["pledges"]],
    "pledges:versions": lambda records: [(reference,) for reference in records["pledges"]],
    "pledges:file": lambda records: [],
    "pledges:update_file": lambda records: [],
    "plans:detail": lambda records: [(reference,) for reference in records.get("plans", [])],
    "plans:versions": lambda records: [(reference,) for reference in records.get("plans", [])],
    "plans:file": lambda records: [],
    "plans:measure": lambda records: [(f"{reference}-01",) for reference in records.get("plans", [])],
    "plans:update_file": lambda records: [],
    "reviews:detail": lambda records: [(reference,) for reference in records.get("reviews", [])],
    "reviews:versions": lambda records: [(reference,) for reference in records.get("reviews", [])],
    "reviews:file": lambda records: [(reference, 1) for reference in records.get("reviews", [])],
    "tools:detail": lambda records: [(reference,) for reference in records["tools"]],
    "tools:file": lambda records: [],
    "tools:versions": lambda records: [(reference,) for reference in records["tools"]],
    "needs:detail": lambda records: [(reference,) for reference in records.get("needs", [])],
    "needs:versions": lambda records: [(reference,) for reference in records.get("needs", [])],
    "needs:file": lambda records: [],
    "charts:file": lambda records: [(name, ending) for name in CHARTS for ending in ENDINGS if ending != "png"],
    "data:file": lambda records: [],
    "data:table": lambda records: [(name,) for name in RESOURCES],
    "calls:detail": lambda records: [(slug,) for slug in records.get("calls", [])],
}
FILES = ["?format=csv", "?format=xlsx", "?format=json&rows=all"]
QUERIES = {
    "dashboard:home": ["", "?columns=regions", "?forum=2026&region=ECE&state=PRT&owner=state"],
    "dashboard:map": ["", "?objective=7&forum=2026"],
    "search:find": [
        "",
        "?q=sample",
        "?q=%D8%A7%D9%84%D9%87%D8%AC%D8%B1%D8%A9&sort=newest",
        "?q=nothing+of+the+kind",
        "?q=sample&kind=pledge&objective=7",
    ],
    "states:compare": ["", "?state=PRT&state=MEX"],
    "objectives:compare": ["", "?objective=7&objective=8&objective=23"],
    "plans:list": ["", "?format=json", "?sort=title", "?objective=7&state=PRT"],
    "reviews:list": ["", "?format=json", "?objective=7&forum=2026&state=PRT"],
    "pledges:list": ["", "?format=json", "?sort=title", "?objective=7&stage=none&state=PRT"],
    "tools:list": ["", "?format=json", "?sort=title", "?objective=7"],
    "needs:list": ["", "?format=json", "?sort=title", "?objective=7&kind=training"],
}
TAKEN_AWAY = {f"{name}:list" for name in ("objectives", "states", "organisations", "forums")} | {
    "plans:list", "reviews:list", "pledges:list", "tools:list", "needs:list", "data:home", "data:table",
}  # fmt: skip
NOT_PAGES = {"charts:file", "data:dataset"}  # files, and a page that moves without a publication
PUBLIC = {"dashboard", "objectives", "forums", "states", "organisations", "pledges", "tools", "calls", "needs"}
PUBLIC |= {"plans", "reviews", "data", "search", "charts"}


def public_pages(patterns=None, namespace=""):
    """The names of all public pages: those in a public namespace, and any other view served by publication."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from public_pages(entry.url_patterns, entry.namespace or namespace)
        elif isinstance(entry, URLPattern) and (namespace in PUBLIC or hasattr(entry.callback, "is_public")):
            yield f"{namespace}:{entry.name}", bool(entry.pattern.converters)


def addresses(records, *, language="en", files=False):
    """One address at least of every dashboard page, in one language; raises KeyError for a page without example.

    With `files`, also what is taken away: every list and chart in every format.
    """
    with translation.override(language):
        for name, needs_arguments in public_pages():
            if name.split(":")[0] not in PUBLIC or (name in NOT_PAGES and not files):
                continue
            further = FILES if files and name in TAKEN_AWAY else []
            for arguments in EXAMPLES[name](records) if needs_arguments else [()]:
                for query in [*QUERIES.get(name, [""]), *further]:
                    yield reverse(name, args=arguments) + query
