"""Whose pledges a person sees, what they could do with them, and what is told of their history."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Delegation
from pledges import selectors
from pledges.models import Pledge
from pledges.services import draft_amendment, draft_withdrawal
from tests.factories import accounts, pledges
from workflow import services as workflow

pytestmark = pytest.mark.django_db


def acts(person, pledge):
    return selectors.acts_open_to(selectors.mandates_of(person), pledge)


def test_a_person_sees_every_version_of_their_own_party_and_nobody_elses():
    mine = pledges.draft(accounts.focal_point())
    theirs = pledges.draft(accounts.focal_point("EGY"), state="EGY")
    seen = selectors.own_pledges(selectors.mandates_of(accounts.drafter()))
    assert [pledge.pk for pledge in seen] == [mine.pk]
    assert theirs.pk != mine.pk


def test_who_speaks_for_nobody_sees_nothing():
    pledges.draft(accounts.focal_point())
    for person in (accounts.person(), accounts.moderator()):
        assert list(selectors.own_pledges(selectors.mandates_of(person))) == []


def test_a_delegation_that_ended_yesterday_opens_nothing_and_one_that_ends_today_still_does():
    by = accounts.focal_point()
    pledges.draft(by)
    today = timezone.localdate()
    for ends_on, seen in ((today - timedelta(days=1), 0), (today, 1)):
        Delegation.objects.update(ends_on=ends_on)
        assert selectors.own_pledges(selectors.mandates_of(by)).count() == seen


def test_mandates_are_read_once_and_name_their_parties():
    city = accounts.organisation()
    person = accounts.focal_point()
    Delegation.objects.create(person=person, organisation=city, role="drafter", starts_on="2021-01-01")
    mandates = selectors.mandates_of(person)
    assert (mandates.states, mandates.organisations) == (["PRT"], [city.pk])
    assert list(mandates.parties) == ["state:PRT", f"organisation:{city.pk}"]
    assert mandates.spoken == ["Portugal, Focal point", "City of Sample, Drafter"]
    pledge = Pledge(organisation=city)
    assert (mandates.may_edit(pledge), mandates.may_submit(pledge)) == (True, False)


def test_what_can_be_done_follows_role_and_status():
    focal, drafter, moderator = accounts.focal_point(), accounts.drafter(), accounts.moderator()
    pledge = pledges.draft(focal)
    assert acts(focal, pledge) == {"edit", "submit", "withdraw"}
    assert acts(drafter, pledge) == {"edit", "wait_for_focal_point"}
    assert acts(moderator, pledge) == set()
    workflow.submit(pledge, by=focal)
    assert (acts(focal, pledge), acts(drafter, pledge)) == ({"withdraw"}, set())
    workflow.publish(pledge, by=moderator)
    assert acts(focal, pledge) == acts(drafter, pledge) == {"amend", "report"}
    request = draft_withdrawal(pledge, by=focal, reason="Over.")
    assert acts(focal, request) == {"submit", "withdraw"}


def test_content_is_read_in_a_fixed_number_of_queries(django_assert_num_queries):
    by = accounts.focal_point()
    for title, objectives in (("One", (7,)), ("Two", (7, 8, 9)), ("Three", (1, 2))):
        pledges.draft(by, title=title, objectives=objectives).principles.set(["people_centred"])
    own = selectors.own_pledges(selectors.mandates_of(by))
    for kept in (own.filter(title="One"), own):
        with django_assert_num_queries(7):
            read = list(selectors.with_content(kept))
            tables = {place.objective.round_table for pledge in read for place in pledge.placements.all()}
            assert tables <= {1, 2, 3, 4}
            assert {str(each) for pledge in read for each in pledge.principles.all()} == {"People-centred"}


def test_only_what_is_public_can_be_cited():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(by, moderator)
    assert selectors.published_record(pledge.reference) == pledge.record
    workflow.retract(pledge, by=moderator, note="A mistake.")
    assert selectors.published_record(pledge.reference) is None


def test_the_reason_of_a_return_is_told_while_it_lies_with_its_owner():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.submitted(by)
    for note in ("By when?", "And where?"):
        workflow.return_for_changes(pledge, by=moderator, note=note)
        assert selectors.reason_of_return(pledge) == note
        assert selectors.with_reason_of_return(Pledge.objects.all()).get().reason_of_return == note
        workflow.submit(pledge, by=by)
    assert selectors.reason_of_return(pledge) == ""


def test_the_story_names_ones_own_people_and_calls_staff_the_secretariat():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.submitted(by)
    workflow.return_for_changes(pledge, by=moderator, note="By when?")
    told = [(str(step.what), str(step.who), step.note) for step in selectors.story_of(pledge.record)]
    assert told == [
        ("Returned for changes", "The secretariat", "By when?"),
        ("Submitted", "focal.prt", ""),
        ("Draft started", "focal.prt", ""),
    ]


def test_the_open_version_and_the_last_public_one_are_found():
    by = accounts.focal_point()
    pledge = pledges.published(by)
    assert selectors.open_version(pledge.record) is None
    amendment = draft_amendment(pledge, by=by)
    assert selectors.open_version(pledge.record) == amendment
    assert selectors.last_public_version(pledge.record) == pledge


def test_a_saved_draft_fills_the_form_again():
    by = accounts.focal_point()
    pledge = pledges.draft(by, objectives=(7,), contact_email="maria@example.org")
    pledge.placements.create(objective_id=9, weight="related")
    values = selectors.draft_values(pledge)
    assert (values["objectives"], values["related_objectives"]) == ([7], [9])
    assert (values["contact_email"], values["matched_record"], values["forum"]) == ("maria@example.org", "", "")
