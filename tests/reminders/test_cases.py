"""The ladder: which step is reached on which day, and who is written to on it."""

from datetime import date, timedelta

import pytest

from reminders.selectors import Case, Team, report_cases, returned_cases, teams
from reminders.states import Rung, Subject
from tests.factories import accounts, plans, pledges, progress, reviews, tools
from workflow import services
from workflow.models import AuditEvent
from workflow.selectors import Moment, current_publication

DUE = date(2026, 6, 1)


def case(*, days=0, subject=Subject.REPORT, answer_for_it=()):
    """A case in memory, looked at so many days after it was due."""
    return Case(
        subject=subject,
        identity="report:1:2026-06-01",
        since=DUE,
        day=DUE + timedelta(days=days),
        party=("PRT", None),
        owner=None,
        answer_for_it=frozenset(answer_for_it),
        title="A sample",
        language="en",
        reference="GCM-PL-2026-00001",
    )


def team(focal_points=(1, 2), drafters=(3,), out_of_reach=()):
    return Team(frozenset(focal_points), frozenset(drafters), frozenset(out_of_reach))


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-31, None),
        (-30, "before"),
        (-1, "before"),
        (0, "today"),
        (13, "today"),
        (14, "after_14"),
        (29, "after_14"),
        (30, "after_30"),
        (59, "after_30"),
        (60, "after_60"),
        (900, "after_60"),
    ],
)
def test_a_report_climbs_by_days(days, step):
    reached = case(days=days).step
    assert (reached.name if reached else None) == step


@pytest.mark.parametrize(
    ("days", "step"), [(0, None), (13, None), (14, "after_14"), (30, "after_30"), (60, "after_60")]
)
def test_what_came_back_climbs_from_the_fourteenth_day(days, step):
    reached = case(days=days, subject=Subject.RETURNED).step
    assert (reached.name if reached else None) == step


@pytest.mark.parametrize(
    ("days", "answer_for_it", "people", "expected"),
    [
        (0, [1], team(), (Rung.RESPONSIBLE, {1})),
        (0, [1, 3], team(), (Rung.RESPONSIBLE, {1})),  # a drafter hands nothing in
        (0, [9], team(), (Rung.RESPONSIBLE, {1, 2})),  # who did has left
        (0, [3], team(focal_points=()), (Rung.RESPONSIBLE, {3})),  # no focal point: its drafters
        (30, [1], team(), (Rung.OTHERS, {2, 3})),
        (30, [9], team(drafters=()), (Rung.OTHERS, {1, 2})),  # nobody beside them
        (60, [1], team(), (Rung.SECRETARIAT, set())),
        (0, [1], team(out_of_reach=[1]), (Rung.OTHERS, {2, 3})),  # at once
        (0, [9], team(out_of_reach=[1]), (Rung.RESPONSIBLE, {2})),
        (0, [1], team(out_of_reach=[1, 2, 3]), (Rung.SECRETARIAT, set())),
        (30, [1], team(out_of_reach=[2, 3]), (Rung.SECRETARIAT, set())),
        (0, [], team(focal_points=(), drafters=()), (Rung.SECRETARIAT, set())),
    ],
)
def test_each_rung_has_its_people_and_where_mail_reaches_none_of_them_the_next_is_asked(
    days, answer_for_it, people, expected
):
    rung, readers = case(days=days, answer_for_it=answer_for_it).recipients(people)
    assert (rung, set(readers)) == expected


@pytest.mark.parametrize(
    ("days", "people", "expected"),
    [
        (59, team(), False),
        (60, team(), True),
        (-30, team(out_of_reach=[1, 2, 3]), True),
        (-31, team(out_of_reach=[1, 2, 3]), False),
        (0, team(out_of_reach=[1, 2]), False),
        (0, team(focal_points=(), drafters=()), False),  # a vacancy is on a list of its own
        (60, team(focal_points=(), drafters=()), True),
    ],
)
def test_the_secretariat_chases_what_is_late_or_reaches_nobody(days, people, expected):
    assert case(days=days).is_for_the_secretariat(people) is expected


# read from the database ---------------------------------------------------------------------------------------------


@pytest.fixture
def focal(db):
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator(db):
    return accounts.moderator()


