"""The broker's desk over HTTP: who gets in, what it shows and in which order, how its acts are taken and refused."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from drafting.services import draft_amendment
from matching import services
from matching.models import Match, MatchContact
from matching.states import Side, Standing
from needs.forms import NEED
from tests.dashboard.test_home import text_of
from tests.factories import accounts, needs
from tests.factories.matches import OF_NEED, Cast, fresh, side
from workflow import services as workflow

pytestmark = pytest.mark.django_db
NEEDS, MATCHES = "/en/moderation/matching/", "/en/moderation/matching/matches/"


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


@pytest.fixture
def desk(client, cast):
    """A browser in which the moderator is signed in."""
    client.force_login(cast.moderator)
    return client


def page_of(match):
    return reverse("matching:detail", args=[match.pk])


def titles(answer):
    return [line.need.title for line in answer.context["lines"]]


def test_needs_nothing_was_made_of_come_first_the_oldest_on_top(desk, cast):
    for number, day in ((1, "2026-03-01"), (2, "2026-02-01"), (3, "2026-01-01"), (4, "2025-12-01")):
        with time_machine.travel(f"{day} 12:00Z", tick=False):
            need = cast.need(title=f"Need {number}", support_kinds=["training"])
        if number == 3:
            cast.put(need)
        if number == 4:
            cast.matched(need)
    with time_machine.travel("2026-03-03 12:00Z", tick=False):
        desk.force_login(cast.moderator)
        answer = desk.get(NEEDS)
    assert titles(answer) == ["Need 2", "Need 1", "Need 3", "Need 4"]
    words = text_of(answer)
    for expected in ("public for 30 days", "public for 2 days", "Nothing tried yet", "Put to both sides"):
        assert expected in words


def test_an_amended_need_is_as_old_as_its_first_version(desk, cast):
    with time_machine.travel("2026-02-01 12:00Z", tick=False):
        need = cast.need()
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        draft = draft_amendment(need, by=cast.portugal, content=NEED.content, reason="A slip.")
        workflow.publish(workflow.submit(draft, by=cast.portugal), by=cast.moderator)
    with time_machine.travel("2026-03-03 12:00Z", tick=False):
        desk.force_login(cast.moderator)
        assert [line.days for line in desk.get(NEEDS).context["lines"]] == [30]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Course", "Money"]),
        ("objective=9", ["Money"]),
        ("objective=3", ["Course"]),
        ("kind=financial", ["Money"]),
        ("region=ECE", ["Course"]),
        ("region=ESCAP", ["Money"]),
        ("standing=unmet", ["Course"]),
        ("standing=under_way", ["Money"]),
        ("standing=met", []),
    ],
)
def test_needs_are_filtered(desk, cast, query, expected):
    cast.need(title="Course", objective=7, related=(3,))
    money = needs.published(
        accounts.focal_point("EGY"), cast.moderator, state="EGY", title="Money", objective=9,
        support_kinds=["financial"], region="ESCAP",
    )  # fmt: skip
    cast.put(money, cast.tool(objectives=(9,), support_kinds=["financial"]))
    assert titles(desk.get(f"{NEEDS}?{query}")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["matched", "suggested", "put", "closed"]),
        ("standing=put", ["put"]),
        ("objective=9", ["put"]),
        ("kind=training", ["matched", "suggested", "put", "closed"]),
        ("kind=data", []),
        ("region=ECA", ["put"]),
    ],
)
def test_matches_come_by_standing_outcomes_to_confirm_first_and_are_filtered(desk, cast, query, expected):
    made = cast.matched()
    cast.suggested()
    cast.put(cast.need(objective=7, related=(9,), region="ECA"))
    services.decline(side(cast.put(), Side.NEED), by=cast.portugal)
    cast.state_outcome(made)
    found = desk.get(f"{MATCHES}?{query}").context["pairs"]
    assert [pair.match.standing for pair in found] == expected


@pytest.mark.parametrize("address", [NEEDS, MATCHES])
@pytest.mark.parametrize("query", ["objective=24", "kind=magic", "region=MARS", "standing=%00", "page=0"])
def test_a_filter_nobody_could_have_chosen_is_a_bad_request(desk, address, query):
    answer = desk.get(f"{address}?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("address", [f"{NEEDS}?page=7", f"{MATCHES}?page=7", f"{NEEDS}needs/GCM-CN-2026-99999/"])
def test_what_is_not_there_is_not_found(desk, address):
    assert desk.get(address).status_code == 404


def test_a_page_of_suggestions_past_the_last_or_of_a_wrong_kind_is_not_found(desk, cast):
    need, tool = cast.need(), cast.tool()
    for path in (f"needs/{need.reference}/?page=x", f"needs/{tool.reference}/", f"offers/{need.reference}/"):
        assert desk.get(f"{NEEDS}{path}").status_code == 404


def test_a_need_shows_what_could_meet_it_with_the_reasons_and_how_they_are_ordered(desk, cast):
    need = cast.need(title="Inspectors", support_languages=["fr"])
    tool = cast.tool(title="A course", where_used="Spain")
    words = text_of(desk.get(f"{NEEDS}needs/{need.reference}/"))
    for expected in (
        "A course", "Kenya", "Same main objective: 7", "Offers: Training", "In: French",
        "At home in the region: Europe and North America", "States and organisations are not ranked",
    ):  # fmt: skip
        assert expected in words
    assert "Inspectors" in text_of(desk.get(f"{NEEDS}offers/{tool.reference}/"))


def test_a_suggested_pair_is_read_and_put_to_both_sides(desk, cast):
    need, tool = cast.need(), cast.tool()
    pair = {"need": need.reference, "offer": tool.reference}
    answer = desk.post(f"{NEEDS}suggest/", pair, follow=True)
    match = Match.objects.get()
    assert (answer.redirect_chain, match.standing) == ([(page_of(match), 302)], Standing.SUGGESTED)
    answer = desk.post(f"{page_of(match)}put/", follow=True)
    assert "Put to both sides: their focal points are told" in answer.content.decode()
    assert desk.post(f"{NEEDS}suggest/", pair)["Location"] == page_of(match)
    assert Match.objects.count() == 1


def test_a_declined_pair_is_not_suggested_as_new(desk, cast):
    need, tool = cast.need(), cast.tool(title="A course")
    services.decline(side(cast.put(need, tool), Side.OFFER), by=cast.kenya)
    page = desk.get(f"{NEEDS}needs/{need.reference}/")
    assert "Closed: One side declined" in text_of(page)
    assert "Try this pair again" in text_of(page)
    pair = {"need": need.reference, "offer": tool.reference}
    answer = desk.post(f"{NEEDS}suggest/", pair)
    assert (answer.status_code, "This pair was tried before" in text_of(answer)) == (409, True)
    assert desk.post(f"{NEEDS}suggest/", pair | {"again": "on"}).status_code == 302


@pytest.mark.parametrize("need", ["", "GCM-CN-2026-99999", "\0", "x" * 300])
def test_a_pair_that_is_none_is_not_found(desk, cast, need):
    assert desk.post(f"{NEEDS}suggest/", {"need": need, "offer": cast.tool().reference}).status_code == 404


def test_a_side_nobody_speaks_for_is_marked_and_refused(desk, cast):
    need = cast.need()
    match = cast.suggested(need)
    cast.kenya.delegations.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "Nobody speaks for Kenya here" in text_of(desk.get(f"{NEEDS}needs/{need.reference}/"))
    answer = desk.post(f"{page_of(match)}put/")
    assert (answer.status_code, "Nobody speaks for Kenya here" in text_of(answer)) == (409, True)


def test_the_broker_reads_remarks_at_once_and_contacts_once_both_consented(desk, cast):
    match = cast.put()
    cast.consent(match, Side.NEED, remark="We are in a hurry.")
    words = text_of(desk.get(page_of(match)))
    assert ("We are in a hurry." in words, OF_NEED.email in words) == (True, False)
    cast.consent(match, Side.OFFER)
    assert OF_NEED.email in text_of(desk.get(page_of(match)))


def test_an_outcome_is_confirmed_as_it_was_read(desk, cast):
    match = cast.matched()
    cast.state_outcome(match)
    seen = side(match, Side.NEED).stamp
    confirm = f"{page_of(match)}confirm/need/"
    assert desk.post(confirm, {"seen": "another"}).status_code == 409
    assert desk.post(f"{page_of(match)}confirm/nobody/", {"seen": seen}).status_code == 404
    assert "Confirmed: the outcome counts" in desk.post(confirm, {"seen": seen}, follow=True).content.decode()
    assert fresh(match).outcome == "as_agreed"


def test_contacts_are_erased_when_somebody_asks(desk, cast):
    match = cast.matched()
    page = desk.post(f"{page_of(match)}erase/", follow=True).content.decode()
    assert ("Contacts and remarks of this match are erased." in page, MatchContact.objects.count()) == (
        True, 0,
    )  # fmt: skip
    assert "Erase contacts and remarks" not in text_of(desk.get(page_of(match)))


def test_a_match_is_let_go(desk, cast):
    match = cast.put()
    assert "Closed. Whoever was asked" in desk.post(f"{page_of(match)}drop/", follow=True).content.decode()
    assert desk.post(f"{page_of(match)}drop/").status_code == 409
    assert fresh(match).closing == "dropped"


def test_a_record_that_is_gone_leaves_its_reference(desk, cast):
    need = cast.need(title="Regretted words")
    match = cast.put(need)
    cast.retract(need)
    for address in (page_of(match), MATCHES):
        words = text_of(desk.get(address))
        assert ("Regretted words" in words, "No longer public" in words, match.need.reference in words) == (
            False, True, True,
        )  # fmt: skip


@pytest.mark.parametrize("records", [1, 3])
def test_lists_and_a_match_take_the_same_queries_for_any_number(desk, cast, records, django_assert_num_queries):
    need = cast.need()
    for _ in range(records):
        tool, match = cast.tool(), cast.put()
        cast.need()
    desk.get(NEEDS)
    for address, queries in (
        (NEEDS, 10),
        (MATCHES, 13),
        (f"{NEEDS}needs/{need.reference}/", 15),
        (f"{NEEDS}offers/{tool.reference}/", 15),
        (page_of(match), 14),
    ):
        with django_assert_num_queries(queries):
            assert desk.get(address).status_code == 200
