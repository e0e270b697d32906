"""Every public address there is, taken from the resolver: a page nobody gave an example for is found out."""

from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import translation

EXAMPLES = {  # page: the arguments of one that exists; the records are those of the test that asks
    "objectives:detail": lambda records: [(number,) for number in (1, 7, 23)],
    "forums:detail": lambda records: [(2022,), (2026,), (2030,)],
    "forums:round_table": lambda records: [(2026, number) for number in (1, 2, 3, 4)],
    "states:detail": lambda records: [("PRT",)],
    "organisations:detail": lambda records: [(slug,) for slug in records["organisations"]],
    "pledges:detail": lambda records: [(reference,) for reference in records["pledges"]],
    "pledges:versions": lambda records: [(reference,) for reference in records["pledges"]],
    "tools:detail": lambda records: [(reference,) for reference in records["tools"]],
}
QUERIES = {
    "pledges:list": ["", "?format=json", "?sort=title", "?objective=7&stage=none&state=PRT"],
    "tools:list": ["", "?format=json", "?sort=title", "?objective=7"],
}
PUBLIC = {"dashboard", "objectives", "forums", "states", "organisations", "pledges", "tools", "data"}


def public_pages(patterns=None, namespace=""):
    """The names of all public pages: those in a public namespace, and any other view served by publication."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from public_pages(entry.url_patterns, entry.namespace or namespace)
        elif isinstance(entry, URLPattern) and (namespace in PUBLIC or hasattr(entry.callback, "is_public")):
            yield f"{namespace}:{entry.name}", bool(entry.pattern.converters)


def addresses(records, *, language="en"):
    """One address at least of every dashboard page, in one language; raises KeyError for a page without example."""
    with translation.override(language):
        for name, needs_arguments in public_pages():
            if name.split(":")[0] not in PUBLIC:
                continue
            for arguments in EXAMPLES[name](records) if needs_arguments else [()]:
                for query in QUERIES.get(name, [""]):
                    yield reverse(name, args=arguments) + query
