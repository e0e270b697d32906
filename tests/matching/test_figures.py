"""What the public counts and reads: as of a publication, with denominators, named only where both agreed."""

import pytest

from matching import services
from matching.selectors.figures import match_figures, matches_by_objective, public_matches
from matching.states import Outcome, Side
from tests.factories import pledges
from tests.factories.matches import Cast, fresh, side
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


def counted(moment=None, **asked):
    """Needs met and stated, offers, matches made, named, outcomes known."""
    found = match_figures(moment or current_moment(), **asked)
    return (found.needs_matched, found.needs, found.offers, found.matches, found.named, found.outcomes_known)


def confirm(cast, match):
    """The outcome that the need's side said, confirmed."""
    said = side(match, Side.NEED)
    return fresh(services.confirm_outcome(said, by=cast.moderator, seen=said.stamp))


def test_figures_move_with_each_act_and_stay_as_they_were_at_each_publication(cast):
    before = current_moment()
    need, tool = cast.need(), cast.tool()
    cast.need(objective=9)
    stated = current_moment()
    match = cast.matched(need, tool)
    made = current_moment()
    cast.state_outcome(match, outcome=Outcome.IN_PART)
    assert counted() == counted(made)
    confirm(cast, match)
    known = current_moment()
    assert [counted(moment) for moment in (before, stated, made, known)] == [
        (0, 0, 0, 0, 0, 0),
        (0, 2, 1, 0, 0, 0),
        (1, 2, 1, 1, 1, 0),
        (1, 2, 1, 1, 1, 1),
    ]
    assert match_figures(known).outcomes == [
        ("Support given as agreed", 0),
        ("Support given in part", 1),
        ("Fell through", 0),
    ]


def test_what_is_put_or_declined_is_nobodys_business(cast):
    match = cast.put()
    services.decline(side(match, Side.OFFER), by=cast.kenya)
    cast.put()
    assert counted()[3:] == (0, 0, 0)


def test_an_unnamed_match_counts_in_the_total_only_and_from_the_next_publication(cast):
    cast.concluded(named=False)
    assert counted()[3:] == (0, 0, 0)
    cast.need(objective=9)
    assert counted() == (1, 2, 1, 1, 0, 1)
    assert [counted(objectives=[7])[3:], counted(region="ECE")[3:]] == [(0, 0, 0), (0, 0, 0)]
    assert counted(objectives=[7])[:2] == (0, 1)


def test_a_named_match_counts_under_each_objective_and_the_region_of_its_need(cast):
    cast.concluded(cast.need(objective=7, related=(3,)), cast.tool(objectives=(7,)))
    cast.matched(cast.need(objective=3, region="ECA"), cast.tool(objectives=(3,)))
    assert counted(objectives=[7]) == (1, 1, 1, 1, 1, 1)
    assert counted(objectives=[3]) == (2, 2, 1, 2, 2, 1)
    assert counted(objectives=[3, 7], region="ECA") == (1, 1, 2, 1, 1, 0)
    assert counted(region="ECE") == (1, 1, 2, 1, 1, 1)
    rows = {
        number: (each.made, each.outcomes_known) for number, each in matches_by_objective(current_moment()).items()
    }
    assert {number: row for number, row in rows.items() if row != (0, 0)} == {3: (2, 1), 7: (1, 1)}
    assert len(rows) == 23


def test_offers_are_tools_with_support_and_pledges_of_money_or_people(cast):
    cast.tool()
    pledges.published(cast.kenya, cast.moderator, state="KEN", natures=["financial"])
    pledges.published(cast.kenya, cast.moderator, state="KEN", natures=["process"])
    assert counted()[2] == 2


def test_a_record_names_what_it_was_matched_with_from_that_publication_on(cast):
    need, tool = cast.need(), cast.tool()
    before = current_moment()
    match = cast.matched(need, tool)
    made = current_moment()
    cast.state_outcome(match)
    confirm(cast, match)
    known = current_moment()
    assert public_matches(need.record, before) == public_matches(tool.record, before) == []
    (at_first,) = public_matches(need.record, made)
    assert (at_first.record, at_first.item, at_first.outcome, at_first.outcome_on) == (tool.record, tool, "", None)
    (later,) = public_matches(tool.record, known)
    assert (later.item, later.outcome) == (need, "Support given as agreed")


def test_an_unnamed_match_stands_on_no_record(cast):
    match = cast.concluded(named=False)
    cast.need(objective=9)
    assert [public_matches(record, current_moment()) for record in (match.need, match.offer)] == [[], []]


def test_a_record_that_was_retracted_since_is_named_by_its_reference_only(cast):
    need, tool = cast.need(), cast.tool()
    cast.matched(need, tool)
    cast.retract(tool)
    (found,) = public_matches(need.record, current_moment())
    assert (found.record.reference, found.item) == (tool.reference, None)
    assert counted()[3] == 1


@pytest.mark.parametrize("records", [1, 3])
def test_figures_and_lists_take_the_same_queries(cast, records, django_assert_num_queries):
    need = cast.need()
    offers = [cast.matched(need, cast.tool()).offer for _ in range(records)]
    moment = current_moment()
    with django_assert_num_queries(4):
        match_figures(moment, objectives=[7], region="ECE")
    with django_assert_num_queries(1):
        matches_by_objective(moment)
    with django_assert_num_queries(4):
        assert [match.record for match in public_matches(need.record, moment)] == offers[::-1]
