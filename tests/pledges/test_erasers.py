"""Contact persons and partners' addresses are erased by their record, or by the address of somebody who asks."""

import pytest
from django.core import mail

from accounts.services import Subject, erase, held
from accounts.states import Holding
from pledges.models import PartnerAnswer, PartnerContact, PartnerLetter, PledgeContact
from pledges.services import answer_letter
from pledges.services.letters import send_due_partner_letters
from pledges.states import Reply
from tests.factories import accounts, pledges
from workflow.services import return_for_changes, submit

pytestmark = pytest.mark.django_db
SCHOOL = [{"name": "Sample school", "kind": "academia", "state": ""}]


@pytest.fixture
def administrator():
    return accounts.administrator()


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


def joint(focal, email="head@example.org"):
    """A submitted pledge that names a school, which is written to."""
    return submit(pledges.joint(focal, partners=SCHOOL, addresses=[("Sample school", email)]), by=focal)


def test_contact_persons_of_one_record_go_and_those_of_others_stay(focal, administrator):
    first, second = (pledges.submitted(focal, contact_email="ana@example.org").record for _ in range(2))
    assert erase(Subject.of_record(first.pk, Holding.CONTACTS), by=administrator) == {"pledges.PledgeContact": 1}
    assert [each.record for each in PledgeContact.objects.all()] == [second]
    assert held(Subject.of_record(first.pk, Holding.CONTACTS)) == {}


def test_a_person_is_found_as_contact_and_partner_by_their_address_however_it_is_written(focal, administrator):
    person = accounts.person("ana@example.org")
    pledges.submitted(focal, contact_email="Ana@Example.org")
    pledges.submitted(focal, contact_email="somebody.else@example.org")
    joint(focal, email="ANA@example.org")
    counts = erase(Subject.account(person), by=administrator)
    assert {table: counts[table] for table in counts if table.startswith("pledges.")} == {
        "pledges.PledgeContact": 1,
        "pledges.PartnerContact": 1,
        "pledges.PartnerLetter": 1,
    }
    assert [each.email for each in PledgeContact.objects.all()] == ["somebody.else@example.org"]


def test_a_letter_that_was_not_sent_yet_is_not_sent_any_more(focal, administrator):
    pledge = joint(focal)
    counts = erase(Subject.of_record(pledge.record_id, Holding.PARTNERS), by=administrator)
    assert counts == {"pledges.PartnerContact": 1, "pledges.PartnerLetter": 1}
    assert (send_due_partner_letters(), mail.outbox) == (0, [])
    letter = PartnerLetter.objects.get()
    assert (letter.email, letter.failure) == (f"letter-{letter.pk}@erased.invalid", "")
    assert erase(Subject.of_record(pledge.record_id, Holding.PARTNERS), by=administrator) == {}


def test_what_came_by_a_letter_stays_and_the_address_does_not(focal, administrator):
    pledge = joint(focal)
    assert send_due_partner_letters() == 1
    answer_letter(PartnerLetter.objects.get(), reply=Reply.CONFIRMED, remark="")
    erase(Subject.of_record(pledge.record_id, Holding.PARTNERS), by=administrator)
    assert PartnerAnswer.objects.get().letter.email.endswith("@erased.invalid")
    assert not PartnerContact.objects.exists()


def test_a_new_address_given_later_is_written_to(focal, administrator):
    pledge = joint(focal)
    erase(Subject.of_record(pledge.record_id, Holding.PARTNERS), by=administrator)
    key = pledge.partners.get().key
    PartnerContact.objects.create(record=pledge.record, key=key, email="new.head@example.org")
    return_for_changes(pledge, by=administrator, note="One thing.")
    submit(pledge, by=focal)
    assert send_due_partner_letters() == 1
    assert mail.outbox[0].to == ["new.head@example.org"]
