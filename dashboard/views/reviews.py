"""Voluntary national reviews: the list, one review beside what its State has published, its public history."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dashboard.forms import ReviewFilters
from dashboard.selectors.citation import citation_of
from dashboard.selectors.history import versions_of
from dashboard.selectors.records import closed_record
from dashboard.selectors.reviews import (
    filtered_reviews,
    public_review,
    review_choices,
    review_rows,
)
from dashboard.views.answers import gone, page_of, refuse, show
from dashboard.views.downloads import as_data
from reviews.forms import REVIEW
from reviews.models import Review
from reviews.selectors import forum_counts, frame_of, public_reviews, published_facts, reading_of
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Reviews by Forum, narrowed by what the address asks; the same rows as JSON with `format=json`."""
    asked = ReviewFilters(request.GET, choices=review_choices(get_language(), moment))
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = filtered_reviews(asked.cleaned_data, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, found, moment=moment)
    page = page_of(found, asked.chosen_page())
    rows = review_rows(page)
    return show(
        request,
        "reviews/list.html",
        moment=moment,
        form=asked,
        counts=forum_counts(moment),
        total=public_reviews(moment).count(),
        page_obj=page,
        rows=rows,
    )


@public_page
def detail(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One review, and what its State has published beside each statement; a tombstone once it was withdrawn."""
    review = public_review(reference, moment)
    if review is None:
        return gone(request, closed_record(Review, reference, moment), moment=moment)
    reading = reading_of(review, facts=published_facts(review.state_id, moment=moment))
    place = review.get_absolute_url()
    return show(
        request,
        "reviews/page.html",
        moment=moment,
        by_way_of=[_the_list()],
        review=review,
        citation=citation_of(review),
        reading=reading,
        place=place,
    )


@public_page
def versions(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """Every version that was public and may still be read."""
    history = versions_of(REVIEW, reference, moment)
    if not history:
        return gone(request, closed_record(Review, reference, moment), moment=moment)
    latest = history[0].item
    record, frame = latest.record, frame_of(latest)
    return show(
        request,
        "reviews/versions.html",
        moment=moment,
        by_way_of=[_the_list(), (record.reference, latest.get_absolute_url())],
        record=record,
        history=[(version, reading_of(version.item, frame=frame)) for version in history],
    )


def _the_list() -> tuple[str, str]:
    return _("National reviews"), reverse("reviews:list")
