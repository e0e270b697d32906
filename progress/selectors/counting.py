"""Counting pledges one by one: the figures of any set of them, and those no tally keeps.

It costs time for each pledge. What every page shows is kept in tallies (`progress.selectors.tallies`), which must say
the same: the tests hold the two against each other.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, Case, Count, F, FilteredRelation, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from pledges.models import Pledge
from pledges.states import Weight
from progress.selectors.numbers import FRESH_DAYS, Coverage, Figures
from progress.states import OF_ORGANISATIONS, Dimension, Naming, Stage
from workflow.selectors import Moment

ANYWHERE = "*"
REGION = Case(
    When(organisation__isnull=False, then=Value(OF_ORGANISATIONS)),
    default=Coalesce(F("state__review_region"), Value("")),
)
"""Where a pledge comes from: the region of its State, nothing where none is on record; or "organisations"."""


def figures(pledges: QuerySet[Pledge], *, moment: Moment) -> Figures:
    """The figures of any set of pledges public at the moment; each pledge counts once."""
    once = Pledge.objects.filter(pk__in=pledges.order_by().values("pk"))
    return Figures(**with_latest_update(once, moment).aggregate(**counts(moment, each_once=True)))


def counted(dimension: Dimension, moment: Moment) -> dict[str, Figures]:
    """All public pledges, by the keys of a dimension that is no set of objectives; what has no pledge is missing."""
    public = Pledge.objects.as_of(moment.publication)
    named = public.filter(placements__weight=Weight.MAIN).annotate(objective=F("placements__objective_id"))
    sets: dict[Dimension, tuple[QuerySet[Pledge], tuple[str, ...]]] = {
        Dimension.OBJECTIVE: (named, ("objective",)),
        Dimension.STATE: (public.filter(state__isnull=False), ("state_id",)),
        Dimension.ORGANISATION: (public.filter(organisation__isnull=False), ("organisation_id",)),
        Dimension.REGION: (public.annotate(review_region=REGION), ("review_region",)),
        Dimension.OBJECTIVE_IN_REGION: (named.annotate(review_region=REGION), ("objective", "review_region")),
    }
    if dimension == Dimension.ALL:
        return {"": figures(public, moment=moment)}
    return _grouped(*sets[dimension], moment)


def counted_on(objectives: Collection[int], moment: Moment) -> dict[str, Figures]:
    """The figures of the pledges on any of these objectives, each counted once: all of them ("*"), and by region."""
    public = Pledge.objects.as_of(moment.publication)
    named = public.filter(placements__weight=Weight.MAIN, placements__objective__in=objectives)
    by_region = _grouped(named.annotate(review_region=REGION), ("review_region",), moment)
    return {ANYWHERE: figures(named, moment=moment)} | by_region


def counted_coverage(moment: Moment) -> Coverage:
    """How many pledges name objectives, the Compact as a whole, or nothing."""
    public = Pledge.objects.as_of(moment.publication)
    named = public.filter(placements__weight=Weight.MAIN).values("pk").distinct().count()
    whole = public.filter(covers_whole_compact=True).exclude(placements__weight=Weight.MAIN).count()
    return spread({Naming.OBJECTIVES: named, Naming.WHOLE: whole}, total=public.count())


def spread(found: dict[str, int], *, total: int) -> Coverage:
    """The coverage of so many pledges, from how many name objectives and how many the whole."""
    named, whole = found.get(Naming.OBJECTIVES, 0), found.get(Naming.WHOLE, 0)
    return Coverage(pledges=total, naming_objectives=named, whole_compact=whole, naming_none=total - named - whole)


def at_stages(pledges: QuerySet[Pledge], stages: Collection[str], *, moment: Moment) -> QuerySet[Pledge]:
    """Those whose latest public update says one of these stages; "none" stands for no update at all."""
    wanted = Q(latest_stage__in=stages)
    if "none" in stages:
        wanted |= Q(latest_stage__isnull=True)
    return with_latest_update(pledges, moment).filter(wanted)


def with_latest_update(pledges: QuerySet[Pledge], moment: Moment) -> QuerySet:
    """With `latest_stage` and `latest_on` of the latest public update, both None where there is none."""
    if "latest_stage" in pledges.query.annotations:
        return pledges
    then = Q(standings__since__lte=moment.publication, standings__until__gt=moment.publication)
    return pledges.annotate(
        standing=FilteredRelation("standings", condition=then),
        latest_stage=NullIf(F("standing__stage"), Value("")),
        latest_on=F("standing__spoken_on"),
    )


def counts(moment: Moment, *, each_once: bool = False) -> dict[str, Aggregate]:
    """What `Figures` is made of, as aggregates over pledges `with_latest_update`; each pledge counts once.

    Where each is there `each_once`, it need not be looked for among the others, which costs more than the rest.
    """

    def pledges_where(**lookup: Any) -> Count:
        return Count("pk", distinct=not each_once, filter=Q(**lookup) if lookup else None)

    return {
        "pledges": pledges_where(),
        "states": Count("state", distinct=True),
        "organisations": Count("organisation", distinct=True),
        "with_update": pledges_where(latest_stage__isnull=False),
        "fresh": pledges_where(latest_on__gt=moment.day - timedelta(days=FRESH_DAYS)),
        "latest_update_on": Max("latest_on"),
    } | {stage.value: pledges_where(latest_stage=stage) for stage in Stage}


def _grouped(pledges: QuerySet[Pledge], keys: tuple[str, ...], moment: Moment) -> dict[str, Figures]:
    rows = with_latest_update(pledges.order_by(), moment).values(*keys).annotate(**counts(moment))
    return {
        ":".join(str(row[key]) for key in keys): Figures(**{name: row[name] for name in counts(moment)})
        for row in rows
    }
