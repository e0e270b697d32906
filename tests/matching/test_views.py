"""The two sides over HTTP: what waits, what is read of the other, answering, what came of it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from matching import services
from matching.models import MatchContact
from matching.services import sweeps
from matching.states import Side, Standing
from tests.dashboard.test_home import text_of
from tests.factories import accounts
from tests.factories.matches import OF_NEED, OF_OFFER, Cast, fresh, side, sides

pytestmark = pytest.mark.django_db
LIST = "/en/desk/matches/"
CONTACT = {"name": "Ana Private", "function": "Head of unit", "email": "ana.private@example.org", "phone": "+351 555"}


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


@pytest.fixture
def desk(client, cast):
    """A browser in which Portugal's focal point is signed in."""
    client.force_login(cast.portugal)
    return client


def address(match, name="detail", which="need"):
    return reverse(f"desk_matches:{name}", args=[match.pk, which])


def test_what_waits_stands_on_the_desk_and_first_in_the_list(desk, cast):
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        waiting, later = cast.put(cast.need(title="Inspectors")), cast.put()
    cast.suggested()
    with time_machine.travel("2026-05-02 12:00Z", tick=False):
        cast.consent(later, Side.NEED)
        desk.force_login(cast.portugal)
        home, listed = desk.get("/en/desk/"), desk.get(LIST)
    assert "An offer could meet your need: answer by 30 June 2026" in text_of(home)
    assert f'href="{address(waiting)}"' in home.content.decode()
    assert [pair.match for _side, pair in listed.context["rows"]] == [waiting, later]
    assert "Waits for your answer until 30 June 2026" in text_of(listed)
    assert "You consented; the other side has not answered yet" in text_of(listed)


def test_an_empty_list_says_what_will_be_there(desk):
    assert "Nothing is put to you" in text_of(desk.get(LIST))
    assert desk.get(f"{LIST}?page=2").status_code == desk.get(f"{LIST}?page=%00").status_code == 404


def test_a_suggestion_is_the_secretariats_own_business(desk, cast):
    match = cast.suggested()
    assert desk.get(address(match)).status_code == 404
    services.put_to_both(match, by=cast.moderator)
    assert desk.get(address(match)).status_code == 200


@pytest.mark.parametrize("which", ["offer", "nobody"])
def test_the_other_sides_page_is_as_if_it_were_not_there(desk, cast, which):
    match = cast.put()
    assert desk.get(address(match, which=which)).status_code == 404
    assert desk.post(address(match, "consent", which), CONTACT).status_code == 404


def test_a_side_consents_with_a_contact_and_hears_what_happens_next(desk, cast):
    match = cast.put()
    page = desk.get(address(match))
    assert 'value="focal.prt@example.org"' in page.content.decode()
    answer = desk.post(address(match, "consent"), CONTACT | {"may_be_named": "on", "remark": "Gladly."}, follow=True)
    assert "Thank you. You are told as soon as the other side has answered." in answer.content.decode()
    said = side(match, Side.NEED)
    assert (said.reply, said.may_be_named, said.remark, said.contact.name, said.contact.phone) == (
        "consented", True, "Gladly.", "Ana Private", "+351 555",
    )  # fmt: skip
    assert "Gladly." not in text_of(answer)


def test_of_the_other_sides_answer_nothing_is_seen_before_both_have_answered(desk, cast):
    match = cast.put()
    cast.consent(match, Side.OFFER, remark="Between us.")
    words = text_of(desk.get(address(match)))
    assert "You see the answer once both have answered" in words
    for hidden in (OF_OFFER.email, OF_OFFER.name, "Between us.", "Consented"):
        assert hidden not in words
    cast.consent(match, Side.NEED)
    assert "Consented Kenya" in text_of(desk.get(address(match)))


def test_both_focal_points_read_both_contacts_and_a_drafter_neither(client, cast):
    match = cast.matched()
    for person, which in ((cast.portugal, "need"), (cast.kenya, "offer")):
        client.force_login(person)
        words = text_of(client.get(address(match, which=which)))
        assert (OF_NEED.email in words, OF_OFFER.email in words, "+351 555 0100" in words) == (True, True, True)
    client.force_login(accounts.drafter("PRT"))
    words = text_of(client.get(address(match)))
    assert "The focal points of both sides read the contacts here." in words
    assert ("private@example.org" in words, "What came of it" in words.split("History")[0]) == (False, False)


def test_a_drafter_reads_and_cannot_answer(client, cast):
    match = cast.put()
    client.force_login(accounts.drafter("PRT"))
    page = client.get(address(match))
    assert "A focal point of your delegation answers." in text_of(page)
    assert "Consent, with this contact" not in text_of(page)
    for name in ("consent", "decline", "outcome"):
        assert client.post(address(match, name), CONTACT).status_code == 403
        assert client.get(address(match, name)).status_code == 200
    assert sides(match) == ["", ""]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Say whom the other side can write to."),
        ({"email": ""}, "Give an e-mail address for the other side."),
        ({"email": "nobody"}, "Write the address in full, for example name@example.org."),
        ({"phone": "call me"}, "Write the number with digits, spaces and + only, for example +351 555 0100."),
        ({"name": "x" * 151}, "Use at most 150 characters; there are 151 now."),
        ({"name": "a\0b"}, "Null characters are not allowed."),
        ({"remark": "y" * 1001}, "Use at most 1000 characters; there are 1001 now."),
    ],
)
def test_a_consent_that_cannot_be_taken_comes_back_filled_in(desk, cast, wrong, message):
    match = cast.put()
    answer = desk.post(address(match, "consent"), CONTACT | {"function": "Head of sample unit"} | wrong)
    assert (answer.status_code, sides(match)) == (400, ["", ""])
    assert message in text_of(answer)
    assert 'value="Head of sample unit"' in answer.content.decode()


