"""The audit trail read by administrators: the story of one record, and what one person did, in plain sentences.

Events of several tables are merged by time, and read on from a place rather than by page number: what is added
meanwhile moves nothing, and the thousandth page costs what the first does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from accounts.models import AccountEvent, User
from accounts.states import Act
from moderation.selectors.audit_lines import Line, Place, Source
from moderation.selectors.audit_more import FURTHER, MORE
from moderation.selectors.audit_words import OF_CALLS, Sentence, of_account, of_nobody, of_record
from moderation.selectors.contents import KINDS
from moderation.states import Kind
from roundtables.models import ReferenceEdit
from tools.models import CallEvent
from tools.states import CallAct
from workflow.models import AuditEvent, Moderated, Publication, Record
from workflow.states import Change, Verb

BY_LETTERS = {written.model.REFERENCE_KIND: kind for kind, written in KINDS.items()}
LABELS = {written.model._meta.label_lower: kind.label for kind, written in KINDS.items()}


@dataclass(frozen=True)
class Asked:
    """Which events are wanted: a verb as `record.publish`, the first and the last day (UTC), where to read on."""

    verb: str = ""
    since: date | None = None
    until: date | None = None
    after: Place | None = None


def record_of(reference: str) -> Record | None:
    """The record of that reference; for a measure of a plan, the plan's, where its events are. None where none is."""
    record = Record.objects.select_related("closed_in", "superseded_by").filter(reference=reference).first()
    if record is not None and record.measure_versions.exists():
        return Record.objects.filter(plan_versions__measures__record=record).order_by("-pk").first()
    return record


def latest_of(record: Record) -> tuple[Kind, Moderated | None]:
    """What kind of record it is, and its latest version that came to the desk or is public; None before the first."""
    kind = BY_LETTERS[record.kind]
    versions = KINDS[kind].model._default_manager.filter(
        Q(submitted_at__isnull=False) | Q(published_in__isnull=False), record=record
    )
    return kind, versions.select_related("record", "state", "organisation").order_by("-pk").first()


def story_page(record: Record, asked: Asked, *, limit: int) -> tuple[list[Line], Place | None]:
    """What was done to a record, from the first draft on, and where to read on; in a fixed number of queries."""
    return _page(lambda source: {source.by_record: record} if source.by_record else {}, asked, limit, backwards=False)


def person_page(person: User, asked: Asked, *, limit: int) -> tuple[list[Line], Place | None]:
    """What a person did, the latest first, and where to read on; in a fixed number of queries."""
    return _page(lambda source: {source.by_person: person}, asked, limit, backwards=True)


def every_line(
    page: Callable[..., tuple[list[Line], Place | None]], subject: Model, asked: Asked, *, limit: int = 500
) -> Iterator[Line]:
    """All of it, piece by piece, for an export: `page` is one of the two above."""
    following: Place | None = asked.after
    while True:
        piece = Asked(asked.verb, asked.since, asked.until, following)
        lines, following = page(subject, piece, limit=limit)
        yield from lines
        if following is None:
            return


def verbs_to_choose(*, of_records: bool) -> list[tuple[Any, Any]]:
    """What the trail can be narrowed down to: value and label, in groups where it is not of records only."""
    groups: dict[Any, list[tuple[Any, Any]]] = {
        _("Records"): [(f"record.{verb}", verb.label) for verb in Verb if verb != Verb.EDIT_REFERENCE],
        _("Accounts"): [(f"account.{act}", act.label) for act in Act],
        _("Calls for tools"): [(f"call.{act}", act.label) for act in CallAct],
        **{label: [(f"{key}.{act}", act.label) for act in acts] for key, label, acts in FURTHER},
        _("Reference data"): [(f"reference.{Verb.EDIT_REFERENCE}", Verb.EDIT_REFERENCE.label)],
    }
    return groups[_("Records")] if of_records else list(groups.items())


def _page(
    whose: Callable[[Source], Mapping[str, Any]], asked: Asked, limit: int, *, backwards: bool
) -> tuple[list[Line], Place | None]:
    sign = "-" if backwards else ""
    order = [f"{sign}moment", f"{sign}of_source", f"{sign}row_pk"]
    arms = [
        found.order_by(*order)[: limit + 1]
        for source in SOURCES
        if (where := whose(source)) and (found := _arm(source, where, asked, backwards=backwards)) is not None
    ]
    if not arms:
        return [], None
    union = arms[0].union(*arms[1:], all=True).order_by(*order) if len(arms) > 1 else arms[0]
    places = [Place(row["moment"], row["of_source"], row["row_pk"]) for row in union[: limit + 1]]
    lines = _lines(places[:limit])
    return lines, (places[limit - 1] if len(places) > limit else None)


