"""What is new in a scope: the publications that touched its records, the latest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, prefetch_related_objects

from alerts.selectors.scopes import Scope
from dashboard.selectors.publications import Entry, entries
from plans.models import Measure
from progress.models import ProgressUpdate
from workflow.models import AuditEvent, Publication
from workflow.selectors import Moment
from workflow.states import Closing

FEED_SIZE = 30


@dataclass(frozen=True)
class News:
    """Some publications of a scope, the latest first, and how many there are in all (at most one more than asked)."""

    entries: Sequence[Entry]
    more: bool

    @property
    def readable(self) -> list[Entry]:
        """Those whose record was not retracted afterwards; the retraction itself is one of them."""
        return [each for each in self.entries if not is_overtaken(each)]

    @property
    def overtaken(self) -> list[Entry]:
        """Those about a record that was retracted afterwards: readers are told to drop what they had of it."""
        return [each for each in self.entries if is_overtaken(each)]


def is_overtaken(entry: Entry) -> bool:
    """True where the record was retracted in a later publication than this one."""
    record = entry.record
    return bool(record and record.closing == Closing.RETRACTED and record.closed_in_id != entry.publication.number)


def news(scope: Scope, moment: Moment, *, after: int = 0, limit: int = FEED_SIZE) -> News:
    """The publications after that number and up to the moment, in a fixed number of queries.

    A record counts while it is in the scope at the moment; one that was withdrawn or retracted where its last version
    was. Updates count with the pledge or measure they are about.
    """
    since = Publication.objects.filter(number__gt=after, number__lte=moment.publication).order_by("-number")
    if scope.is_everything:
        found = list(since[: limit + 1])
        return News(_told(found[:limit]), more=len(found) > limit)
    events = AuditEvent.objects.filter(_about(scope, moment), publication__in=since.order_by())
    touched = events.order_by("-publication").values("publication").annotate(records=Count("record", distinct=True))
    counts = {row["publication"]: row["records"] for row in touched[: limit + 1]}
    told = _told(list(since.filter(number__in=counts)[:limit]))
    counted = [each if each.record else replace(each, records=counts[each.publication.number]) for each in told]
    return News(counted, more=len(counts) > limit)


def _told(listed: Sequence[Publication]) -> list[Entry]:
    """The entries, each record with the publication it ended with, where it did."""
    told = entries(listed)
    prefetch_related_objects([each.record for each in told if each.record], "closed_in")
    return told


def _about(scope: Scope, moment: Moment) -> Q:
    """The events of the records in the scope, and of the updates about them."""
    records = scope.records(moment)
    about = _any_of(records.values(), "record")
    subjects = [records[name] for name in ("pledges",) if name in records]
    if "plans" in records:
        subjects.append(Measure.objects.filter(plan__record__in=records["plans"]).values("record"))
    if subjects:
        about |= Q(record__in=ProgressUpdate.objects.filter(_any_of(subjects, "about")).values("record"))
    return about


def _any_of(found: Iterable[QuerySet], name: str) -> Q:
    return reduce(or_, (Q(**{f"{name}__in": each}) for each in found))
