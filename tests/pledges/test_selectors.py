"""Whose pledges a person sees, what they could do with them, and what is told of their history."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Delegation
from accounts.selectors import mandates_of
from drafting import selectors as drafting
from pledges import selectors
from pledges.models import Pledge
from tests.factories import accounts, pledges
from workflow import services as workflow

pytestmark = pytest.mark.django_db


def acts(person, pledge):
    return drafting.acts_open_to(mandates_of(person), pledge)


def test_a_person_sees_every_version_of_their_own_party_and_nobody_elses():
    mine = pledges.draft(accounts.focal_point())
    theirs = pledges.draft(accounts.focal_point("EGY"), state="EGY")
    seen = selectors.own_pledges(mandates_of(accounts.drafter()))
    assert [pledge.pk for pledge in seen] == [mine.pk]
    assert theirs.pk != mine.pk


def test_who_speaks_for_nobody_sees_nothing():
    pledges.draft(accounts.focal_point())
    for person in (accounts.person(), accounts.moderator()):
        assert list(selectors.own_pledges(mandates_of(person))) == []


def test_a_delegation_that_ended_yesterday_opens_nothing_and_one_that_ends_today_still_does():
    by = accounts.focal_point()
    pledges.draft(by)
    today = timezone.localdate()
    for ends_on, seen in ((today - timedelta(days=1), 0), (today, 1)):
        Delegation.objects.update(ends_on=ends_on)
        assert selectors.own_pledges(mandates_of(by)).count() == seen


def test_mandates_are_read_once_and_name_their_parties():
    city = accounts.organisation()
    person = accounts.focal_point()
    Delegation.objects.create(person=person, organisation=city, role="drafter", starts_on="2021-01-01")
    mandates = mandates_of(person)
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
    request = pledges.withdrawal(pledge, focal)
    assert acts(focal, request) == {"submit", "withdraw"}


def test_content_is_read_in_a_fixed_number_of_queries(django_assert_num_queries):
    by = accounts.focal_point()
    for title, objectives in (("One", (7,)), ("Two", (7, 8, 9)), ("Three", (1, 2))):
        pledges.draft(by, title=title, objectives=objectives).principles.set(["people_centred"])
    own = selectors.own_pledges(mandates_of(by))
    for kept in (own.filter(title="One"), own):
        with django_assert_num_queries(8):
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
        assert drafting.reason_of_return(pledge) == note
        assert drafting.with_reason_of_return(Pledge.objects.all()).get().reason_of_return == note
        workflow.submit(pledge, by=by)
    assert drafting.reason_of_return(pledge) == ""


def test_the_story_names_ones_own_people_and_calls_staff_the_secretariat():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.submitted(by)
    workflow.return_for_changes(pledge, by=moderator, note="By when?")
    told = [(str(step.what), str(step.who), step.note) for step in drafting.story_of(pledge.record)]
    assert told == [
        ("Returned for changes", "The secretariat", "By when?"),
        ("Submitted", "focal.prt", ""),
        ("Draft started", "focal.prt", ""),
    ]


def test_the_last_public_version_is_found_while_an_amendment_is_open():
    by = accounts.focal_point()
    pledge = pledges.published(by)
    pledges.amendment(pledge, by)
    assert selectors.last_public_version(pledge.record) == pledge


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("skills", ["Skills partnership"]),
        ("SKILLS partner", ["Skills partnership"]),
        ("portugal", ["Skills partnership", "Another"]),
        ("portugal skills", ["Skills partnership"]),
        ("GCM-PL", ["Skills partnership", "Another"]),
        ("kenya", []),
        ("%", []),
        ("_", []),
    ],
)
def test_pledges_to_cite_are_found_by_words_of_title_owner_and_reference(words, found):
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledges.published(by, moderator, title="Another")
    pledges.published(by, moderator, title="Skills partnership")
    own = pledges.draft(by, title="Skills of our own")
    assert [each.title for each in selectors.citable(words, without=own.record)] == found


def test_a_pledge_is_not_found_by_itself():
    by = accounts.focal_point()
    pledge = pledges.published(by)
    assert list(selectors.citable("sample", without=pledge.record)) == []