def test_a_side_declines_and_can_take_a_consent_back(desk, cast):
    first, second = cast.put(), cast.put()
    answer = desk.post(address(first, "decline"), {"remark": "No staff."}, follow=True)
    assert "It goes no further" in text_of(answer)
    assert fresh(first).closing == "declined"
    desk.post(address(second, "consent"), CONTACT)
    assert "Take your consent back" in text_of(desk.get(address(second)))
    desk.post(address(second, "decline"))
    assert (fresh(second).closing, MatchContact.objects.count()) == ("declined", 0)


def test_an_answer_to_what_is_gone_is_refused_and_says_why(desk, cast):
    need = cast.need()
    match = cast.put(need)
    cast.retract(need)
    answer = desk.post(address(match, "consent"), CONTACT)
    assert answer.status_code == 409
    assert "The need or the offer is no longer public, so this can go no further." in text_of(answer)
    assert 'value="ana.private@example.org"' in answer.content.decode()


def test_an_answer_to_what_was_closed_meanwhile_is_refused(desk, cast):
    match = cast.put()
    services.decline(side(match, Side.OFFER), by=cast.kenya)
    answer = desk.post(address(match, "consent"), CONTACT)
    assert (answer.status_code, "Somebody may have been faster." in text_of(answer)) == (409, True)


def test_what_is_typed_after_the_session_ended_waits_for_the_next_sign_in(client, cast):
    match = cast.put()
    answer = client.post(address(match, "consent"), CONTACT)
    assert answer.status_code == 302
    client.force_login(cast.portugal)
    page = client.get(address(match, "consent"))
    assert ('value="ana.private@example.org"' in page.content.decode(), sides(match)) == (True, ["", ""])


def test_what_came_of_it_is_asked_for_on_its_day_and_said(desk, cast):
    with time_machine.travel("2026-05-01 12:00Z", tick=False):
        match = cast.matched()
    with time_machine.travel("2026-10-28 12:00Z", tick=False):
        desk.force_login(cast.portugal)
        assert "Say what came of a match" not in text_of(desk.get("/en/desk/"))
        sweeps.ask_for_outcomes(day=timezone.localdate())
        assert "Say what came of a match" in text_of(desk.get("/en/desk/"))
        assert "Matched: say what came of it" in text_of(desk.get(LIST))
        said = {"outcome": "in_part", "on": "2026-09-01", "sentence": "Twenty of forty."}
        answer = desk.post(address(match, "outcome"), said, follow=True)
        assert "It counts as soon as the secretariat has confirmed it." in answer.content.decode()
        assert "Say what came of a match" not in text_of(desk.get("/en/desk/"))
    assert (side(match, Side.NEED).sentence, fresh(match).standing) == ("Twenty of forty.", Standing.MATCHED)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"outcome": ""}, "Choose one of the three."),
        ({"outcome": "magic"}, "Select a valid choice."),
        ({"on": ""}, "Give the day."),
        ({"on": "yesterday"}, "Write the date as year, month and day"),
        ({"on": "2020-01-01"}, "Give a day between the day of the match and today."),
        ({"on": "9999-01-01"}, "Give a year between 1990 and 2100."),
        ({"sentence": "x" * 501}, "Use at most 500 characters; there are 501 now."),
    ],
)
def test_an_outcome_that_cannot_be_comes_back_filled_in(desk, cast, wrong, message):
    match = cast.matched()
    said = {"outcome": "in_part", "on": timezone.localdate().isoformat(), "sentence": "Kept here."} | wrong
    answer = desk.post(address(match, "outcome"), said)
    assert (answer.status_code, side(match, Side.NEED).outcome) == (400, "")
    assert message in text_of(answer)
    assert said["sentence"] in answer.content.decode()


def test_a_contact_is_taken_back(desk, cast):
    match = cast.matched()
    answer = desk.post(address(match, "erase_contact"), follow=True)
    assert "Erased. The other side no longer reads your contact here" in answer.content.decode()
    assert [contact.side.which for contact in MatchContact.objects.all()] == ["offer"]
    assert OF_NEED.email not in text_of(desk.get(address(match)))


@pytest.mark.parametrize("records", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(desk, cast, records, django_assert_num_queries):
    for _ in range(records):
        cast.put()
    desk.get(LIST)
    with django_assert_num_queries(12):
        assert len(desk.get(LIST).context["rows"]) == records


def test_the_last_day_is_past_only_the_day_after(desk, cast):
    match = cast.put()
    type(match).objects.filter(pk=match.pk).update(answer_by=timezone.localdate() - timedelta(days=1))
    answer = desk.post(address(match, "consent"), CONTACT)
    assert (answer.status_code, "The time to answer is over" in text_of(answer)) == (409, True)
