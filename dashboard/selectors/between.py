"""What became public between two moments: acts by kind, and what happened to each pledge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from needs.models import Need
from plans.models import Plan
from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from progress.models import ProgressUpdate
from progress.selectors import at_stages, public_pledges
from progress.states import Stage
from reviews.models import Review
from roundtables.models import Edition
from roundtables.selectors import split_at
from tools.models import Tool
from workflow.models import Moderated, Publication, Record
from workflow.selectors import Moment
from workflow.states import Change, Closing, Verb

MODELS: Sequence[type[Moderated]] = (Pledge, ProgressUpdate, Plan, Review, Need, Tool)


@dataclass(frozen=True)
class Acts:
    """What was published of one kind of record: new here, taken over from a registry, amended; and taken off again.

    What was retracted since is not among the new and amended: it is not counted again. Its retraction is.
    """

    kind: str
    new: int
    imported: int
    amended: int
    withdrawn: int
    retracted: int
    superseded: int


@dataclass(frozen=True)
class Closed:
    """A pledge that is no longer public: its tombstone stands under its reference."""

    reference: str
    closing: Closing
    on: date


@dataclass(frozen=True)
class PledgeTurns:
    """What happened to pledges between two moments, each list by reference.

    `new` are public at the later moment and were not at the earlier; `amended` stood at both, in another version;
    `fulfilled` and `discontinued` say so at the later moment in their latest update, and did not at the earlier.
    """

    new: PledgeQuerySet
    amended: PledgeQuerySet
    fulfilled: PledgeQuerySet
    discontinued: PledgeQuerySet
    closed: Sequence[Closed]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        lists = {name: getattr(self, name) for name in ("new", "amended", "fulfilled", "discontinued")}
        return {name: found.count() for name, found in lists.items()} | {
            closing.value: sum(each.closing == closing for each in self.closed) for closing in Closing
        }


@dataclass(frozen=True)
class Moved:
    """An objective that stands at another round table at the later Forum."""

    objective: int
    before: int
    after: int


def acts_between(before: Moment, until: Moment) -> list[Acts]:
    """What was published after the one publication and up to the other, by kind of record; two queries for each."""
    return [_acts(model, before, until) for model in MODELS]


def publications_between(before: Moment, until: Moment) -> int:
    """How many publications there were after the one and up to the other."""
    return Publication.objects.filter(number__gt=before.publication, number__lte=until.publication).count()


def pledge_turns(before: Moment, until: Moment) -> PledgeTurns:
    """What happened to pledges after the one publication and up to the other."""
    then, now = public_pledges(before).order_by().values("record"), public_pledges(until)
    listed = now.order_by("record__reference")
    return PledgeTurns(
        new=listed.exclude(record__in=then),
        amended=listed.filter(record__in=then, published_in__gt=before.publication),
        fulfilled=_newly(Stage.FULFILLED, before, until),
        discontinued=_newly(Stage.DISCONTINUED, before, until),
        closed=_closed(before, until),
    )


def moved_objectives(earlier: Edition, later: Edition, moment: Moment) -> list[Moved]:
    """The objectives that the later Forum places at another round table, by their number, as both were then."""
    one, other = (split_at(each, moment.publication) for each in (earlier, later))
    return [Moved(number, one[number], other[number]) for number in sorted(one) if one[number] != other[number]]


def _acts(model: type[Moderated], before: Moment, until: Moment) -> Acts:
    within = {"published_in__gt": before.publication, "published_in__lte": until.publication}
    versions = model.objects.ever_published().filter(**within)  # type: ignore[attr-defined]
    imported = Q(published_in__verb=Verb.IMPORT)
    made = versions.order_by().aggregate(
        new=Count("pk", filter=Q(change=Change.NEW) & ~imported),
        imported=Count("pk", filter=imported),
        amended=Count("pk", filter=Q(change=Change.AMENDMENT) & ~imported),
    )
    closed = _closings(model.REFERENCE_KIND, before, until)
    return Acts(model.REFERENCE_KIND, **made, **{each.value: closed.get(each.value, 0) for each in Closing})


def _closings(kind: str, before: Moment, until: Moment) -> Mapping[str, int]:
    ended = _ended(kind, before, until)
    return dict(ended.order_by().values_list("closing").annotate(found=Count("pk")))


def _ended(kind: str, before: Moment, until: Moment):
    span = Q(closed_in__gt=before.publication, closed_in__lte=until.publication)
    return Record.objects.filter(span, kind=kind)


def _closed(before: Moment, until: Moment) -> list[Closed]:
    ended = _ended(Pledge.REFERENCE_KIND, before, until).select_related("closed_in").order_by("reference")
    return [Closed(each.reference, Closing(each.closing), each.closed_in.at.date()) for each in ended]


def _newly(stage: Stage, before: Moment, until: Moment) -> PledgeQuerySet:
    stood = at_stages(public_pledges(before), [stage], moment=before).order_by().values("record")
    found: PledgeQuerySet = at_stages(public_pledges(until), [stage], moment=until)  # type: ignore[assignment]
    return found.exclude(record__in=stood).order_by("record__reference")
