"""The same figures of some of the pledges: of what a filter leaves, by any column, in one query each.

What is counted, and of what, is said once, in `progress.selectors.counting`.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from pledges.models import Pledge
from pledges.states import Level, Weight
from progress.selectors.counting import counts, figures, with_latest_update
from progress.selectors.numbers import FRESH_DAYS, Coverage, Figures
from workflow.selectors import Moment


def figures_grouped(pledges: QuerySet[Pledge], *keys: str, moment: Moment) -> dict[tuple[Any, ...], Figures]:
    """The figures of any set of pledges public at the moment, for each combination of these columns that occurs."""
    names = list(counts(moment))
    rows = with_latest_update(pledges.order_by(), moment).values(*keys).annotate(**counts(moment))
    return {tuple(row[key] for key in keys): Figures(**{name: row[name] for name in names}) for row in rows}


def figures_by_level(moment: Moment) -> Mapping[str, Figures]:
    """The figures of the pledges carried out at each level, and under "" of those that name none, in five queries.

    A pledge carried out at several levels counts at each.
    """
    public = Pledge.objects.as_of(moment.publication)
    found = {level.value: figures(public.filter(levels__contains=[level]), moment=moment) for level in Level}
    return found | {"": figures(public.filter(levels=[]), moment=moment)}


def coverage_of(pledges: QuerySet[Pledge]) -> Coverage:
    """How a set of public pledges spreads over the Compact, as `coverage` says it of all."""
    main = Q(placements__weight=Weight.MAIN)
    named = pledges.order_by().filter(main).values("pk").distinct().count()
    whole = pledges.filter(covers_whole_compact=True).exclude(main).count()
    total = pledges.count()
    return Coverage(pledges=total, naming_objectives=named, whole_compact=whole, naming_none=total - named - whole)


def last_updated(pledges: QuerySet[Pledge], freshness: str, *, moment: Moment) -> QuerySet[Pledge]:
    """Those whose latest public update is "recent" (within the last 12 months), "older", or that have "none"."""
    since = moment.day - timedelta(days=FRESH_DAYS)
    wanted = {
        "recent": Q(latest_on__gt=since),
        "older": Q(latest_on__lte=since),
        "none": Q(latest_on__isnull=True),
    }
    return with_latest_update(pledges, moment).filter(wanted[freshness])
