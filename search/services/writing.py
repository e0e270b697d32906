"""Rows as they must be, beside rows as they are; the difference is written."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import Organisation
from plans.models import Measure, Plan
from pledges.models import Pledge
from progress.models import ProgressUpdate
from search.models import Entry
from search.selectors.reference import of_organisation
from search.selectors.texts import KINDS, Saying, sayings_of
from search.states import Kind
from tools.models import Tool
from workflow.models import Moderated, Record
from workflow.states import Closing

OF_PARTIES = [Kind.PLEDGE, Kind.TOOL, Kind.NEED]  # with one of these public, an organisation has a page


@dataclass(frozen=True)
class Row:
    """What was said, from one publication to another."""

    saying: Saying
    since: int
    until: int | None

    def entry(self) -> Entry:
        """The row, unsaved."""
        return Entry(**self.saying.columns(), valid_from=self.since, valid_to=self.until)


class OfRecords:
    """The rows of some records: one for each version that was public and may still be read."""

    def __init__(self, records: Collection[int]):
        self.records = records
        self.kinds = set(Record.objects.filter(pk__in=records).values_list("kind", flat=True))

    def standing(self) -> QuerySet[Entry]:
        """Those there are; a plan's measures are told by its reference."""
        measures = Measure.objects.filter(plan__record__in=self.records).values("record")
        return Entry.objects.filter(Q(record__in=self.records) | Q(record__in=measures))

    def wanted(self) -> Iterator[Row]:
        """Those there must be."""
        for version in self._versions():
            since, until = version.published_in_id or 0, _until(version)
            if until is None or until > since:
                for saying in sayings_of(version):
                    yield Row(saying, since, until)

    def organisations(self) -> set[int]:
        """Whose they are."""
        found: set[int] = set()
        for model in self._models():
            own = model._base_manager.filter(record__in=self.records, organisation__isnull=False)
            found |= set(own.values_list("organisation", flat=True))
        return found

    def _models(self) -> Iterator[type[Moderated]]:
        """Of what kinds the records are: a publication changes one, and the other tables need not be asked."""
        return (model for letters, (model, _, _) in KINDS.items() if letters in self.kinds)

    def _versions(self) -> Iterator[Moderated]:
        for model in self._models():
            public = model._default_manager.ever_published().filter(record__in=self.records)  # type: ignore[attr-defined]
            public = public.select_related("record", "state", "organisation").order_by("pk")
            if model in (Pledge, Tool):
                public = public.prefetch_related("objectives")  # type: ignore[misc]
            if model is ProgressUpdate:
                public = public.select_related("about")  # type: ignore[misc]
                public = public.exclude(about__closing=Closing.RETRACTED)  # type: ignore[misc]
            yield from public


class OfOrganisations:
    """The rows of organisations: while anything of theirs is public."""

    def __init__(self, organisations: Collection[int]):
        self.organisations = organisations

    def standing(self) -> QuerySet[Entry]:
        """Those there are."""
        return Entry.objects.filter(kind=Kind.ORGANISATION, organisation__in=self.organisations)

    def wanted(self) -> Iterator[Row]:
        """Those there must be."""
        for organisation in Organisation.objects.filter(pk__in=self.organisations).select_related("state"):
            own = Entry.objects.filter(kind__in=OF_PARTIES, organisation=organisation).order_by("valid_from")
            for since, until in joined(own.values_list("valid_from", "valid_to")):
                yield Row(of_organisation(organisation), since, until)


def joined(spans: Iterable[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """Stretches of publications, in order of their beginning, put together where they meet."""
    found: list[tuple[int, int | None]] = []
    for since, until in spans:
        if found and (found[-1][1] is None or since <= found[-1][1]):
            last = found[-1][1]
            found[-1] = (found[-1][0], None if last is None or until is None else max(last, until))
        else:
            found.append((since, until))
    return found


def bring_in_line(wanted: Iterable[Row], standing: QuerySet[Entry]) -> int:
    """Write what is missing or different and remove what must not be there; how many rows that were."""
    there = {(row.key, row.valid_from): row for row in standing.defer("vector", "texts")}
    missing, ended, kept = [], [], set()
    for row in wanted:
        at = (row.saying.key, row.since)
        old = there.get(at)
        if old is None or old.digest != row.saying.digest:
            missing.append(row)
            continue
        kept.add(old.pk)
        if old.valid_to != row.until:
            old.valid_to = row.until
            ended.append(old)
    surplus = [row.pk for row in there.values() if row.pk not in kept]
    Entry.objects.filter(pk__in=surplus).delete()
    Entry.objects.bulk_update(ended, ["valid_to"])
    Entry.objects.bulk_create((row.entry() for row in missing), batch_size=500)
    replaced = {(row.saying.key, row.since) for row in missing} & set(there)
    return len(missing) + len(ended) + len(surplus) - len(replaced)


def _until(version: Moderated) -> int | None:
    """The publication that ended it: its own successor's, or for an update the end of what it is about."""
    ends = [version.replaced_in_id]
    if isinstance(version, ProgressUpdate):
        ends.append(version.about.closed_in_id)
        if version.about.kind != Pledge.REFERENCE_KIND:
            plans = Plan.objects.filter(measures__record=version.about_id)
            ends += plans.values_list("record__closed_in", flat=True)[:1]
    return min((end for end in ends if end is not None), default=None)
