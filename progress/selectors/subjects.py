"""What an update can be about: a pledge or a measure of a national plan, read as one thing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import Organisation, State
from accounts.selectors import Mandates
from objectives.models import Objective
from plans.models import Measure, Plan
from pledges.models import Pledge
from pledges.states import Weight
from workflow.models import Record
from workflow.selectors import Moment, current_moment


@dataclass(frozen=True)
class Subject:
    """One pledge or measure as the public sees it, or last saw it; `version` is the row it was read from.

    `public_on` is the day it was first published here, `began_on` the first day anything can be said of it.
    """

    version: Pledge | Measure
    record: Record
    title: str
    language: str
    owner: State | Organisation | None
    public_on: date
    began_on: date
    is_public: bool

    @property
    def reference(self) -> str:
        """Its public reference."""
        return self.record.reference or ""

    @property
    def is_measure(self) -> bool:
        """True for a measure of a plan, False for a pledge."""
        return isinstance(self.version, Measure)

    @property
    def is_mirror(self) -> bool:
        """True for a pledge that is also relevant to the Global Compact on Refugees."""
        return isinstance(self.version, Pledge) and self.version.is_mirror

    @property
    def indicator(self) -> str:
        """What is measured, in its owner's words; empty where nothing is."""
        return self.version.indicator

    @property
    def baseline(self) -> str:
        """The indicator's value to begin with."""
        return self.version.baseline

    @property
    def target(self) -> str:
        """The value it is to reach."""
        return self.version.target

    @property
    def is_measured(self) -> bool:
        """True where an indicator, a baseline or a target is named."""
        return bool(self.indicator or self.baseline or self.target)

    @property
    def starts_on(self) -> date | None:
        """When the work starts, if that is said."""
        return self.version.starts_on

    @property
    def ends_on(self) -> date | None:
        """When it ends, if that is said."""
        return self.version.ends_on

    @property
    def address(self) -> str:
        """Its public page."""
        return self.version.get_absolute_url()


def own_subjects(mandates: Mandates, moment: Moment) -> list[Subject]:
    """All that is public of the parties spoken for and can be reported on, in two queries."""
    pledges = Pledge.objects.as_of(moment.publication).of_parties(
        states=mandates.states, organisations=mandates.organisations
    )
    measures = Measure.objects.as_of(moment.publication).filter(plan__state__in=mandates.states)
    return _read(pledges, measures)


def public_subjects(moment: Moment) -> list[Subject]:
    """All that is public and can be reported on, of every party, in two queries."""
    return _read(Pledge.objects.as_of(moment.publication), Measure.objects.as_of(moment.publication))


def own_subject(reference: str, mandates: Mandates) -> Subject | None:
    """The public pledge or measure of this reference, if it is of a party spoken for; None for any other."""
    pledges = Pledge.objects.published().of_parties(states=mandates.states, organisations=mandates.organisations)
    measures = Measure.objects.published().filter(plan__state__in=mandates.states)
    found = _read(pledges.filter(record__reference=reference), measures.filter(record__reference=reference))
    return found[0] if found else None


def public_subject(record: Record | int) -> Subject | None:
    """The pledge or measure of this record if it is public now."""
    pk = record if isinstance(record, int) else record.pk
    found = _read(Pledge.objects.published().filter(record=pk), Measure.objects.published().filter(record=pk))
    return found[0] if found else None


def subject_of(record: Record | int) -> Subject | None:
    """What this record was when the public last saw it, also where it was withdrawn since; None if it never was."""
    pk = record if isinstance(record, int) else record.pk
    return subjects_of([pk]).get(pk)


def subjects_of(records: Collection[int], *, moment: Moment | None = None) -> Mapping[int, Subject]:
    """The same for many records, by record id, in two queries; as last seen by the public at the moment."""
    until = (moment or current_moment()).publication
    pledges = Pledge.objects.filter(record__in=records, published_in__lte=until)
    measures = Measure.objects.filter(record__in=records, plan__published_in__lte=until)
    found = _read(
        pledges.order_by("record", "-published_in_id", "-pk").distinct("record"),
        measures.order_by("record", "-plan__published_in_id", "-pk").distinct("record"),
    )
    return {subject.record.pk: subject for subject in found}


def objectives_of(subject: Subject) -> Sequence[Objective]:
    """The objectives it serves, by number: of a pledge its main ones, none where it serves the Compact as a whole."""
    if isinstance(subject.version, Measure):
        return list(subject.version.objectives.order_by("number"))
    main = subject.version.placements.filter(weight=Weight.MAIN)
    return list(Objective.objects.filter(pk__in=main.values("objective")).order_by("number"))


def _read(pledges: QuerySet[Pledge], measures: QuerySet[Measure]) -> list[Subject]:
    """Both kinds as one, in two queries; each knows when its record was first published."""
    first_pledge = Pledge.objects.filter(record=OuterRef("record"), published_in__isnull=False)
    first_plan = Plan.objects.filter(measures__record=OuterRef("record"), published_in__isnull=False)
    rows = pledges.select_related("record", "state", "organisation").annotate(
        first_at=Subquery(first_pledge.order_by("published_in_id").values("published_at")[:1])
    )
    of_plans = measures.select_related("record", "plan", "plan__record", "plan__state").annotate(
        first_at=Subquery(first_plan.order_by("published_in_id").values("published_at")[:1])
    )
    return [*map(_pledge, rows), *map(_measure, of_plans)]


def _pledge(row: Pledge) -> Subject:
    made_in = date(row.pledged_in_year, 1, 1) if row.pledged_in_year else None
    return Subject(
        version=row,
        record=row.record,
        title=row.title,
        language=row.language,
        owner=row.owner,
        public_on=_day(row),
        began_on=_earliest(_day(row), row.starts_on, row.continuing_since, row.pledged_on, made_in),
        is_public=row.replaced_in_id is None,
    )


def _measure(row: Measure) -> Subject:
    return Subject(
        version=row,
        record=row.record,
        title=row.title,
        language=row.plan.language,
        owner=row.plan.state,
        public_on=_day(row),
        began_on=_earliest(_day(row), row.starts_on, row.plan.period_starts_on),
        is_public=row.plan.replaced_in_id is None,
    )


def _day(row: Pledge | Measure) -> date:
    first_at: datetime = row.first_at  # type: ignore[union-attr]  # annotated by `_read`
    return first_at.date()


def _earliest(known: date, *others: date | None) -> date:
    return min([known, *(each for each in others if each is not None)])
