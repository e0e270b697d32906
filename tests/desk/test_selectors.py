"""What lies on a desk, in which pile, what is due, and in how many queries."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Delegation
from desk import selectors
from desk.selectors.kinds import KINDS
from desk.states import Pile
from drafting.services import draft_amendment, draft_withdrawal
from pledges.forms import PLEDGE
from tests.factories import accounts, plans, pledges, progress, tools
from workflow import services as workflow
from workflow.models import Moderated

pytestmark = pytest.mark.django_db


def on(person, pile):
    return selectors.desk_of(person).heaps[pile].lines


def titles(person, pile):
    return [line.title for line in on(person, pile)]


def test_every_kind_of_submission_lies_on_the_desk():
    assert {kind.model for kind in KINDS} == set(Moderated.__subclasses__())


def test_each_piece_of_work_lies_in_the_pile_of_its_state():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledges.draft(by, title="A draft")
    pledges.submitted(by, title="Handed in")
    returned = pledges.submitted(by, title="Came back")
    workflow.return_for_changes(returned, by=moderator, note="By when?")
    workflow.reject(pledges.submitted(by, title="Refused"), by=moderator, note="Out of scope.")
    workflow.withdraw(pledges.draft(by, title="Taken back"), by=by)
    pledges.published(by, moderator, title="Public")
    assert {pile: sorted(titles(by, pile)) for pile in Pile} == {
        Pile.RETURNED: ["Came back"],
        Pile.DRAFTS: ["A draft"],
        Pile.SUBMITTED: ["Handed in"],
        Pile.PUBLISHED: ["Public"],
        Pile.CLOSED: ["Refused", "Taken back"],
    }
    assert [line.reason for line in on(by, Pile.RETURNED)] == ["By when?"]


def test_kinds_lie_together_the_last_moved_first():
    by = accounts.focal_point()
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        pledges.draft(by, title="A pledge")
    with time_machine.travel("2026-03-02 12:00Z", tick=False):
        tools.draft(by, title="A tool")
    assert [(line.kind.key, line.title) for line in on(by, Pile.DRAFTS)] == [
        ("tool", "A tool"),
        ("pledge", "A pledge"),
    ]


def test_an_amended_pledge_is_published_once_and_its_old_version_nowhere():
    by, moderator = accounts.focal_point(), accounts.moderator()
    live = pledges.published(by, moderator, title="Once")
    amendment = draft_amendment(live, by=by, content=PLEDGE.content, reason="A later date.")
    workflow.publish(workflow.submit(amendment, by=by), by=moderator)
    assert (titles(by, Pile.PUBLISHED), titles(by, Pile.CLOSED)) == (["Once"], [])


def test_a_pledge_withdrawn_at_its_owners_request_is_closed():
    by, moderator = accounts.focal_point(), accounts.moderator()
    live = pledges.published(by, moderator)
    request = draft_withdrawal(live, by=by, content=PLEDGE.content, reason="Over.")
    workflow.publish(workflow.submit(request, by=by), by=moderator)
    (line,) = on(by, Pile.CLOSED)
    assert (titles(by, Pile.PUBLISHED), line.title, line.is_withdrawal) == ([], "A sample pledge", True)


def test_published_pledges_carry_their_latest_update_and_silence_is_counted():
    by, moderator = accounts.focal_point(), accounts.moderator()
    told = pledges.published(by, moderator, title="Told")
    pledges.published(by, moderator, title="Silent")
    progress.published(by, about=told.record, moderator=moderator)
    stages = {line.title: line.latest and line.latest.stage for line in on(by, Pile.PUBLISHED) if line.kind is PLEDGE}
    assert stages == {"Told": "in_progress", "Silent": None}
    figures = selectors.desk_of(by).progress
    assert (figures.pledges, figures.with_update, figures.without_update) == (2, 1, 1)


def test_updates_under_way_lie_beside_pledges_under_their_pledges_title():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(by, moderator, title="Um compromisso", language="fr")
    update = progress.draft(by, about=pledge.record)
    (line,) = on(by, Pile.DRAFTS)
    assert (line.kind.key, line.title, line.language) == ("update", "Um compromisso", "fr")
    assert line.url == f"/en/desk/progress/{update.pk}/"


def test_a_draft_without_a_title_has_words_of_ours():
    by = accounts.focal_point()
    pledges.draft(by, title="", language="ar")
    (line,) = on(by, Pile.DRAFTS)
    assert (line.title, line.language) == ("Untitled pledge", "")


def test_nobody_finds_somebody_elses_work_on_their_desk():
    pledges.draft(accounts.focal_point())
    for person in (accounts.focal_point("EGY"), accounts.moderator(), accounts.person()):
        assert selectors.desk_of(person).is_empty is True


def test_a_tall_pile_shows_its_top_and_how_many_lie_below():
    by = accounts.focal_point()
    for number in range(selectors.TOP + 2):
        pledges.draft(by, title=f"Draft {number}")
    heap = selectors.desk_of(by).heaps[Pile.DRAFTS]
    assert (len(heap.lines), heap.total, heap.hidden) == (selectors.TOP, selectors.TOP + 2, 2)


def test_what_is_overdue_stands_first_among_what_is_due():
    by, moderator = accounts.focal_point(), accounts.moderator()
    with time_machine.travel("2025-06-01 12:00Z", tick=False):
        pledges.published(by, moderator, title="Long ago", starts_on=date(2025, 6, 1))
    Delegation.objects.filter(person=by).update(starts_on=date(2025, 1, 1))
    with time_machine.travel("2026-06-11 12:00Z", tick=False):
        duties = selectors.desk_of(by).duties
        assert next((due.subject.title, due.overdue_days > 0) for due in duties.reports) == ("Long ago", True)


def test_a_delegation_in_its_last_weeks_and_a_plan_at_its_end_are_said():
    by, moderator = accounts.focal_point(), accounts.moderator()
    today = timezone.localdate()
    plans.published(
        by, moderator, title="The plan", period_starts_on=date(2020, 1, 1), period_ends_on=today + timedelta(days=100)
    )
    plans.published(by, moderator, title="The far plan", period_ends_on=today + timedelta(days=1000))
    Delegation.objects.filter(person=by).update(ends_on=today + timedelta(days=30))
    duties = selectors.desk_of(by).duties
    assert [plan.title for plan in duties.plans] == ["The plan"]
    assert [mandate.ends_on for mandate in duties.delegations] == [today + timedelta(days=30)]


def test_plans_and_reviews_are_offered_to_states_only():
    city = accounts.organisation()
    by = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    assert [kind.key for kind in selectors.desk_of(by).kinds] == ["pledge", "tool", "need"]
    assert [kind.key for kind in selectors.desk_of(accounts.focal_point()).kinds] == [
        "pledge",
        "plan",
        "review",
        "tool",
        "need",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_desk_takes_the_same_queries_whatever_lies_on_it(rows, django_assert_num_queries):
    by, moderator = accounts.focal_point(), accounts.moderator()
    for number in range(rows):
        pledges.draft(by, title=f"Draft {number}")
        pledge = pledges.published(by, moderator, title=f"Public {number}")
        progress.published(by, about=pledge.record, moderator=moderator)
        progress.draft(by, about=pledge.record)
    with django_assert_num_queries(25):
        desk = selectors.desk_of(by)
        assert [str(line.item.owner) for line in desk.heaps[Pile.DRAFTS].lines] == ["Portugal"] * 2 * rows
