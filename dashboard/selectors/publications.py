"""The log of publications: what changed for the public, when, and under which number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from needs.models import Need
from plans.models import Plan
from pledges.models import Pledge
from progress.models import ProgressUpdate
from reviews.models import Review
from tools.models import Tool
from workflow.models import AuditEvent, Moderated, Publication, Record
from workflow.selectors import Moment, read_once
from workflow.states import Change, Closing, Verb

WHAT = {  # kind of record, what was done to it
    ("PL", Change.NEW): _("Pledge published"),
    ("PL", Change.AMENDMENT): _("Pledge amended"),
    ("PL", Closing.WITHDRAWN): _("Pledge withdrawn by its owner"),
    ("PL", Closing.RETRACTED): _("Pledge retracted by the secretariat"),
    ("PL", Closing.SUPERSEDED): _("Pledge superseded by another"),
    ("PL", Verb.CONFIRM): _("A partner of a pledge confirmed being named"),
    ("PL", Verb.DECLINE): _("A partner of a pledge declined to be named"),
    ("TL", Change.NEW): _("Tool published"),
    ("TL", Change.AMENDMENT): _("Tool amended"),
    ("TL", Closing.WITHDRAWN): _("Tool withdrawn by its owner"),
    ("TL", Closing.RETRACTED): _("Tool retracted by the secretariat"),
    ("TL", Closing.SUPERSEDED): _("Tool superseded by another"),
    ("CN", Change.NEW): _("Capacity need published"),
    ("CN", Change.AMENDMENT): _("Capacity need amended"),
    ("CN", Closing.WITHDRAWN): _("Capacity need withdrawn by its owner"),
    ("CN", Closing.RETRACTED): _("Capacity need retracted by the secretariat"),
    ("CN", Closing.SUPERSEDED): _("Capacity need superseded by another"),
    ("CN", Verb.MATCH): _("A capacity need was matched with an offer of support"),
    ("CN", Verb.CONCLUDE): _("What came of a match of a capacity need became known"),
    ("VR", Change.NEW): _("Voluntary national review published"),
    ("VR", Change.AMENDMENT): _("Voluntary national review amended"),
    ("VR", Closing.WITHDRAWN): _("Voluntary national review withdrawn by its owner"),
    ("VR", Closing.RETRACTED): _("Voluntary national review retracted by the secretariat"),
    ("VR", Closing.SUPERSEDED): _("Voluntary national review superseded by another"),
    ("NP", Change.NEW): _("National implementation plan published"),
    ("NP", Change.AMENDMENT): _("National implementation plan amended"),
    ("NP", Closing.WITHDRAWN): _("National implementation plan withdrawn by its owner"),
    ("NP", Closing.RETRACTED): _("National implementation plan retracted by the secretariat"),
    ("NP", Closing.SUPERSEDED): _("National implementation plan superseded by another"),
    ("PU", Change.NEW): _("Progress update published"),
    ("PU", Change.AMENDMENT): _("Progress update amended"),
    ("PU", Closing.WITHDRAWN): _("Progress update withdrawn by its owner"),
    ("PU", Closing.RETRACTED): _("Progress update retracted by the secretariat"),
    ("PU", Closing.SUPERSEDED): Closing.SUPERSEDED.label,
}
PAGES = {
    "PL": "pledges:detail",
    "TL": "tools:detail",
    "CN": "needs:detail",
    "VR": "reviews:detail",
    "NP": "plans:detail",
    "PM": "plans:measure",
}
ACTS = {
    Verb.IMPORT: _("Records imported from a public registry"),
    Verb.EDIT_REFERENCE: _("Reference data changed"),
}


@dataclass(frozen=True)
class Entry:
    """One publication as a visitor reads it. `record` is the one it is about, where it is about one."""

    publication: Publication
    what: str | Promise
    records: int
    record: Record | None = None
    version: Moderated | None = None

    @property
    def title(self) -> str:
        """The record's own words, where they may still be read."""
        return getattr(self.version, "title", "")

    @property
    def address(self) -> str:
        """The page of the record, or of its tombstone; an update stands on its pledge's."""
        return reverse(PAGES[self.record.kind], args=[self.record.reference]) if self.record else ""


def publication_at(moment: Moment) -> Publication | None:
    """The publication the moment stands at; None before the first."""
    return Publication.objects.filter(number=moment.publication).first()


def publications(moment: Moment) -> QuerySet[Publication]:
    """All publications up to the moment, the latest first."""
    return Publication.objects.filter(number__lte=moment.publication).order_by("-number")


def entries(listed: Sequence[Publication]) -> list[Entry]:
    """What each publication changed, in three queries and one for each kind of record among them.

    Words of a record appear only while its versions may be read: a retracted one is named by its reference.
    """
    numbers = [publication.number for publication in listed]
    touched = {
        row["publication_id"]: row
        for row in AuditEvent.objects.filter(publication__in=numbers)
        .values("publication_id")
        .annotate(
            records=Count("record", distinct=True),
            last=Max("record"),
            change=Max(KT("snapshot__change")),
            about=Max(KT("snapshot__about")),
        )
    }
    records = Record.objects.in_bulk({row["last"] for row in touched.values() if row["records"] == 1})
    kinds = {record.kind for record in records.values()}
    versions = {
        (version.published_in_id, version.record_id): version
        for model in (Pledge, Plan, Tool, Need, ProgressUpdate, Review)
        if model.REFERENCE_KIND in kinds
        for version in _readable(model, numbers, set(records))
    }
    subjects = Record.objects.in_bulk({int(row["about"]) for row in touched.values() if row["about"]})
    return [
        _entry(publication, touched.get(publication.number), records, versions, subjects) for publication in listed
    ]


@read_once
def latest_entries(moment: Moment, *, most: int) -> list[Entry]:
    """What the latest publications changed."""
    return entries(list(publications(moment)[:most]))


def _readable(model: type[Moderated], publications: list[int], records: set[int]) -> QuerySet:
    found = model.objects.ever_published().select_related("state", "organisation")  # who is named beside it
    return found.filter(published_in__in=publications, record__in=records)


def _entry(publication: Publication, row: Mapping | None, records: dict, versions: dict, subjects: dict) -> Entry:
    verb = Verb(publication.verb)
    if row is None or row["records"] != 1 or verb in ACTS:
        return Entry(publication, ACTS.get(verb, verb.label), row["records"] if row else 0)
    record = records[row["last"]]
    done = record.closing if record.closed_in_id == publication.number else row["change"]
    if verb in {Verb.CONFIRM, Verb.DECLINE, Verb.MATCH, Verb.CONCLUDE}:
        done = verb
    subject = subjects[int(row["about"])] if row["about"] else record
    return Entry(publication, WHAT[record.kind, done], 1, subject, versions.get((publication.number, record.pk)))