def _arm(source: Source, where: Mapping[str, Any], asked: Asked, *, backwards: bool) -> QuerySet | None:
    """The source's events as places; None where the verb that is asked for is another's."""
    key, _point, verb = asked.verb.partition(".")
    if key and key != source.key:
        return None
    found = source.rows().filter(**where)
    if verb:
        found = found.filter(**{source.verb: verb})
    if asked.since:
        found = found.filter(at__gte=datetime.combine(asked.since, time.min, UTC))
    if asked.until:
        found = found.filter(at__lte=datetime.combine(asked.until, time.max, UTC))
    if asked.after:
        found = found.filter(_beyond(asked.after, source.key, backwards=backwards))
    return found.order_by().values(moment=F("at"), of_source=Value(source.key), row_pk=F("pk"))


def _beyond(place: Place, key: str, *, backwards: bool) -> Q:
    """What comes after the place, in this table."""
    later = "lt" if backwards else "gt"
    beyond = Q(**{f"at__{later}": place.at})
    if key == place.source:
        return beyond | Q(at=place.at, **{f"pk__{later}": place.pk})
    comes_after = key < place.source if backwards else key > place.source
    return beyond | Q(at=place.at) if comes_after else beyond


def _lines(places: Sequence[Place]) -> list[Line]:
    found: dict[tuple[str, int], Line] = {}
    for source in SOURCES:
        numbers = [place.pk for place in places if place.source == source.key]
        if numbers:
            found |= {(source.key, row.pk): source.line(row) for row in source.rows().filter(pk__in=numbers)}
    return [found[place.source, place.pk] for place in places]


def _record_events() -> QuerySet:
    """With the publication that was live before each: what an amendment replaced."""
    live = AuditEvent.objects.filter(
        record=OuterRef("record"), verb__in=[Verb.PUBLISH, Verb.IMPORT], publication__lt=OuterRef("publication")
    )
    before = Subquery(live.order_by("-publication").values("publication")[:1])
    return AuditEvent.objects.select_related("actor", "record").annotate(replaced=before)


def _record_line(event: Any) -> Line:
    verb, change = Verb(event.verb), Change(event.snapshot.get("change", Change.NEW))
    reference = (event.record.reference or "") if event.record else ""
    parts = {"who": str(event.actor), "number": str(event.publication_id), "replaced": str(event.replaced)}
    parts |= {"reference": reference}
    reason = event.snapshot.get("change_reason", "") if verb == Verb.SUBMIT else ""
    return Line(
        place=Place(event.at, "record", event.pk),
        verb=verb.value,
        sentence=(
            of_record(verb, change, before=event.before, parts=parts) if event.record else of_nobody(verb, parts=parts)
        ),
        reference=reference,
        kind=str(LABELS.get(event.target_type, "")),
        note=reason or event.note,
    )


def _account_events() -> QuerySet:
    return AccountEvent.objects.select_related("actor", "person", "invitation", "nomination")


def _account_line(event: Any) -> Line:
    whom = event.person or event.invitation or event.nomination or ""
    return Line(
        place=Place(event.at, "account", event.pk),
        verb=event.act,
        sentence=of_account(Act(event.act), parts={"who": str(event.actor), "whom": str(whom)}),
        note=event.note if event.act == Act.DELEGATION_ENDED else "",
    )


def _call_events() -> QuerySet:
    return CallEvent.objects.select_related("by", "call")


def _call_line(event: Any) -> Line:
    parts = {"who": str(event.by), "what": event.call.title}
    return Line(Place(event.at, "call", event.pk), event.act, Sentence(OF_CALLS[CallAct(event.act)], parts))


def _reference_edits() -> QuerySet:
    """Edits that no other table of events tells of."""
    of_calls = CallEvent.objects.filter(publication=OuterRef("pk"))
    of_forums = ReferenceEdit.objects.filter(publication=OuterRef("pk"))
    untold = Publication.objects.filter(~Exists(of_calls), ~Exists(of_forums), verb=Verb.EDIT_REFERENCE)
    return untold.select_related("by")


def _reference_line(publication: Any) -> Line:
    parts = {"who": str(publication.by), "number": str(publication.pk)}
    sentence = of_record(Verb.EDIT_REFERENCE, Change.NEW, before="", parts=parts)
    place = Place(publication.at, "reference", publication.pk)
    return Line(place, publication.verb, sentence, note=publication.note)


SOURCES: tuple[Source, ...] = (
    Source("record", "verb", _record_events, "actor", _record_line, by_record="record"),
    Source("account", "act", _account_events, "actor", _account_line),
    Source("call", "act", _call_events, "by", _call_line),
    Source("reference", "verb", _reference_edits, "by", _reference_line),
    *MORE,
)
