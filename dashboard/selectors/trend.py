"""Over the years: when pledges were made, and for which days their owners reported on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import ExtractYear

from pledges.models import Pledge
from progress.models import ProgressUpdate
from progress.selectors import public_pledges
from ui import charts
from workflow.selectors import Moment, read_once
from workflow.states import Change

Drawn = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Year:
    """One year: pledges made in it, updates that speak for a day of it, and a bar for each, all on one scale."""

    year: int
    pledges: int
    updates: int
    pledges_bar: Mapping[str, object]
    updates_bar: Mapping[str, object]


@dataclass(frozen=True)
class Trend:
    """The years from the first to the moment's; `undated` pledges say nowhere when they were made."""

    years: Sequence[Year]
    undated: int

    @property
    def has_something(self) -> bool:
        """True where there is a year to show."""
        return any(each.pledges or each.updates for each in self.years)


def trend(pledges: QuerySet[Pledge], *, moment: Moment, mirrored: bool) -> Trend:
    """The pledges by the year they were made in and all public updates on them, in two queries.

    The year is the one the pledge names or, where it was made here, that of its first publication; an imported one
    that names none is undated.
    """
    made, told = _made(pledges), _told(pledges, moment)
    known = [year for year in {*made, *told} if year is not None]
    years = range(min(known), max(*known, moment.day.year) + 1) if known else range(0)
    of_pledges, of_updates = ([counts.get(year, 0) for year in years] for counts in (made, told))
    bars = _drawn([*of_pledges, *of_updates], mirrored=mirrored)
    half = len(of_pledges)
    rows = zip(years, of_pledges, of_updates, bars[:half], bars[half:], strict=True)
    return Trend([Year(*row) for row in rows], made.get(None, 0))


@read_once
def objective_trend(number: int, *, moment: Moment, mirrored: bool) -> Trend:
    """The years of the pledges that name an objective."""
    return trend(public_pledges(moment).for_objective(number), moment=moment, mirrored=mirrored)


def _made(pledges: QuerySet[Pledge]) -> dict[int | None, int]:
    first = Pledge.objects.filter(record=OuterRef("record"), published_in__isnull=False).order_by("published_in_id")
    here = Subquery(first.values("published_at__year")[:1])
    year = Case(
        When(pledged_on__isnull=False, then=ExtractYear("pledged_on")),
        When(pledged_in_year__isnull=False, then=F("pledged_in_year")),
        When(record__source="", change=Change.NEW, then=ExtractYear("published_at")),  # most: nothing to look up
        When(record__source="", then=here),
        output_field=IntegerField(),
    )
    rows = pledges.order_by().annotate(made_in=year).values_list("made_in")
    return dict(rows.annotate(count=Count("pk", distinct=True)))


def _told(pledges: QuerySet[Pledge], moment: Moment) -> dict[int | None, int]:
    updates = ProgressUpdate.objects.as_of(moment.publication).filter(about__in=pledges.order_by().values("record"))
    return dict(updates.order_by().values_list("speaks_for_on__year").annotate(count=Count("pk")))


def _drawn(values: Sequence[int], *, mirrored: bool) -> Drawn:
    return charts.bars([{"label": "", "value": value} for value in values], mirrored=mirrored)
