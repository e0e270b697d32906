"""Pledges as they are read: one's own, the public one of a reference, those another can cite."""

from django.db.models import Prefetch, Q, QuerySet

from accounts.selectors import Mandates
from attachments.models import Attachment
from plans.models import Measure
from pledges.models import Pledge, PledgeObjective
from pledges.querysets import PledgeQuerySet
from pledges.selectors.partners import partners_shown
from roundtables.selectors import current_edition, objectives_at
from workflow.models import Record

FOUND_AT_MOST = 20


def own_pledges(mandates: Mandates) -> PledgeQuerySet:
    """Every version of the pledges of the parties spoken for, whatever its status; nobody else's."""
    mine = Pledge.objects.of_parties(states=mandates.states, organisations=mandates.organisations)
    return mine.with_parties().select_related("matched_record")


def with_content(pledges: PledgeQuerySet, *, publication: int | None = None) -> PledgeQuerySet:
    """With all a record's page shows, as the public may read it once that publication is out (default: today).

    Objectives know their `round_table` at the current Forum; partners that declined are not among `partners_named`.
    """
    objectives = objectives_at(current_edition(publication))
    return (
        pledges.with_parties()
        .select_related("matched_record", "plan_measure")
        .prefetch_related(
            Prefetch("placements", PledgeObjective.objects.order_by("objective_id")),
            Prefetch("placements__objective", objectives),
            "principles",
            "countries",
            Prefetch("partners", partners_shown(publication=publication), to_attr="partners_named"),
            Prefetch("attachments", Attachment.objects.handed_out(), to_attr="files_handed_out"),
            Prefetch("plan_measure__measure_versions", _measures(publication), to_attr="public_versions"),
        )
    )


def _measures(publication: int | None) -> QuerySet[Measure]:
    measures = Measure.objects.published() if publication is None else Measure.objects.as_of(publication)
    return measures.with_plan()


def published_record(reference: str) -> Record | None:
    """The record of a pledge that is public now, by its reference; a matching pledge can cite it."""
    return Record.objects.filter(pk__in=Pledge.objects.published().values("record"), reference=reference).first()


def citable(words: str, *, without: Record) -> QuerySet[Pledge]:
    """Public pledges in whose reference, title or owner all these words occur; never the record itself. At most 20."""
    found = Pledge.objects.published().exclude(record=without).with_parties()
    for word in words.split():
        found = found.filter(
            Q(record__reference__icontains=word)
            | Q(title__icontains=word)
            | Q(state__name__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return found.order_by("-published_at", "-pk")[:FOUND_AT_MOST]


def last_public_version(record: Record) -> Pledge:
    """The version that is public, or was until the record was closed: for its owner's pages."""
    versions = Pledge.objects.filter(record=record, published_in__isnull=False)
    return versions.with_parties().order_by("-published_in_id", "-pk")[0]
