"""Voluntary national reviews as the public reads them: the list, one review, its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import State
from accounts.states import ReviewRegion
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.filtering import Choices
from dashboard.selectors.parties import in_language_order
from reviews.models import Review, Statement
from reviews.querysets import ReviewQuerySet
from reviews.selectors import ForumCount, forum_counts, public_reviews, with_content
from roundtables.models import Edition
from roundtables.selectors import current_edition, editions
from workflow.selectors import Moment


@dataclass(frozen=True)
class ReviewRow:
    """A review in a list, with the numbers of the objectives it has a statement on."""

    review: Review
    stated: list[int]

    @property
    def occasion(self) -> str | Promise:
        """What it is written for, in words."""
        if self.review.forum_id:
            return _("Forum %(year)s") % {"year": self.review.forum_id}
        region = ReviewRegion(self.review.region).label
        return _("Regional review of %(region)s, %(year)s") % {"region": region, "year": self.review.region_year}


def review_choices(language: str, moment: Moment) -> Choices:
    """The choices of the list of reviews, States in the order of the page's language."""
    return Choices(
        objectives=placed_objectives(current_edition(moment.publication)),
        states=tuple(in_language_order(State.objects.all(), language)),
        editions=tuple(editions(moment.publication)),
    )


def filtered_reviews(
    asked: Mapping[str, Any], *, moment: Moment, among: ReviewQuerySet | None = None
) -> ReviewQuerySet:
    """The public reviews, or those among the given, that meet every filter; objectives: a statement on any of them."""
    reviews = public_reviews(moment) if among is None else among
    lookups = {"forum": "forum_id", "state": "state_id", "region": "state__review_region"}
    for name, lookup in lookups.items():
        if asked.get(name):
            reviews = reviews.filter(**{lookup: asked[name]})
    if asked.get("objective"):
        stated = Statement.objects.filter(review=OuterRef("pk"), objective__in=asked["objective"]).exclude(text="")
        reviews = reviews.filter(Exists(stated))
    return reviews


def review_rows(reviews: Iterable[Review]) -> list[ReviewRow]:
    """The reviews with the objectives they speak of, in one query for any number of them."""
    listed = list(reviews)
    stated = Statement.objects.exclude(text="").only("review", "objective").order_by("objective")
    prefetch_related_objects(listed, Prefetch("statements", stated, to_attr="stated"))
    return [ReviewRow(review, [each.objective_id for each in review.stated]) for review in listed]  # type: ignore[attr-defined]


def reviews_of_state(state: State, moment: Moment) -> list[ReviewRow]:
    """The State's reviews, the latest occasion first."""
    return review_rows(public_reviews(moment).filter(state=state))


def statements_on(objective: int, moment: Moment) -> QuerySet[Statement]:
    """What the public reviews say on one objective: the latest occasion first, then by State's name."""
    said = Statement.objects.filter(objective=objective, review__in=public_reviews(moment).order_by().values("pk"))
    occasion = Coalesce("review__forum_id", "review__region_year")
    told = said.exclude(text="").select_related("review__record", "review__state").annotate(occasion=occasion)
    return told.order_by("-occasion", "review__state__name", "pk")


def count_for(edition: Edition, moment: Moment) -> ForumCount:
    """How many of the Members have a public review for the Forum."""
    return next(each for each in forum_counts(moment) if each.edition == edition)


def reviews_for(edition: Edition, moment: Moment, language: str) -> list[Review]:
    """The public reviews for one Forum, by State, as a reader of the language looks for them."""
    found = {review.state_id: review for review in public_reviews(moment).for_forum(edition.year)}
    return [found[state.pk] for state in in_language_order((each.state for each in found.values()), language)]


def public_review(reference: str, moment: Moment) -> Review | None:
    """The version of the review that is public, with all its page shows."""
    return with_content(Review.objects.as_of(moment.publication)).filter(record__reference=reference).first()
