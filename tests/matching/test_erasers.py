"""Contacts and words of matches are erased by the record of their side, by an address, by who wrote them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services import Subject, erase, held
from accounts.states import Holding
from erasure.services import ask
from matching.models import MatchContact, MatchSide
from matching.services import GivenContact
from matching.states import Side
from tests.factories import accounts
from tests.factories.matches import OF_NEED, OF_OFFER, Cast, acts, fresh, side

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


@pytest.fixture
def administrator():
    return accounts.administrator()


def of_matching(counts):
    """The part of what was erased that is ours."""
    return {table: count for table, count in counts.items() if table.startswith("matching.")}


def talked(cast):
    """A match made, both sides with a contact and a remark."""
    match = cast.put()
    for which in Side:
        cast.consent(match, which, remark=f"Ask the {which}.")
    return fresh(match)


def remarks():
    """What both sides remarked, need first."""
    return list(MatchSide.objects.order_by("which").values_list("remark", flat=True))


@pytest.mark.parametrize(("which", "left"), [("need", OF_OFFER), ("offer", OF_NEED)], ids=["need", "offer"])
def test_by_a_record_its_own_sides_contact_goes_and_the_others_stays(cast, administrator, which, left):
    match = talked(cast)
    subject = Subject.of_record(getattr(match, f"{which}_id"), Holding.CONTACTS)
    assert erase(subject, by=administrator) == {"matching.MatchContact": 1}
    assert [each.email for each in MatchContact.objects.all()] == [left.email]
    assert acts(match)[-1] == ("erase_contacts", which)
    events = match.events.count()
    assert (held(subject), erase(subject, by=administrator), match.events.count()) == ({}, {}, events)


def test_by_a_record_its_own_sides_words_go_and_the_others_stay(cast, administrator):
    match = talked(cast)
    cast.state_outcome(match, Side.NEED)
    cast.state_outcome(match, Side.OFFER, sentence="We trained forty.")
    subject = Subject.of_record(match.need_id, Holding.REMARKS)
    assert erase(subject, by=administrator) == {"matching.MatchSide": 1}
    assert remarks() == ["", "Ask the offer."]
    assert (side(match, Side.NEED).sentence, side(match, Side.OFFER).sentence) == ("", "We trained forty.")
    assert erase(subject, by=administrator) == {}
    assert MatchContact.objects.count() == 2


def test_a_contact_is_erased_while_the_other_side_still_answers(cast, administrator):
    match = cast.put()
    cast.consent(match, Side.NEED)
    erase(Subject.of_record(match.need_id, Holding.CONTACTS), by=administrator)
    assert (fresh(match).standing, fresh(match).contacts_erased_at is None) == (match.standing, False)
    cast.consent(match, Side.OFFER)
    assert fresh(match).is_made
    assert [each.email for each in MatchContact.objects.all()] == [OF_OFFER.email]


def test_a_person_is_found_by_their_address_in_what_somebody_else_gave(cast, administrator):
    ana = accounts.person("Ana.Private@example.org")
    match = talked(cast)
    subject = Subject.account(ana)
    assert of_matching(erase(subject, by=administrator)) == {"matching.MatchContact": 1}
    assert [each.email for each in MatchContact.objects.all()] == [OF_OFFER.email]
    assert (remarks(), fresh(match).contacts_erased_at) == (["Ask the need.", "Ask the offer."], None)
    assert of_matching(held(subject)) == {}


def test_who_gave_their_own_name_is_found_whatever_the_address_and_a_colleague_they_named_stays(cast, administrator):
    own = GivenContact(cast.portugal.name.upper(), "office@example.org")
    first, second = cast.put(), cast.put()
    cast.consent(first, Side.NEED, contact=own)
    cast.consent(second, Side.NEED)
    assert of_matching(erase(Subject.account(cast.portugal), by=administrator)) == {"matching.MatchContact": 1}
    assert [each.email for each in MatchContact.objects.all()] == [OF_NEED.email]


def test_a_persons_own_words_go_and_a_colleagues_on_the_same_side_stay(cast, administrator):
    match = talked(cast)
    colleague = accounts.focal_point("PRT", "colleague@example.org")
    MatchSide.objects.filter(pk=side(match, Side.NEED).pk).update(
        outcome="as_agreed", outcome_on=timezone.localdate(), sentence="A colleague's.",
        stated_at=timezone.now(), stated_by=colleague,
    )  # fmt: skip
    subject = Subject.account(cast.portugal)
    assert of_matching(erase(subject, by=administrator)) == {"matching.MatchSide": 1}
    assert (remarks(), side(match, Side.NEED).sentence) == (["", "Ask the offer."], "A colleague's.")
    assert of_matching(erase(subject, by=administrator)) == {}
    erase(Subject.account(colleague), by=administrator)
    assert side(match, Side.NEED).sentence == ""


def test_the_page_of_a_request_counts_them(cast, administrator, client):
    match = talked(cast)
    requests = [ask(match.need, what=what, by=cast.portugal) for what in (Holding.CONTACTS, Holding.REMARKS)]
    client.force_login(administrator)
    pages = [client.get(reverse("erasure:detail", args=[each.pk])).context["plan"].portions for each in requests]
    assert [[(each.table, each.count) for each in page] for page in pages] == [
        [("matching.MatchContact", 1)], [("matching.MatchSide", 1)],
    ]  # fmt: skip
