"""Suggesting a pair, putting it to both sides, letting it go."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from drafting.services import draft_amendment, save, stamp
from matching import services
from matching.exceptions import NobodyToAsk, NoLongerThere, NotNow, OneParty, OpenAlready, TriedBefore
from matching.models import Match, MatchContact
from matching.states import Closing, Side, Standing
from needs.forms import NEED
from notices.models import Notice
from pledges.states import Nature
from tests.factories import accounts, needs, pledges, tools
from tests.factories.matches import Cast, acts, fresh, side
from workflow import services as workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


def told(topic):
    """Who is owed a message of that topic."""
    rows = Notice.objects.filter(topic=f"matching.{topic}").order_by("pk")
    return list(rows.values_list("recipient__email", flat=True))


def test_a_suggestion_is_a_row_with_both_sides_and_tells_nobody(cast):
    need, tool = cast.need(related=(3,), region="ESCAP"), cast.tool()
    match = cast.suggested(need, tool)
    assert (match.standing, match.objectives, match.support_kinds, match.region) == (
        Standing.SUGGESTED, [7, 3], ["training"], "ESCAP",
    )  # fmt: skip
    assert [(each.which, each.party.name) for each in match.sides.order_by("which")] == [
        ("need", "Portugal"),
        ("offer", "Kenya"),
    ]
    assert (acts(match), told("put")) == ([("suggest", "")], [])


def test_a_pledge_of_people_is_an_offer_and_one_of_law_is_none(cast):
    need = cast.need()
    people = pledges.published(cast.kenya, cast.moderator, state="KEN", natures=[Nature.HUMAN])
    law = pledges.published(cast.kenya, cast.moderator, state="KEN", natures=[Nature.POLICY_LEGAL])
    assert cast.suggested(need, people).support_kinds == ["training"]
    with pytest.raises(NoLongerThere):
        cast.suggested(need, law)


def test_nobody_is_brought_together_with_themselves(cast):
    own = tools.published(cast.portugal, cast.moderator, objectives=(7,), **tools.OFFER)
    with pytest.raises(OneParty):
        cast.suggested(cast.need(), own)


@pytest.mark.parametrize("gone", ["need", "offer"])
def test_what_is_not_public_is_not_suggested(cast, gone):
    need, tool = cast.need(), cast.tool()
    cast.retract(need if gone == "need" else tool)
    with pytest.raises(NoLongerThere):
        cast.suggested(need, tool)


def test_a_draft_is_not_suggested(cast):
    with pytest.raises(NoLongerThere):
        cast.suggested(needs.submitted(cast.portugal), cast.tool())


def test_a_pair_is_under_way_once(cast):
    need, tool = cast.need(), cast.tool()
    first = cast.suggested(need, tool)
    with pytest.raises(OpenAlready) as refused:
        cast.suggested(need, tool)
    assert refused.value.match == first


def test_a_pair_that_was_declined_is_tried_again_only_knowingly(cast):
    need, tool = cast.need(), cast.tool()
    services.decline(side(cast.put(need, tool), Side.OFFER), by=cast.kenya)
    with pytest.raises(TriedBefore):
        cast.suggested(need, tool)
    assert cast.suggested(need, tool, again=True).standing == Standing.SUGGESTED


def test_both_sides_are_asked_and_have_the_same_days(cast, settings):
    settings.MATCH_ANSWER_DAYS = 20
    second = accounts.focal_point("KEN", "second.ken@example.org")
    accounts.drafter("KEN")
    match = cast.put()
    assert (match.standing, match.put_by, match.answer_by) == (
        Standing.PUT, cast.moderator, timezone.localdate() + timedelta(days=20),
    )  # fmt: skip
    assert told("put") == [cast.portugal.email, cast.kenya.email, second.email]


def test_a_side_nobody_speaks_for_cannot_be_asked(cast):
    match = cast.suggested()
    cast.kenya.delegations.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NobodyToAsk) as refused:
        services.put_to_both(match, by=cast.moderator)
    assert (str(refused.value.party), fresh(match).standing, told("put")) == ("Kenya", Standing.SUGGESTED, [])


def test_what_was_withdrawn_since_is_not_put_to_anybody(cast):
    need = cast.need()
    match = cast.suggested(need)
    cast.retract(need)
    with pytest.raises(NoLongerThere):
        services.put_to_both(match, by=cast.moderator)
    assert (fresh(match).standing, told("put")) == (Standing.SUGGESTED, [])


def test_a_suggestion_nobody_knows_of_is_dropped_in_silence(cast):
    match = services.close(cast.suggested(), by=cast.moderator, closing=Closing.DROPPED)
    assert (match.standing, match.closing, told("closed")) == (Standing.CLOSED, "dropped", [])


def test_both_sides_hear_that_it_was_dropped_and_what_they_entered_is_erased(cast):
    match = cast.put()
    cast.consent(match, Side.NEED)
    services.close(fresh(match), by=cast.moderator, closing=Closing.DROPPED)
    assert (told("closed"), MatchContact.objects.count()) == ([cast.portugal.email, cast.kenya.email], 0)


@pytest.mark.parametrize("closing", [Closing.EXPIRED, Closing.GONE])
def test_a_reason_that_is_not_true_closes_nothing(cast, closing):
    match = cast.put()
    with pytest.raises(NotNow):
        services.close(match, by=cast.moderator, closing=closing)
    assert fresh(match).standing == Standing.PUT


def test_an_amended_need_is_counted_as_it_stands_when_it_is_matched(cast):
    need = cast.need()
    match = cast.put(need)
    draft = draft_amendment(need, by=cast.portugal, content=NEED.content, reason="Rather so.")
    values = {"related_objectives": [9], "region": "ECA"}
    save(draft, by=cast.portugal, content=NEED.content, values=values, seen=stamp(NEED.content.read(draft, values)))
    workflow.publish(workflow.submit(draft, by=cast.portugal), by=cast.moderator)
    for which in Side:
        cast.consent(match, which)
    match = fresh(match)
    assert (match.standing, match.objectives, match.region) == (Standing.MATCHED, [7, 9], "ECA")


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_who_suggest_one_pair_at_once_one_does():
    cast = Cast()
    need, tool = cast.need(), cast.tool()
    together, found = threading.Barrier(2), []

    def work():
        together.wait(timeout=10)
        try:
            cast.suggested(need, tool)
            found.append("made")
        except OpenAlready:
            found.append("told")
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert (sorted(found), Match.objects.count()) == (["made", "told"], 1)
