"""Capacity needs, read for matching."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from needs.models import Need
from objectives.models import Objective


def with_objectives(needs: QuerySet) -> list[Need]:
    """The needs with owner, reference and objectives, in two queries."""
    listed = list(needs.with_parties().select_related("main_objective"))  # type: ignore[attr-defined]
    prefetch_related_objects(listed, Prefetch("related_objectives", Objective.objects.order_by("number")))
    return listed


def live_needs(records: Iterable[int]) -> dict[int, Need]:
    """The public needs among these records, by the record's id."""
    return {
        need.record_id: need for need in with_objectives(Need.objects.published().filter(record__in=list(records)))
    }


def live_need(record: int) -> Need | None:
    """The need as the public reads it now; None where it was withdrawn."""
    return live_needs([record]).get(record)


def version_of_need(record: int) -> Need:
    """The version of the need that was public last, whatever became of it."""
    versions = Need.objects.filter(record=record, published_in__isnull=False)
    return versions.select_related("record").latest("published_in_id")
