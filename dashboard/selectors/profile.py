"""What else a State’s or organisation’s page tells: what happened lately, who names it, when its plans run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import Organisation, State
from dashboard.selectors.plans import PlanRow
from dashboard.selectors.publications import Entry, entries
from needs.models import Need
from plans.models import Plan
from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from pledges.selectors import partners_shown
from progress.models import ProgressUpdate
from progress.selectors import public_pledges
from reviews.models import Review
from tools.models import Tool
from ui import charts
from workflow.models import Publication
from workflow.selectors import Moment
from workflow.states import Verb

LATEST = 8


@dataclass(frozen=True)
class PlanPeriod:
    """A plan with the stretch of its years drawn; `today` is where the moment's day stands, in per cent."""

    row: PlanRow
    bar: Mapping[str, object]


@dataclass(frozen=True)
class PlanYears:
    """The plans of a State on one scale of whole years."""

    periods: Sequence[PlanPeriod]
    first: int
    last: int
    today: str


def happened_lately(owner: State | Organisation, moment: Moment) -> list[Entry]:
    """The latest publications about the party's own records, imports aside, the latest first; in a fixed number."""
    own = {"state": owner} if isinstance(owner, State) else {"organisation": owner}
    numbers = [_publications(model, own, moment) for model in (Pledge, ProgressUpdate, Plan, Review, Need, Tool)]
    found = numbers[0].union(*numbers[1:]).order_by("-published_in")[:LATEST]
    listed = Publication.objects.filter(number__in=list(found.values_list("published_in", flat=True)))
    return entries(list(listed.order_by("-number")))


def pledges_naming(owner: State | Organisation, moment: Moment) -> PledgeQuerySet:
    """Others' public pledges that name the party as a partner; never where it declined to be named."""
    own = {"state": owner, "kind": ""} if isinstance(owner, State) else {"organisation": owner}
    named = partners_shown(publication=moment.publication).filter(**own).order_by()
    return public_pledges(moment).filter(pk__in=named.values("pledge"))


def plan_years(rows: Sequence[PlanRow], moment: Moment, *, mirrored: bool) -> PlanYears | None:
    """The periods of these plans, drawn; None where no plan says both when it begins and when it ends."""
    found = [(row, row.plan.period_starts_on, row.plan.period_ends_on) for row in rows]
    dated = [(row, starts, ends) for row, starts, ends in found if starts and ends]
    if not dated:
        return None
    first, last = min(starts.year for _row, starts, _ends in dated), max(ends.year for _row, _starts, ends in dated)
    start, whole = date(first, 1, 1), (date(last + 1, 1, 1) - date(first, 1, 1)).days

    def at(day: date) -> float:
        return 100 * (day - start).days / whole

    bars = charts.spans([(at(starts), at(ends)) for _row, starts, ends in dated], mirrored=mirrored)
    today = at(moment.day)
    return PlanYears(
        periods=[PlanPeriod(row, bar) for (row, _starts, _ends), bar in zip(dated, bars, strict=True)],
        first=first,
        last=last,
        today=f"{100 - today if mirrored else today:.2f}%" if 0 <= today <= 100 else "",
    )


def _publications(model: type, own: Mapping[str, object], moment: Moment) -> QuerySet:
    versions = model.objects.ever_published().filter(**own, published_in__lte=moment.publication)  # type: ignore[attr-defined]
    own_acts = versions.exclude(published_in__verb=Verb.IMPORT).order_by()
    return own_acts.values_list("published_in")
