"""What States and organisations said in words of their own: barriers, reasons, answers of their reviews.

Each text stands once, with whose it is, the day it speaks for, the record it is taken from and what it is about. What
is not public at the moment is not read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, prefetch_related_objects
from django.urls import reverse

from accounts.models import Organisation, State
from plans.models import Measure
from plans.selectors import public_measures
from pledges.models import Pledge
from pledges.states import Weight
from progress.models import ProgressUpdate
from progress.querysets import UpdateQuerySet
from progress.selectors import Subject, latest_updates, public_pledges, subjects_of
from progress.states import Stage
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from reviews.selectors import public_reviews
from reviews.states import ANSWERS
from roundtables.models import Edition
from roundtables.selectors import editions
from workflow.selectors import Moment


@dataclass(frozen=True)
class Said:
    """One text: whose, in which language, of which day, and under which public reference it stands.

    `about` is the reference of the pledge or measure an update is about, and `objectives` are that one's own; a review
    speaks of no single objective here.
    """

    text: str
    language: str
    owner: State | Organisation | None
    on: date
    reference: str
    address: str
    about: str = ""
    objectives: Sequence[int] = ()


def barriers_said(moment: Moment) -> list[Said]:
    """Of each public pledge and measure, the barriers in the latest of its public updates that names any."""
    naming = _on_public_records(moment).exclude(barriers="")
    return _of_updates(_latest_of_each(naming), "barriers", moment)


def reasons_said(moment: Moment) -> list[Said]:
    """Why work was discontinued: of each public pledge and measure whose latest public update says that it was."""
    ended = _latest_of_each(_on_public_records(moment).filter(stage=Stage.DISCONTINUED))
    last = latest_updates([update.about_id for update in ended], moment=moment)
    standing = [update for update in ended if last[update.about_id].pk == update.pk]
    return _of_updates(standing, "discontinued_because", moment)


def answers_said(name: str, edition: Edition, moment: Moment) -> list[Said]:
    """What the reviews towards a Forum answer to one of their questions, by the column's name."""
    if name not in ANSWERS:
        raise ValueError(f"{name} is no question of a review")
    answered = reviews_towards(edition, moment).exclude(**{name: ""})
    return [_of_review(review, getattr(review, name)) for review in answered]


def reviews_towards(edition: Edition, moment: Moment) -> ReviewQuerySet:
    """The public reviews for the Forum, and for the regional reviews after the year of the Forum before it."""
    before = max((each.year for each in editions(moment.publication) if each.year < edition.year), default=0)
    regional = Q(region_year__gt=before, region_year__lte=edition.year)
    return public_reviews(moment).filter(Q(forum=edition.year) | regional)


def _on_public_records(moment: Moment) -> UpdateQuerySet:
    """The public updates on what is itself public: an update outlives the pledge that was withdrawn."""
    pledges, measures = (
        public.order_by().values("record") for public in (public_pledges(moment), public_measures(moment))
    )
    return ProgressUpdate.objects.as_of(moment.publication).filter(Q(about__in=pledges) | Q(about__in=measures))


def _latest_of_each(updates: UpdateQuerySet) -> list[ProgressUpdate]:
    told = updates.select_related("record", "state", "organisation")
    return list(told.order_by("about_id", "-speaks_for_on", "-pk").distinct("about_id"))


def _of_updates(updates: Sequence[ProgressUpdate], column: str, moment: Moment) -> list[Said]:
    subjects = subjects_of([update.about_id for update in updates], moment=moment)
    _with_objectives(subjects.values())
    return [_of_update(update, getattr(update, column), subjects[update.about_id]) for update in updates]


def _of_update(update: ProgressUpdate, text: str, subject: Subject) -> Said:
    return Said(
        text=text.strip(),
        language=update.language,
        owner=update.owner,
        on=update.speaks_for_on,
        reference=update.reference,
        address=f"{subject.address}#{update.anchor}",
        about=subject.reference,
        objectives=_objectives_of(subject.version),
    )


def _of_review(review: Review, text: str) -> Said:
    published: date = review.published_at.date()  # type: ignore[union-attr]  # it is public
    address = reverse("reviews:detail", args=[review.reference])
    return Said(text.strip(), review.language, review.state, published, review.reference, address)


def _with_objectives(subjects: Iterable[Subject]) -> None:
    versions = [subject.version for subject in subjects]
    prefetch_related_objects([each for each in versions if isinstance(each, Pledge)], "placements")
    prefetch_related_objects([each for each in versions if isinstance(each, Measure)], "objectives")


def _objectives_of(version: Pledge | Measure) -> list[int]:
    if isinstance(version, Measure):
        return sorted(each.pk for each in version.objectives.all())
    return sorted(each.objective_id for each in version.placements.all() if each.weight == Weight.MAIN)
