"""What a review can be written for: Forums and regional reviews; and what the State has written for them."""

from django.utils.translation import gettext as _

from accounts.states import ReviewRegion
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from roundtables.models import CalendarEntry, Edition
from roundtables.states import EntryKind

Choices = list[tuple[str, list[tuple[str, str]]]]


def occasions_open_to(review: Review) -> Choices:
    """Forums and regional reviews, newest first, grouped for a form; the review's own choice is always among them."""
    forums = [(f"forum:{each.year}", _forum_words(each.year)) for each in Edition.objects.order_by("-year")]
    regional = [(f"regional:{region}:{year}", _regional_words(region, year)) for region, year in _regional_of(review)]
    return [(_("Forums"), forums), (_("Regional reviews"), regional)]


def other_reviews_of(review: Review) -> ReviewQuerySet:
    """The State's other reviews, public or under way, so that nobody begins one a second time; newest first."""
    others = Review.objects.standing().filter(state=review.state_id).exclude(record=review.record_id)
    return others.with_parties().order_by("-created_at", "-pk")


def _regional_of(review: Review) -> list[tuple[str, int]]:
    """Regional reviews of the calendar, the State's own region first; a State may belong to two commissions."""
    known = {
        (entry.region, entry.starts_on.year)
        for entry in CalendarEntry.objects.standing().filter(kind=EntryKind.REGIONAL_REVIEW).exclude(region="")
    }
    if review.region and review.region_year:
        known.add((review.region, review.region_year))
    own = review.state.review_region if review.state else ""
    return sorted(known, key=lambda each: (each[0] != own, each[0], -each[1]))


def _forum_words(year: int) -> str:
    return _("International Migration Review Forum %(year)s") % {"year": year}


def _regional_words(region: str, year: int) -> str:
    return _("%(region)s, %(year)s") % {"region": ReviewRegion(region).label, "year": year}
