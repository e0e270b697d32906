"""What lies on a desk, in which pile, and in how many queries."""

import pytest

from desk.selectors import desk_of
from pledges.services import draft_amendment, draft_withdrawal
from tests.factories import accounts, pledges, progress
from workflow import services as workflow

pytestmark = pytest.mark.django_db


def titles(pile):
    return [item.heading for item in pile]


def test_each_piece_of_work_lies_in_the_pile_of_its_state():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledges.draft(by, title="A draft")
    pledges.submitted(by, title="Handed in")
    returned = pledges.submitted(by, title="Came back")
    workflow.return_for_changes(returned, by=moderator, note="By when?")
    workflow.reject(pledges.submitted(by, title="Refused"), by=moderator, note="Out of scope.")
    workflow.withdraw(pledges.draft(by, title="Taken back"), by=by)
    pledges.published(by, moderator, title="Public")
    desk = desk_of(by)
    assert titles(desk.returned) == ["Came back"]
    assert [item.reason for item in desk.returned] == ["By when?"]
    assert titles(desk.drafts) == ["A draft"]
    assert titles(desk.submitted) == ["Handed in"]
    assert titles(desk.published) == ["Public"]
    assert sorted(titles(desk.closed)) == ["Refused", "Taken back"]


def test_an_amended_pledge_is_published_once_and_its_old_version_nowhere():
    by, moderator = accounts.focal_point(), accounts.moderator()
    amendment = draft_amendment(pledges.published(by, moderator, title="Once"), by=by)
    amendment.change_reason = "A later date."
    amendment.save(update_fields=["change_reason"])
    workflow.publish(workflow.submit(amendment, by=by), by=moderator)
    desk = desk_of(by)
    assert (titles(desk.published), titles(desk.closed)) == (["Once"], [])


def test_a_pledge_withdrawn_at_its_owners_request_is_closed():
    by, moderator = accounts.focal_point(), accounts.moderator()
    request = draft_withdrawal(pledges.published(by, moderator), by=by, reason="Over.")
    workflow.publish(workflow.submit(request, by=by), by=moderator)
    desk = desk_of(by)
    assert (titles(desk.published), titles(desk.closed)) == ([], ["A sample pledge"])
    assert desk.closed[0].is_withdrawal is True


def test_published_pledges_carry_their_latest_update_and_silence_is_counted():
    by, moderator = accounts.focal_point(), accounts.moderator()
    told = pledges.published(by, moderator, title="Told")
    pledges.published(by, moderator, title="Silent")
    progress.published(by, about=told.record, moderator=moderator)
    desk = desk_of(by)
    assert {item.heading: item.latest and item.latest.stage for item in desk.published} == {
        "Told": "in_progress",
        "Silent": None,
    }
    assert desk.silent == 1


def test_updates_under_way_lie_beside_pledges_under_their_pledges_title():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(by, moderator, title="Um compromisso", language="fr")
    progress.draft(by, about=pledge.record)
    (item,) = desk_of(by).drafts
    assert (item.kind, item.heading, item.heading_language) == ("update", "Um compromisso", "fr")
    assert item.url == f"/en/desk/progress/{item.row.pk}/"


def test_a_draft_without_a_title_has_words_of_ours():
    by = accounts.focal_point()
    pledges.draft(by, title="", language="ar")
    (item,) = desk_of(by).drafts
    assert (item.heading, item.heading_language) == ("Untitled pledge", "")


def test_nobody_finds_somebody_elses_work_on_their_desk():
    pledges.draft(accounts.focal_point())
    for person in (accounts.focal_point("EGY"), accounts.moderator(), accounts.person()):
        assert desk_of(person).is_empty is True


@pytest.mark.parametrize("rows", [1, 3])
def test_a_desk_takes_the_same_queries_whatever_lies_on_it(rows, django_assert_num_queries):
    by, moderator = accounts.focal_point(), accounts.moderator()
    for number in range(rows):
        pledges.draft(by, title=f"Draft {number}")
        pledge = pledges.published(by, moderator, title=f"Public {number}")
        progress.published(by, about=pledge.record, moderator=moderator)
        progress.draft(by, about=pledge.record)
    with django_assert_num_queries(5):
        desk = desk_of(by)
        assert [str(item.row.owner) for item in desk.drafts] == ["Portugal"] * 2 * rows
