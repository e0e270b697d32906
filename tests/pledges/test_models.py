"""What a submission cannot do without, and what the database refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from attachments.models import Attachment
from pledges.models import PartnerAnswer, Pledge, PledgePartner
from tests.factories import accounts, pledges
from workflow import services as workflow

pytestmark = pytest.mark.django_db


def missing(**fields):
    return pledges.draft(accounts.focal_point(), **fields).missing()


def test_a_complete_pledge_misses_nothing():
    assert missing() == {}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "  "}, {"title": "Give the pledge a title."}),
        (
            {"description": "Too short."},
            {"description": "Describe the pledge in at least 300 characters; it has 10 so far."},
        ),
        ({"natures": []}, {"natures": "Choose what kind of commitment this is."}),
        ({"pledge_type": ""}, {"pledge_type": "Say whether you pledge alone or with others."}),
        (
            {"pledge_type": "matching"},
            {"matched_record": "Cite the pledge this one matches by its reference."},
        ),
        (
            {"pledge_type": "common", "partners": ()},
            {"partners": "Name at least one partner: you said that you pledge with others."},
        ),
        (
            {"pledge_type": "partnership", "partners": ()},
            {"partners": "Name at least one partner: you said that you pledge with others."},
        ),
        ({"starts_on": None}, {"starts_on": "Say when the work starts."}),
        ({"is_open_ended": False}, {"ends_on": "Say when the work ends, or that it is open-ended."}),
        (
            {"objectives": ()},
            {"objectives": "Choose one to three main objectives, or the Compact as a whole."},
        ),
        ({"objectives": (), "covers_whole_compact": True}, {}),
        (
            {"budget_amount": Decimal(1), "budget_currency": "EUR"},
            {"budget_is_secured": "Say whether the budget is secured."},
        ),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(fields, expected):
    assert missing(**fields) == expected


def test_an_individual_pledge_names_no_partner():
    pledge = pledges.joint(accounts.focal_point(), pledge_type="individual")
    assert pledge.missing() == {
        "partners": "An individual pledge names no partner: take the partners off, or change its type."
    }


def test_a_joint_pledge_with_a_partner_is_complete():
    assert pledges.joint(accounts.focal_point()).missing() == {}


def test_a_pledge_that_was_withdrawn_meanwhile_cannot_be_cited():
    by, moderator = accounts.focal_point(), accounts.moderator()
    cited = pledges.published(by, moderator)
    pledge = pledges.draft(by, pledge_type="matching", matched_record=cited.record)
    assert pledge.missing() == {}
    workflow.retract(cited, by=moderator, note="A mistake.")
    pledge.refresh_from_db()
    assert pledge.missing() == {
        "matched_record": "The pledge you cite is no longer public: cite another, or change the type."
    }


def test_an_infected_file_stands_in_the_way():
    by = accounts.focal_point()
    pledge = pledges.draft(by)
    file = Attachment.objects.create(
        name="plan.pdf",
        size=1,
        sha256="0" * 64,
        kind="pdf",
        uploaded_by=by,
        scan="infected",
        scanned_at=pledge.saved_at,
    )
    pledge.attachments.add(file)
    assert pledge.missing() == {"attachments": "Remove these files, in which malware was found: plan.pdf."}


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": date(2025, 1, 1), "is_open_ended": False},
        {"ends_on": date(2027, 1, 1)},
        {"budget_amount": Decimal(1)},
        {"budget_currency": "EUR"},
        {"continuing_since": date(2020, 1, 1)},
    ],
)
def test_the_database_refuses_what_contradicts_itself(fields):
    by = accounts.focal_point()
    with pytest.raises(IntegrityError), transaction.atomic():
        pledges.draft(by, **fields)
    assert Pledge.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"name": "Cabo Verde", "state_id": "CPV"}, "state:CPV"),
        ({"name": "Praia", "state_id": "CPV", "kind": "local_government"}, "name:praia"),
        ({"name": "ÉCOLE du Sud"}, "name:école du sud"),
    ],
)
def test_a_party_has_the_same_key_in_every_version(fields, key):
    pledge = pledges.draft(accounts.focal_point())
    partner = PledgePartner.objects.create(pledge=pledge, **fields)
    partner.refresh_from_db()
    assert partner.key == key


def test_an_organisation_that_is_known_goes_by_its_number():
    city = accounts.organisation()
    pledge = pledges.draft(accounts.focal_point())
    partner = PledgePartner.objects.create(pledge=pledge, name="The City", kind="local_government", organisation=city)
    partner.refresh_from_db()
    assert partner.key == f"organisation:{city.pk}"


def test_an_answer_is_never_changed_and_always_somebodys():
    by = accounts.focal_point()
    record = pledges.draft(by).record
    given = PartnerAnswer.objects.create(record=record, key="state:CPV", reply="confirmed", by=by, holds_from=1)
    for change in (lambda: PartnerAnswer.objects.update(reply="declined"), given.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerAnswer.objects.create(record=record, key="state:CPV", reply="confirmed", holds_from=1)
