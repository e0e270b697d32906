"""A pledge from the day it was made to its planned end, and the pledges it answers or that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from progress.models import ProgressUpdate
from progress.selectors import public_pledges
from workflow.selectors import Moment
from workflow.states import Change


@dataclass(frozen=True)
class Step:
    """Something that happened to a pledge, or is planned: `is_ahead` where the day has not come."""

    on: date
    what: str | Promise
    detail: str = ""
    fragment: str = ""
    is_ahead: bool = False


@dataclass(frozen=True)
class Matching:
    """The pledge that this one answers, if it is public, and those that answer this one."""

    answers: Pledge | None
    answered_by: list[Pledge]


def story_of(pledge: Pledge, updates: Iterable[ProgressUpdate], moment: Moment) -> list[Step]:
    """What is known of a pledge by its days, the earliest first: made, published, amended, reported on, to end."""
    steps = [*_made(pledge), *_published(pledge, moment), *_told(updates)]
    if pledge.starts_on:
        steps.append(Step(pledge.starts_on, _("Start, as stated"), is_ahead=pledge.starts_on > moment.day))
    if pledge.ends_on:
        steps.append(Step(pledge.ends_on, _("End, as stated"), is_ahead=pledge.ends_on > moment.day))
    return sorted(steps, key=lambda step: step.on)


def matching_of(pledge: Pledge, moment: Moment) -> Matching:
    """Both ways, in one or two queries; a pledge that is no longer public is not shown."""
    public = public_pledges(moment)
    cited = pledge.matched_record_id
    return Matching(
        answers=public.filter(record=cited).first() if cited else None,
        answered_by=list(_answering(pledge, public)),
    )


def _answering(pledge: Pledge, public: PledgeQuerySet) -> PledgeQuerySet:
    return public.filter(matched_record=pledge.record_id)


def _made(pledge: Pledge) -> list[Step]:
    return [Step(pledge.pledged_on, _("Pledged"))] if pledge.pledged_on else []


def _published(pledge: Pledge, moment: Moment) -> list[Step]:
    versions = Pledge.objects.ever_published().filter(record=pledge.record_id, published_in__lte=moment.publication)
    dated = versions.order_by("published_in_id").values_list("published_at", "published_in_id", "change")
    words = {Change.NEW: _("Published here"), Change.AMENDMENT: _("Amended")}
    return [
        Step(at.date(), words[Change(change)], _("Publication %(number)s") % {"number": number})
        for at, number, change in dated
        if at
    ]


def _told(updates: Iterable[ProgressUpdate]) -> list[Step]:
    return [
        Step(
            update.speaks_for_on,
            _("Update: %(stage)s") % {"stage": update.get_stage_display()},
            fragment=update.anchor,
        )
        for update in updates
    ]
