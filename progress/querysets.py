"""Adjectives of progress updates."""

from collections.abc import Collection
from typing import Self

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from plans.models import Measure
from pledges.models import Pledge
from workflow.models import Record
from workflow.querysets import ModeratedQuerySet
from workflow.states import OPEN, Change


class UpdateQuerySet(ModeratedQuerySet):
    """Versions of progress updates, chainable with `.published()` and `.as_of()`."""

    def about_record(self, record: Record) -> Self:
        """Those on one record, the one that speaks for the latest day first."""
        return self.filter(about=record).order_by("-speaks_for_on", "-pk")

    def under_way(self) -> Self:
        """New updates that lie with their owner or with the desk; at most one on each record."""
        return self.filter(change=Change.NEW, status__in=sorted(OPEN))

    def of_parties(self, *, states: Collection[str], organisations: Collection[int]) -> Self:
        """What belongs to these parties; each update goes by the `title` of what it is about, in `title_language`."""
        return super().of_parties(states=states, organisations=organisations).with_titles()

    def with_titles(self) -> Self:
        """With the title of the pledge or measure as the public last saw it, and the language it is in."""
        pledges = Pledge.objects.filter(record=OuterRef("about"), published_in__isnull=False)
        measures = Measure.objects.filter(record=OuterRef("about"), plan__published_in__isnull=False)
        newest, of_plan = (
            pledges.order_by("-published_in_id", "-pk"),
            measures.order_by("-plan__published_in_id", "-pk"),
        )
        return self.annotate(
            title=Coalesce(_first(newest, "title"), _first(of_plan, "title"), Value("")),
            title_language=Coalesce(_first(newest, "language"), _first(of_plan, "plan__language"), Value("")),
        )

    def with_unchanged_since(self, *, publication: int | None = None) -> Self:
        """With the day of the last public update before each that says more than “nothing has changed”, if any.

        Public now, or as of a publication. A version's own record is never its own last word.
        """
        said = type(self)(self.model)
        said = said.published() if publication is None else said.as_of(publication)
        before = said.filter(
            about=OuterRef("about"), is_unchanged=False, speaks_for_on__lte=OuterRef("speaks_for_on")
        ).exclude(record=OuterRef("record"))
        return self.annotate(unchanged_since=_first(before.order_by("-speaks_for_on", "-pk"), "speaks_for_on"))


def _first(rows: QuerySet, column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])
