"""Whoever follows the publications is told in the transaction that makes them, and can stop it."""

import pytest

from accounts.models import User
from pledges.models import PartnerAnswer, Pledge
from pledges.services.partners import answer_naming
from pledges.states import Reply
from tests.factories import accounts, pledges
from workflow import services
from workflow.selectors import current_publication
from workflow.services import followers
from workflow.states import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """What the only follower was told: which publication from here on, and the references of the records."""
    monkeypatch.setattr(followers, "_followers", [])
    calls, before = [], current_publication()
    services.follow_publications(
        lambda publication, records: calls.append((publication.number - before, [each.reference for each in records]))
    )
    return calls


def test_each_act_that_changes_what_the_public_sees_is_told_with_the_record_it_changed(told):
    pledge = pledges.published()
    reference, moderator = pledge.record.reference, accounts.moderator("second@example.org")
    services.retract(pledge, by=moderator, note="A sample reason.")
    assert told == [(1, [reference]), (2, [reference])]


def test_what_is_only_handed_in_or_returned_is_nobodys_business(told):
    author = accounts.focal_point()
    services.return_for_changes(pledges.submitted(author), by=accounts.moderator(), note="A sample reason.")
    assert told == []


def test_an_import_is_told_once_with_all_its_records(told):
    focal = accounts.focal_point()
    drafts = [pledges.draft(focal), pledges.draft(focal)]
    services.publish_imported(drafts, by=User.objects.system(), note="registry.csv")
    assert told == [(1, [each.record.reference for each in drafts])]


def test_an_edit_of_reference_data_is_told_and_changes_no_record(told):
    services.publish_reference_edit(by=accounts.administrator(), note="Sample")
    assert told == [(1, [])]


def test_a_partners_answer_that_the_public_sees_is_told_once_it_is_written(monkeypatch):
    cape = accounts.focal_point("CPV")
    portugal = accounts.focal_point("PRT")
    pledge = services.publish(
        services.submit(pledges.joint(portugal), by=portugal), by=accounts.moderator("second@example.org")
    )
    seen = []
    monkeypatch.setattr(
        followers,
        "_followers",
        [lambda publication, records: seen.append((records, PartnerAnswer.objects.get().publication == publication))],
    )
    answer_naming(pledge.partners.get(), by=cape, reply=Reply.DECLINED, remark="")
    assert seen == [([pledge.record], True)]


def test_a_follower_that_fails_stops_the_publication_whole(monkeypatch):
    def refuse(publication, records):
        raise RuntimeError

    monkeypatch.setattr(followers, "_followers", [refuse])
    item, before = pledges.submitted(accounts.focal_point()), current_publication()
    with pytest.raises(RuntimeError):
        services.publish(item, by=accounts.moderator())
    assert (Pledge.objects.get(pk=item.pk).status, current_publication()) == (Status.SUBMITTED, before)


def test_who_asks_twice_is_told_once(told):
    def follower(publication, records):
        told.append("again")

    services.follow_publications(follower)
    services.follow_publications(follower)
    services.publish_reference_edit(by=accounts.administrator(), note="Sample")
    assert told == [(1, []), "again"]


def test_a_row_of_reference_data_has_its_number_before_it_is_told_once(monkeypatch):
    administrator, said = accounts.administrator(), []
    monkeypatch.setattr(followers, "_followers", [lambda publication, records: said.append(("told", publication))])
    number = services.publish_reference_edit(
        by=administrator, note="A sample.", enter=lambda publication: said.append(("written", publication))
    )
    assert said == [("written", number), ("told", number)]
