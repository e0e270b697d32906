"""Reading a document of blocks in tests: its words, its references, its tables."""

from reports.selectors.facts import facts_of
from reports.selectors.scope import Scope
from reports.services.documents import document_of
from reports.states import ReportKind
from tests.factories import reports


def facts_on(kind, *, year=2026, subject="", language="en", moment=None):
    """The facts of a report on that Forum."""
    return facts_of(Scope(ReportKind(kind), reports.edition(year), subject), moment or reports.moment(), language)


def document_on(kind, **asked):
    """Its document."""
    return document_of(facts_on(kind, **asked), f"GCM-RP-SAMPLE-{asked.get('language', 'en')}")


def words_of(value):
    """Every text in a block, a document or a part of one, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {"kind", "svg", "role", "tone"}:
                yield from words_of(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from words_of(each)


def said_in(document):
    """All its words as one text."""
    return "\n".join(words_of(document["blocks"]))


def blocks_of(document, kind):
    """Its blocks of one kind."""
    return [block for block in document["blocks"] if block["kind"] == kind]


def under(document, title):
    """The blocks between a heading and the next of its level or above."""
    found, level = [], None
    for block in document["blocks"]:
        if block["kind"] == "heading" and level is not None and block["level"] <= level:
            break
        if level is not None:
            found.append(block)
        elif block["kind"] == "heading" and block["text"] == title:
            level = block["level"]
    assert level is not None, f"no heading {title!r}"
    return found
