"""Every number shown to the public about pledges and what became of them: one function per number.

Pages, exports, the API and the reports call these; none of them counts by itself. All take a `Moment`: the publication
the figures are true at, and the day ages are counted from.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Aggregate, Count, Max, OuterRef, Q, QuerySet, Subquery

from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from pledges.states import Weight
from progress.models import ProgressUpdate
from progress.states import Stage
from roundtables.models import Edition
from workflow.models import Record
from workflow.selectors import Moment

FRESH_DAYS = 365


@dataclass(frozen=True)
class Figures:
    """Counts about a set of published pledges. `pledges` is the denominator of everything else."""

    pledges: int = 0
    states: int = 0
    organisations: int = 0
    with_update: int = 0
    fresh: int = 0
    planning: int = 0
    in_progress: int = 0
    fulfilled: int = 0
    discontinued: int = 0
    latest_update_on: date | None = None

    @property
    def without_update(self) -> int:
        """Pledges of which nothing has been reported: silence is shown."""
        return self.pledges - self.with_update

    @property
    def stages(self) -> list[tuple[Stage, int]]:
        """How many pledges' latest update says which stage, in the order of work."""
        return [(stage, getattr(self, stage.value)) for stage in Stage]


@dataclass(frozen=True)
class Coverage:
    """How the published pledges spread over the Compact; the first three add up to `pledges`."""

    pledges: int
    naming_objectives: int
    whole_compact: int
    naming_none: int


def public_pledges(moment: Moment) -> PledgeQuerySet:
    """The pledges public at that moment, newest first, with owner and reference."""
    return Pledge.objects.as_of(moment.publication).with_parties().order_by("-published_at", "-pk")


def figures(pledges: QuerySet[Pledge], *, moment: Moment) -> Figures:
    """The figures of any set of pledges public at the moment; each pledge counts once."""
    return Figures(**_with_latest_update(pledges.order_by(), moment).aggregate(**_counts(moment)))


def compact_figures(moment: Moment) -> Figures:
    """The figures of all pledges."""
    return figures(Pledge.objects.as_of(moment.publication), moment=moment)


def coverage(moment: Moment) -> Coverage:
    """How many pledges name objectives, the Compact as a whole, or nothing (older records do not say)."""
    public = Pledge.objects.as_of(moment.publication)
    named = public.filter(placements__weight=Weight.MAIN).values("pk").distinct().count()
    whole = public.filter(covers_whole_compact=True).exclude(placements__weight=Weight.MAIN).count()
    total = public.count()
    return Coverage(pledges=total, naming_objectives=named, whole_compact=whole, naming_none=total - named - whole)


def figures_by_objective(moment: Moment) -> Mapping[int, Figures]:
    """For each of the 23 objectives, the figures of the pledges that name it as a main objective."""
    public = Pledge.objects.as_of(moment.publication).filter(placements__weight=Weight.MAIN)
    found = _grouped(public, "placements__objective_id", moment)
    return {number: found.get(number, Figures()) for number in range(1, 24)}


def figures_by_round_table(edition: Edition, moment: Moment) -> Mapping[int, Figures]:
    """For each round table of the edition, the figures of the pledges on any of its objectives, each counted once."""
    public = Pledge.objects.as_of(moment.publication).filter(
        placements__weight=Weight.MAIN, placements__objective__placements__edition=edition
    )
    found = _grouped(public, "placements__objective__placements__round_table__number", moment)
    return {number: found.get(number, Figures()) for number in range(1, 5)}


def figures_by_state(moment: Moment) -> Mapping[str, Figures]:
    """The figures of each pledging State's own pledges, by ISO alpha-3; States without a pledge are not listed."""
    return _grouped(Pledge.objects.as_of(moment.publication).filter(state__isnull=False), "state_id", moment)


def figures_by_organisation(moment: Moment) -> Mapping[int, Figures]:
    """The figures of each pledging organisation's pledges, by its id."""
    public = Pledge.objects.as_of(moment.publication).filter(organisation__isnull=False)
    return _grouped(public, "organisation_id", moment)


def public_updates(record: Record, *, moment: Moment) -> QuerySet[ProgressUpdate]:
    """The updates on one pledge public at the moment, the one that speaks for the latest day first."""
    return ProgressUpdate.objects.as_of(moment.publication).about_record(record).select_related("record")


def latest_updates(records: Collection[int], *, moment: Moment) -> Mapping[int, ProgressUpdate]:
    """The latest public update of each of these records (by record id), in one query; silent ones are missing."""
    latest = (
        ProgressUpdate.objects.as_of(moment.publication)
        .filter(about_id__in=records)
        .order_by("about_id", "-speaks_for_on", "-pk")
        .distinct("about_id")
    )
    return {update.about_id: update for update in latest}


def at_stages(pledges: QuerySet[Pledge], stages: Collection[str], *, moment: Moment) -> QuerySet[Pledge]:
    """Those whose latest public update says one of these stages; "none" stands for no update at all."""
    wanted = Q(latest_stage__in=stages)
    if "none" in stages:
        wanted |= Q(latest_stage__isnull=True)
    return _with_latest_update(pledges, moment).filter(wanted)


def _with_latest_update(pledges: QuerySet[Pledge], moment: Moment) -> QuerySet:
    latest = (
        ProgressUpdate.objects.as_of(moment.publication)
        .filter(about_id=OuterRef("record_id"))
        .order_by("-speaks_for_on", "-pk")
    )
    return pledges.annotate(
        latest_stage=Subquery(latest.values("stage")[:1]), latest_on=Subquery(latest.values("speaks_for_on")[:1])
    )


def _counts(moment: Moment) -> dict[str, Aggregate]:
    def pledges_where(**lookup) -> Count:
        return Count("pk", distinct=True, filter=Q(**lookup) if lookup else None)

    return {
        "pledges": pledges_where(),
        "states": Count("state", distinct=True),
        "organisations": Count("organisation", distinct=True),
        "with_update": pledges_where(latest_stage__isnull=False),
        "fresh": pledges_where(latest_on__gt=moment.day - timedelta(days=FRESH_DAYS)),
        "latest_update_on": Max("latest_on"),
    } | {stage.value: pledges_where(latest_stage=stage) for stage in Stage}


def _grouped(pledges: QuerySet[Pledge], key: str, moment: Moment) -> dict:
    rows = _with_latest_update(pledges.order_by(), moment).values(key).annotate(**_counts(moment))
    return {row[key]: Figures(**{name: row[name] for name in _counts(moment)}) for row in rows}
