"""Results as a page shows them: what each is called, where it is, and its words with the match marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Organisation, State
from search.models import Entry
from search.selectors.asking import Question
from search.selectors.finding import Met
from search.selectors.words import Token, folded, languages_of, learn, stems_of, tokens
from search.states import Kind
from workflow.models import Publication

BEFORE, AROUND = 80, 280  # signs of a passage
READ_MAX = 8_000  # signs of a text in which a match is looked for


@dataclass(frozen=True)
class Piece:
    """A run of a passage, marked or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Result:
    """One thing found. `passage` is in `passage_language`, which may be another than the title's."""

    kind: Kind
    reference: str
    title: str
    title_language: str
    address: str
    passage: Sequence[Piece]
    passage_language: str
    owner: State | Organisation | None
    publication: Publication | None


def results(question: Question, page: Iterable[Met], *, language: str) -> list[Result]:
    """The rows of a page as results, reference texts in the page's language; a fixed number of queries."""
    order = [row.pk for row in page]
    entries = Entry.objects.select_related("state", "organisation").defer("vector").in_bulk(order)
    publications = Publication.objects.in_bulk({entry.valid_from for entry in entries.values()})
    shown = [entries[pk] for pk in order if pk in entries]
    learn(
        (token, languages_of(token, spoken))
        for entry in shown
        for spoken, text in _readable(entry, language)
        for token in tokens(text[:READ_MAX])
    )
    return [_result(entry, question, language, publications.get(entry.valid_from)) for entry in shown]


def _result(entry: Entry, question: Question, language: str, publication: Publication | None) -> Result:
    spoken = language if language in entry.title else next(iter(entry.title), language)
    name, arguments, fragment = entry.place
    passage, passage_language = _passage(entry, question, language)
    return Result(
        kind=Kind(entry.kind),
        reference=entry.reference,
        title=entry.title.get(spoken, "") or entry.reference,
        title_language=spoken,
        address=reverse(name, args=arguments) + (f"#{fragment}" if fragment else ""),
        passage=passage,
        passage_language=passage_language,
        owner=None if entry.kind in {Kind.STATE, Kind.ORGANISATION} else entry.state or entry.organisation,
        publication=publication,
    )


def _readable(entry: Entry, language: str) -> list[tuple[str, str]]:
    """Its texts, those in the page's language first."""
    return sorted(((spoken, text) for spoken, text in entry.texts), key=lambda pair: pair[0] != language)


def _passage(entry: Entry, question: Question, language: str) -> tuple[list[Piece], str]:
    """Where the question is met most often within a few lines; the beginning of its text where it is nowhere."""
    best: tuple[int, str, str, list[tuple[int, int]]] = (0, "", "", [])
    for spoken, text in _readable(entry, language):
        hits = [span for token in tokens(text[:READ_MAX]) for span in _hits(token, spoken, question.marks)]
        for at, (start, _) in enumerate(hits):
            within = sum(1 for other, _ in hits[at:] if other < start + AROUND - BEFORE)
            if within > best[0]:
                best = (within, spoken, text, hits[at:])
    if best[0]:
        return _cut(best[2], best[3]), best[1]
    first = next(iter(_readable(entry, language)), ("", ""))
    return _cut(first[1], []), first[0]


def _hits(token: Token, language: str, marks: frozenset[str]) -> list[tuple[int, int]]:
    """Where in the text the word is one that was asked for; of a run of Chinese signs, only those."""
    if token.script != "han":
        forms = {folded(token.word), *stems_of(token, languages_of(token, language))}
        return [(token.start, token.end)] if forms & marks else []
    spans: list[tuple[int, int]] = []
    for at in range(len(token.word)):
        if token.word[at] in marks:
            spans = _with(spans, token.start + at, token.start + at + 1)
        if token.word[at : at + 2] in marks and at + 2 <= len(token.word):
            spans = _with(spans, token.start + at, token.start + at + 2)
    return spans


def _with(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    if spans and start <= spans[-1][1]:
        return [*spans[:-1], (spans[-1][0], max(end, spans[-1][1]))]
    return [*spans, (start, end)]


def _cut(text: str, hits: Sequence[tuple[int, int]]) -> list[Piece]:
    """The passage around the hits, cut between words, as marked and plain pieces."""
    begin = max(hits[0][0] - BEFORE, 0) if hits else 0
    begin = text.find(" ", begin) + 1 if begin and -1 < text.find(" ", begin) < hits[0][0] else begin
    end = min(begin + AROUND, len(text))
    end = text.rfind(" ", begin, end) if end < len(text) and text.rfind(" ", begin, end) > begin + BEFORE else end
    pieces, at = [Piece("… ")] if begin else [], begin
    for start, stop in hits:
        if start >= end:
            break
        pieces += [Piece(text[at:start]), Piece(text[start : min(stop, end)], is_marked=True)]
        at = min(stop, end)
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]
