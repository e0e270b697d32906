"""Contacts: after both consented, for the two sides' focal points and the broker; erased when asked or when due."""

import ast
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.selectors import mandates_of
from matching import services
from matching.models import Match, MatchContact, MatchSide
from matching.selectors.people import contacts_exchanged, own_contact
from matching.states import Side
from tests.architecture.project import code, name_of, tree_of
from tests.factories import accounts
from tests.factories.matches import OF_NEED, OF_OFFER, Cast, fresh, side

pytestmark = pytest.mark.django_db
NOBODY = {}


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


def read_by(person, match):
    """The e-mail addresses this person reads, by side."""
    found = contacts_exchanged(match, reader=mandates_of(person))
    return {which: contact.email for which, contact in found.items()}


BOTH = {"need": OF_NEED.email, "offer": OF_OFFER.email}


def test_nobody_reads_a_contact_before_both_consented(cast):
    match = cast.put()
    cast.consent(match, Side.NEED)
    assert [read_by(person, fresh(match)) for person in (cast.portugal, cast.kenya)] == [NOBODY, NOBODY]
    assert contacts_exchanged(fresh(match), reader=None) == NOBODY
    assert own_contact(side(match, Side.NEED), mandates_of(cast.portugal)).email == OF_NEED.email
    assert own_contact(side(match, Side.NEED), mandates_of(cast.kenya)) is None


def test_focal_points_of_both_sides_and_the_broker_read_them_and_nobody_else(cast):
    match = cast.matched()
    others = [
        accounts.drafter("PRT"), accounts.drafter("KEN"), accounts.focal_point("EGY"), accounts.person(),
        cast.moderator, accounts.focal_point("PRT", "former@example.org", ends_on=timezone.localdate() - timedelta(1)),
    ]  # fmt: skip
    assert [read_by(person, match) for person in (cast.portugal, cast.kenya)] == [BOTH, BOTH]
    assert [read_by(person, match) for person in others] == [NOBODY] * 6
    assert {which: each.email for which, each in contacts_exchanged(match, reader=None).items()} == BOTH


def test_a_successor_reads_what_its_predecessor_could(cast):
    match = cast.matched()
    successor = accounts.focal_point("PRT", "successor@example.org")
    assert read_by(successor, match) == BOTH


def test_erasing_one_side_leaves_the_other(cast):
    match = cast.put()
    cast.consent(match, Side.NEED, remark="Ask Ana.")
    cast.consent(match, Side.OFFER, remark="Ask Otieno.")
    services.erase_contacts(fresh(match), by=cast.portugal, side=side(match, Side.NEED))
    assert (read_by(cast.kenya, fresh(match)), fresh(match).contacts_erased_at) == ({"offer": OF_OFFER.email}, None)
    assert list(MatchSide.objects.order_by("which").values_list("remark", flat=True)) == ["", "Ask Otieno."]


def test_erasing_all_leaves_no_contact_and_no_remark_and_says_when(cast):
    match = cast.put()
    for which in Side:
        cast.consent(match, which, remark="Ask us.")
    assert services.erase_contacts(fresh(match), by=cast.moderator) is True
    assert (MatchContact.objects.count(), MatchSide.objects.exclude(remark="").count()) == (0, 0)
    assert fresh(match).contacts_erased_at is not None
    events = match.events.count()
    assert (services.erase_contacts(fresh(match), by=cast.moderator), match.events.count()) == (False, events)


def test_a_contact_that_cannot_be_written_to_is_none(cast):
    match = cast.put()
    with pytest.raises(Exception, match="match_contact_can_be_written_to"):
        cast.consent(match, Side.NEED, contact=services.GivenContact("", ""))


def reads_contacts(tree):
    """True where a module names the table, or goes to it from a side."""
    return any(
        getattr(node, "attr", getattr(node, "id", getattr(node, "name", ""))) == "MatchContact"
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "side__contact" in node.value)
        for node in ast.walk(tree)
    )


def test_no_code_outside_of_matching_names_the_table_of_contacts():
    readers = {name_of(path) for path in code() if reads_contacts(tree_of(path))}
    assert {name for name in readers if not name.startswith("matching/")} == set()
    assert "matching/selectors/people.py" in readers


def test_no_match_and_no_event_has_a_field_for_a_contact():
    private = {field.name for field in MatchContact._meta.concrete_fields} - {"id", "side"}
    fields = {field.name for model in (Match, MatchSide) for field in model._meta.concrete_fields}
    assert private & fields == set()