def public_pledge(focal, moderator, **fields):
    """Public since 1 March 2026, and due on 1 June."""
    pledge = pledges.published(focal, moderator, starts_on=date(2025, 6, 1), **fields)
    type(pledge).objects.filter(pk=pledge.pk).update(published_at="2026-03-01T12:00Z")
    return pledge


def identities(day, **options):
    return [each.identity for each in report_cases(Moment(current_publication(), day), **options)]


def test_a_report_is_on_the_ladder_from_thirty_days_before_until_something_is_handed_in(focal, moderator):
    record = public_pledge(focal, moderator).record
    on_it = [f"report:{record.pk}:2026-06-01"]
    assert (identities(DUE - timedelta(days=31)), identities(DUE - timedelta(days=30))) == ([], on_it)
    assert identities(DUE, records=[record.pk]) == on_it
    update = progress.draft(focal, about=record)
    assert identities(DUE) == on_it
    services.submit(update, by=focal)
    assert identities(DUE) == []


def test_what_came_back_is_on_the_ladder_as_that_and_not_as_a_report_as_well(focal, moderator):
    record = public_pledge(focal, moderator).record
    update = progress.submitted(focal, about=record)
    services.return_for_changes(update, by=moderator, note="Say more.")
    event = AuditEvent.objects.get(verb="return")
    (found,) = returned_cases(event.at.date() + timedelta(days=14))
    assert (identities(DUE), found.identity, found.days) == ([], f"returned:{event.pk}", 14)
    services.submit(update, by=focal)
    assert returned_cases(event.at.date() + timedelta(days=14)) == []


def test_who_handed_in_the_record_or_its_last_update_answers_for_it(focal, moderator):
    other = accounts.focal_point("PRT", email="other@example.org")
    record = public_pledge(focal, moderator).record
    progress.published(other, moderator=moderator, about=record, speaks_for_on=date(2026, 3, 2))
    (found,) = report_cases(Moment(current_publication(), DUE))
    assert found.answer_for_it == {focal.pk, other.pk}


def test_a_measure_of_a_plan_is_a_case_too(focal, moderator):
    measure = progress.public_measure(focal, moderator)
    due = measure.plan.published_at.date().replace(year=measure.plan.published_at.year + 1)
    found = report_cases(Moment(current_publication(), due))
    assert [(each.reference, each.party) for each in found] == [(measure.record.reference or "", ("PRT", None))]


def test_every_kind_that_came_back_is_found_once_by_its_last_return(focal, moderator):
    item = pledges.submitted(focal)
    for _ in range(2):
        services.return_for_changes(item, by=moderator, note="Say more.")
        services.submit(item, by=focal)
    services.return_for_changes(item, by=moderator, note="Once more.")
    services.return_for_changes(tools.submitted(focal), by=moderator, note="Who runs it?")
    services.return_for_changes(plans.submitted(focal), by=moderator, note="By when?")
    services.return_for_changes(reviews.submitted(focal), by=moderator, note="Which Forum?")
    latest = AuditEvent.objects.filter(verb="return").order_by("target_type", "-pk").distinct("target_type")
    found = returned_cases(latest[0].at.date() + timedelta(days=14))
    assert sorted(each.facts["event"] for each in found) == sorted(event.pk for event in latest)
    assert returned_cases(DUE, events=[found[0].facts["event"]])[0].identity == found[0].identity


def test_teams_are_of_today_and_of_people_who_can_sign_in(focal):
    accounts.focal_point("PRT", email="gone@example.org", ends_on=DUE - timedelta(days=1))
    drafter = accounts.drafter("PRT")
    city = accounts.organisation()
    of_city = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    found = teams(DUE)
    assert found.of(("PRT", None)) == Team(frozenset({focal.pk}), frozenset({drafter.pk}), frozenset())
    assert found.of((None, city.pk)).focal_points == {of_city.pk}
    assert found.of(("KEN", None)) == Team()


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_takes_the_same_queries_however_much_is_on_the_ladder(
    django_assert_num_queries, focal, moderator, rows
):
    for number in range(rows):
        public_pledge(focal, moderator, title=f"Sample {number}")
        services.return_for_changes(pledges.submitted(focal), by=moderator, note="Say more.")
    moment = Moment(current_publication(), DUE)
    with django_assert_num_queries(5):
        report_cases(moment)
    with django_assert_num_queries(7):
        returned_cases(DUE)
