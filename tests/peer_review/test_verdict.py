"""The published rules, as a table: who must be in, when reviewers disagree, and what the majority comes to."""

import pytest

from peer_review.selectors.verdict import Verdict, Vote, disagree, outcome_of, verdict
from peer_review.states import Criterion, Recommendation, Side

YES, CHANGES, NO = Recommendation.PUBLISH, Recommendation.AFTER_CHANGES, Recommendation.DO_NOT
CRITERIA = len(Criterion)


def votes(*advice, totals=None):
    """One UN vote, then external ones, with three points each unless said."""
    sides = [Side.UN, *[Side.EXTERNAL] * (len(advice) - 1)]
    totals = totals or [3 * CRITERIA] * len(advice)
    return [Vote(*each) for each in zip(sides, advice, totals, strict=True)]


@pytest.mark.parametrize(
    "found",
    [[], votes(YES), votes(YES, YES), votes(YES, YES, YES)[1:], [*votes(YES, YES), Vote(Side.UN, YES, 18)]],
    ids=["nobody", "UN alone", "one external", "two external, no UN", "two UN, one external"],
)
def test_one_un_and_two_external_reviewers_have_to_be_in(found):
    assert verdict(found, externals_wanted=2) == Verdict(2)


@pytest.mark.parametrize(
    ("advice", "outcome"),
    [
        ((YES, YES, YES), YES),
        ((YES, YES, CHANGES), YES),
        ((YES, CHANGES, CHANGES), CHANGES),
        ((CHANGES, CHANGES, CHANGES), CHANGES),
        ((NO, NO, NO), NO),
    ],
)
def test_three_who_agree_are_enough(advice, outcome):
    assert verdict(votes(*advice), externals_wanted=2) == Verdict(2, outcome)


@pytest.mark.parametrize("advice", [(YES, YES, NO), (NO, CHANGES, NO), (NO, YES, CHANGES)])
def test_some_for_and_some_against_want_a_third_external(advice):
    assert verdict(votes(*advice), externals_wanted=2) == Verdict(3)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ([3 * CRITERIA, 2 * CRITERIA, 3 * CRITERIA], Verdict(2, YES)),
        ([3 * CRITERIA, 2 * CRITERIA - 1, 3 * CRITERIA], Verdict(3)),
        ([CRITERIA, 4 * CRITERIA, 3 * CRITERIA], Verdict(3)),
    ],
    ids=["exactly one point apart", "a sixth more", "three points apart"],
)
def test_means_more_than_one_point_apart_want_a_third_external(totals, expected):
    assert verdict(votes(YES, YES, YES, totals=totals), externals_wanted=2) == expected


def test_with_the_third_external_wanted_it_is_not_complete_before_it_is_in():
    assert verdict(votes(YES, YES, NO), externals_wanted=3) == Verdict(3)


@pytest.mark.parametrize(
    ("advice", "outcome"),
    [
        ((YES, YES, NO, YES), YES),
        ((CHANGES, YES, NO, CHANGES), CHANGES),
        ((YES, CHANGES, NO, NO), None),
        ((NO, NO, YES, NO), NO),
        ((YES, YES, YES, YES), YES),
    ],
)
def test_then_the_majority_counts_and_a_tie_wants_one_more(advice, outcome):
    assert verdict(votes(*advice), externals_wanted=3) == Verdict(3 if outcome else 4, outcome)


@pytest.mark.parametrize(("fifth", "outcome"), [(YES, YES), (CHANGES, CHANGES), (NO, NO)])
def test_five_can_no_longer_be_tied(fifth, outcome):
    assert verdict(votes(YES, CHANGES, NO, NO, fifth), externals_wanted=4) == Verdict(4, outcome)


def test_points_far_apart_no_longer_matter_once_a_further_reviewer_is_in():
    totals = [CRITERIA, 4 * CRITERIA, 4 * CRITERIA, 4 * CRITERIA]
    assert verdict(votes(YES, YES, YES, YES, totals=totals), externals_wanted=3) == Verdict(3, YES)


def test_as_many_for_as_without_changes_ask_for_changes():
    assert outcome_of(votes(YES, CHANGES)) == CHANGES


@pytest.mark.parametrize(("advice", "expected"), [((YES, CHANGES), False), ((CHANGES, NO), True), ((NO, NO), False)])
def test_publishing_after_changes_is_on_the_side_of_publishing(advice, expected):
    assert disagree(votes(*advice)) is expected
