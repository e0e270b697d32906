"""Which updates there are on a record: for the public at a moment, and for those who write the next one."""

from collections.abc import Collection, Mapping

from django.db.models import Prefetch, QuerySet

from accounts.selectors import Mandates
from progress.models import ProgressUpdate
from progress.querysets import UpdateQuerySet
from workflow.models import Record
from workflow.selectors import Moment


def public_updates(record: Record, *, moment: Moment) -> UpdateQuerySet:
    """The updates on one record public at the moment, the one that speaks for the latest day first.

    With their evidence, the day since when nothing has changed where they say so, and as
    `update.record.earlier_versions` the texts each had before it was amended, the latest first.
    """
    return (
        ProgressUpdate.objects.as_of(moment.publication)
        .about_record(record)
        .with_unchanged_since(publication=moment.publication)
        .select_related("record")
        .prefetch_related("links", "attachments", _earlier_versions(moment))
    )


def closed_updates(record: Record, *, moment: Moment) -> QuerySet[Record]:
    """The updates on one record that were public and were withdrawn or retracted by the moment, the latest first."""
    closed = Record.objects.filter(progressupdate_versions__about=record, closed_in__lte=moment.publication)
    return closed.select_related("closed_in", "superseded_by").order_by("-closed_in_id").distinct()


def latest_updates(records: Collection[int], *, moment: Moment) -> Mapping[int, ProgressUpdate]:
    """The latest public update of each of these records (by record id), in one query; silent ones are missing."""
    latest = (
        ProgressUpdate.objects.as_of(moment.publication)
        .filter(about_id__in=records)
        .order_by("about_id", "-speaks_for_on", "-pk")
        .distinct("about_id")
    )
    return {update.about_id: update for update in latest}


def latest_update(record: Record | int) -> ProgressUpdate | None:
    """The public update on the record that speaks for the latest day, or None."""
    pk = record if isinstance(record, int) else record.pk
    found = ProgressUpdate.objects.published().filter(about=pk).with_unchanged_since()
    return (
        found.select_related("record")
        .prefetch_related("links", "attachments")
        .order_by("-speaks_for_on", "-pk")
        .first()
    )


def last_said(update: ProgressUpdate, *, moment: Moment) -> ProgressUpdate | None:
    """What an update that only confirms stands on: the public one before it that says more, if there is one."""
    said = ProgressUpdate.objects.as_of(moment.publication).filter(about=update.about_id, is_unchanged=False)
    before = said.exclude(record=update.record_id).filter(speaks_for_on__lte=update.speaks_for_on)
    return before.select_related("record").prefetch_related("links").order_by("-speaks_for_on", "-pk").first()


def readable_update(pk: int, mandates: Mandates) -> ProgressUpdate | None:
    """The version if it belongs to a party spoken for, whatever its status, or if it is public; None for any other."""
    rows = ProgressUpdate.objects.select_related("record", "about", "state", "organisation")
    found = rows.prefetch_related("links", "attachments").filter(pk=pk).first()
    if found is None or mandates.may_edit(found):
        return found
    is_public = found.published_in_id is not None and found.replaced_in_id is None
    return found if is_public and not found.about.closing else None


def under_way(records: Collection[int]) -> Mapping[int, ProgressUpdate]:
    """The new update that lies with the owner or the desk, for each of these records that has one (by record id)."""
    found = ProgressUpdate.objects.under_way().filter(about_id__in=records).select_related("record")
    return {update.about_id: update for update in found}


def with_content(updates: UpdateQuerySet) -> UpdateQuerySet:
    """With all that an update's own page shows."""
    return (
        updates.with_unchanged_since()
        .select_related("record", "about", "state", "organisation")
        .prefetch_related("links", "attachments")
    )


def _earlier_versions(moment: Moment) -> Prefetch:
    past = ProgressUpdate.objects.ever_published().filter(replaced_in__lte=moment.publication)
    rows = past.select_related("replaced_in").prefetch_related("links", "attachments").order_by("-published_in_id")
    return Prefetch("record__progressupdate_versions", rows, to_attr="earlier_versions")
