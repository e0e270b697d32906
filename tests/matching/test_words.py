"""The messages: what they say, in whose language, where they lead, and that nothing untrue is sent."""

import re

import pytest
from django.utils import translation

from matching import services
from matching.services.words import TOPICS
from matching.states import Closing, Outcome, Side
from notices.models import Notice
from notices.services import topic_of
from tests.factories.matches import Cast, fresh, side

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


def message(topic, match, which="", *, language="en"):
    """The words somebody would get now, or None."""
    notice = Notice(topic=f"matching.{topic}", key="x", facts={"match": match.pk, "side": which})
    with translation.override(language):
        return topic_of(notice).compose(notice)


def test_who_is_asked_reads_both_records_why_they_fit_and_by_when(cast):
    match = cast.put(cast.need(title="Inspectors", support_languages=["fr"]), cast.tool(title="A course"))
    told = message("put", match, "offer")
    words = "\n".join(told.paragraphs)
    assert told.subject == f"A match is put to you: {match.need.reference} and {match.offer.reference}"
    for expected in (
        "an offer of support of Kenya",
        f"“Inspectors” ({match.need.reference})",
        f"“A course” ({match.offer.reference})",
        "Why they fit: same main objective: 7; offers: Training; in: French.",
        "Contacts are exchanged only if both consent",
    ):  # fmt: skip
        assert expected in words
    assert told.link == f"/en/desk/matches/{match.pk}/offer/"
    assert message("put", match, "need", language="ar").link == f"/ar/desk/matches/{match.pk}/need/"


def test_no_message_holds_a_contact_or_a_persons_name(cast):
    match = cast.put()
    for which in Side:
        cast.consent(match, which, remark="Ask Ana Private.")
    cast.state_outcome(match, sentence="Ana Private did it.")
    told = [message(topic, fresh(match), which) for topic, _label, _words in TOPICS for which in ("need", "offer", "")]
    assert [each for each in told if each and "private" in str(each).lower()] == []
    shown = [(re.split(":|GCM", each.subject)[0], each.link.split("/")[2]) for each in told if each]
    assert sorted(shown) == [
        ("Matched", "desk"), ("Matched", "desk"), ("Matched", "moderation"), ("Not known yet", "desk"),
        ("Outcome to confirm", "desk"), ("Outcome to confirm", "desk"), ("Outcome to confirm", "moderation"),
        ("What came of it? ", "desk"),
    ]  # fmt: skip


def test_the_broker_is_led_to_the_brokers_page(cast):
    match = cast.matched()
    assert message("matched", match).link == f"/en/moderation/matching/{match.pk}/"
    cast.state_outcome(match)
    assert message("outcome_stated", match).link == f"/en/moderation/matching/{match.pk}/"


def test_who_answered_meanwhile_is_not_asked_any_more(cast):
    match = cast.put()
    cast.consent(match, Side.NEED)
    for topic in ("put", "answer_reminder"):
        assert message(topic, match, "need") is None
        assert message(topic, match, "offer") is not None
    cast.consent(match, Side.OFFER)
    assert [message(topic, match, "offer") for topic in ("put", "answer_reminder", "closed")] == [None] * 3


def test_who_said_what_came_of_it_is_not_asked_any_more(cast):
    match = cast.matched()
    cast.state_outcome(match)
    for topic in ("outcome_asked", "outcome_reminder"):
        assert message(topic, match, "need") is None
        assert message(topic, match, "offer") is not None
    said = side(match, Side.NEED)
    services.confirm_outcome(said, by=cast.moderator, seen=said.stamp)
    assert [message(topic, match, "offer") for topic in ("outcome_asked", "outcome_reminder")] == [None] * 2
    assert message("outcome_stated", match) is None
    words = message("concluded", match, "need").paragraphs
    assert f"What came of it: {Outcome.AS_AGREED.label}." in words
    assert "The contacts are erased after 365 days, or earlier if you ask for it on the page." in words


@pytest.mark.parametrize(
    ("closing", "expected"),
    [(Closing.DECLINED, "One of the two sides declined"), (Closing.DROPPED, "The secretariat does not pursue it")],
)
def test_an_end_is_told_with_its_reason_and_not_with_whose(cast, closing, expected):
    match = cast.put()
    if closing == Closing.DECLINED:
        services.decline(side(match, Side.OFFER), by=cast.kenya)
    else:
        services.close(match, by=cast.moderator, closing=closing)
    words = "\n".join(message("closed", match, "need").paragraphs)
    assert expected in words
    assert "No contact was exchanged." in words


def test_a_record_that_was_retracted_is_named_by_its_reference(cast):
    need = cast.need(title="Regretted words")
    match = cast.put(need)
    cast.retract(need)
    services.close(match, by=cast.moderator, closing=Closing.GONE)
    words = "\n".join(message("closed", match, "offer").paragraphs)
    assert ("Regretted words" in words, f"The need: {match.need.reference}" in words) == (False, True)


def test_what_is_not_there_has_no_words():
    notice = Notice(topic="matching.put", key="x", facts={"match": 10**9, "side": "need"})
    assert topic_of(notice).compose(notice) is None
