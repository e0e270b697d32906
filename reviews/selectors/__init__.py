"""Reads about reviews: what a page shows of one, what the State has published beside it, what is not there."""

from reviews.selectors.counts import ForumCount, forum_counts, members_of_the_united_nations, public_reviews
from reviews.selectors.facts import Fact, FactKind, ObjectiveFacts, StateFacts, facts_with_due_dates, published_facts
from reviews.selectors.gaps import Gaps, gaps_of
from reviews.selectors.hints import review_hints
from reviews.selectors.occasions import occasions_open_to, other_reviews_of
from reviews.selectors.opening import opening_text
from reviews.selectors.reading import Reading, frame_of, placed_for, reading_of, statements_of, with_content

__all__ = [
    "Fact",
    "FactKind",
    "ForumCount",
    "Gaps",
    "ObjectiveFacts",
    "Reading",
    "StateFacts",
    "facts_with_due_dates",
    "forum_counts",
    "frame_of",
    "gaps_of",
    "members_of_the_united_nations",
    "occasions_open_to",
    "opening_text",
    "other_reviews_of",
    "placed_for",
    "public_reviews",
    "published_facts",
    "reading_of",
    "review_hints",
    "statements_of",
    "with_content",
]
