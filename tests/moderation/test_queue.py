"""The queue as it is read: all kinds in one list, narrowed, ordered and counted, whatever its length."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone, translation

from moderation import selectors, services
from moderation.selectors import Asked
from moderation.selectors.narrowing import ABOUT
from moderation.states import WHOLE_COMPACT, Age, Kind, Order
from tests.factories import accounts, needs, plans, pledges, progress, reviews, tools
from tests.factories.queue import copies, one_of_each
from workflow import services as workflow
from workflow.states import Change, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator()


def found(**filters):
    """The kinds and numbers of what is asked for."""
    return [(Kind(row["what"]), row["pk"]) for row in selectors.queue(Asked(**filters))]


def lines(by, **filters):
    return selectors.described(found(**filters), by=by)


def submitted_on(day, make, *args, **fields):
    with time_machine.travel(f"{day} 12:00Z", tick=False):
        return make(*args, **fields)


def test_the_queue_holds_all_kinds_the_longest_waiting_first(portugal, moderator):
    live = submitted_on("2026-03-01", pledges.published, portugal, moderator, title="Fair recruitment")
    tool = submitted_on("2026-03-05", tools.submitted, portugal, title="A handbook")
    update = submitted_on("2026-03-03", progress.submitted, portugal, about=live.record)
    pledge = submitted_on("2026-03-04", pledges.submitted, portugal, title="Safe crossings")
    with time_machine.travel("2026-03-06 06:00Z", tick=False):
        rows = lines(moderator)
    assert [(each.kind, each.pk, each.title, each.promise.working_days) for each in rows] == [
        (Kind.UPDATE, update.pk, "Fair recruitment", 7),
        (Kind.PLEDGE, pledge.pk, "Safe crossings", 8),
        (Kind.TOOL, tool.pk, "A handbook", 9),
    ]
    assert [each.reference for each in rows] == [update.reference, pledge.reference, tool.reference]
    assert [each.url for each in rows] == [
        f"/en/moderation/update/{update.pk}/",
        f"/en/moderation/pledge/{pledge.pk}/",
        f"/en/moderation/tool/{tool.pk}/",
    ]


def test_it_can_be_read_newest_first_and_by_days_left_then_kind(portugal):
    tool = submitted_on("2026-03-03", tools.submitted, portugal)
    pledge = pledges.submitted(portugal)
    copies(pledge, 1, submitted_at=tool.submitted_at + timedelta(hours=1))
    later = pledge.__class__.objects.exclude(pk=pledge.pk).get()
    old, new = (Kind.TOOL, tool.pk), (Kind.PLEDGE, pledge.pk)
    same_day = (Kind.PLEDGE, later.pk)
    assert found() == [old, same_day, new]
    assert found(order=Order.NEWEST) == [new, same_day, old]
    assert found(order=Order.DAYS_LEFT) == [same_day, old, new]


def test_only_what_is_submitted_waits(portugal, moderator):
    pledges.draft(portugal)
    pledges.published(portugal, moderator)
    workflow.withdraw(pledges.submitted(portugal), by=portugal)
    workflow.reject(pledges.submitted(portugal), by=moderator, note="No.")
    workflow.return_for_changes(pledges.submitted(portugal), by=moderator, note="Not yet.")
    assert found() == []


def test_a_line_names_its_owner_in_the_readers_language(portugal, moderator):
    city = accounts.organisation("City of Sample")
    by = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledges.submitted(portugal)
    pledges.submitted(by, state=None, organisation=city)
    pledges.submitted(accounts.focal_point("BRA"), state="BRA")
    with translation.override("fr"):
        assert [each.owner for each in lines(moderator)] == ["Portugal", "City of Sample", "Brésil"]


def test_a_line_knows_the_language_of_its_title_and_what_publishing_does(portugal, moderator):
    live = pledges.published(portugal, moderator, title="Recrutement équitable", language="fr")
    workflow.submit(pledges.amendment(live, portugal), by=portugal)
    progress.submitted(portugal, about=live.record, language="es")
    review = reviews.submitted(portugal, language="fr")
    assert [(each.language, each.change) for each in lines(moderator)] == [
        ("fr", Change.AMENDMENT),
        ("fr", Change.NEW),
        ("fr", Change.NEW),
    ]
    assert lines(moderator)[2].title == review.title


def test_an_update_about_a_pledge_that_is_gone_goes_by_its_own_reference(portugal, moderator):
    live = pledges.published(portugal, moderator)
    update = progress.submitted(portugal, about=live.record)
    workflow.retract(live, by=moderator, note="By mistake.")
    assert [each.title for each in lines(moderator)] == [update.reference]


def test_what_its_owner_has_back_is_called_by_its_reference_only(portugal, moderator):
    item = workflow.return_for_changes(
        pledges.submitted(portugal, title="Being rewritten"), by=moderator, note="Not yet."
    )
    line = selectors.described([(Kind.PLEDGE, item.pk)], by=moderator)[0]
    assert (line.title, line.language, line.is_waiting) == (item.reference, "", False)


def test_a_draft_has_no_line_and_neither_has_what_never_was(portugal, moderator):
    draft = pledges.draft(portugal)
    assert selectors.described([(Kind.PLEDGE, draft.pk), (Kind.TOOL, 10**9), (Kind.TOOL, 10**17)], by=moderator) == []


def test_a_line_says_whose_work_it_is_and_who_holds_it(portugal, moderator):
    own, held, returned = (pledges.submitted(portugal) for _ in range(3))
    portugal.staff_role = "moderator"
    portugal.save()
    for each in (held, returned):
        services.claim(each, by=moderator)
    workflow.submit(workflow.return_for_changes(returned, by=moderator, note="Once more."), by=portugal)
    rows = {each.pk: each for each in lines(moderator)}
    assert [each.is_own_work for each in rows.values()] == [False, False, False]
    assert rows[held.pk].claim.holder == moderator
    assert rows[held.pk].is_mine
    assert (rows[own.pk].claim, rows[returned.pk].claim) == (None, None)
    theirs = {each.pk: each for each in lines(portugal)}
    assert theirs[own.pk].is_own_work
    assert (theirs[held.pk].claim.holder, theirs[held.pk].is_mine) == (moderator, False)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_queue_can_be_narrowed_to_a_kind(portugal, moderator, kind):
    one_of_each(portugal, moderator)
    assert [each for each, _pk in found(kind=kind)] == [kind]


def test_the_queue_can_be_narrowed_to_an_owner(portugal):
    city = accounts.organisation("City of Sample")
    by = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    tool = tools.submitted(accounts.focal_point("KEN"), state="KEN")
    pledge = pledges.submitted(by, state=None, organisation=city)
    pledges.submitted(portugal)
    assert found(state="KEN") == [(Kind.TOOL, tool.pk)]
    assert found(organisation=city.pk) == [(Kind.PLEDGE, pledge.pk)]
    assert found(organisation=city.pk, state="KEN") == []


def test_the_queue_can_be_narrowed_to_an_objective_whatever_the_kind(portugal, moderator):
    items = one_of_each(portugal, moderator)
    measure = progress.public_measure(portugal, moderator, objectives=(7,), title="About objective 7")
    of_measure = progress.submitted(portugal, about=measure.record)
    items[Kind.TOOL].objectives.set([7])
    others = [
        pledges.submitted(portugal, objectives=(8,)),
        tools.submitted(portugal, objectives=[8]),
        plans.submitted(portugal, measures=[plans.measure(objectives=[8], actions=[])]),
        needs.submitted(portugal, objective=8),
        reviews.submitted(portugal, occasion="forum:2030", statement_7="", statement_8="A sample statement."),
    ]
    seven = [*((kind, item.pk) for kind, item in items.items()), (Kind.UPDATE, of_measure.pk)]
    assert sorted(found(objective="7")) == sorted(seven)
    assert sorted(pk for _kind, pk in found(objective="8")) == sorted(item.pk for item in others)
    assert found(objective="9") == []


def test_every_kind_says_how_it_is_about_an_objective():
    assert set(ABOUT) == set(Kind)


def test_the_compact_as_a_whole_is_asked_for_too(portugal, moderator):
    one_of_each(portugal, moderator)
    whole = pledges.submitted(portugal, objectives=(), covers_whole_compact=True)
    live = pledges.published(portugal, moderator, objectives=(), covers_whole_compact=True)
    update = progress.submitted(portugal, about=live.record)
    kinds = found(objective=WHOLE_COMPACT)
    assert [each for each in kinds if each[0] != Kind.TOOL] == [(Kind.PLEDGE, whole.pk), (Kind.UPDATE, update.pk)]
    assert [kind for kind, _pk in kinds].count(Kind.TOOL) == 1  # the sample tool is cross-cutting
    assert found(objective=WHOLE_COMPACT, kind=Kind.PLAN) == []


def test_the_queue_can_be_narrowed_to_what_is_late_and_what_is_due_soon(portugal):
    late = submitted_on("2026-03-01", pledges.submitted, portugal)
    soon = submitted_on("2026-03-06", pledges.submitted, portugal)
    fresh = submitted_on("2026-03-13", pledges.submitted, portugal)
    with time_machine.travel("2026-03-17 08:00Z", tick=False):
        assert found(age=Age.LATE) == [(Kind.PLEDGE, late.pk)]
        assert found(age=Age.SOON) == [(Kind.PLEDGE, soon.pk)]
        assert found() == [(Kind.PLEDGE, each.pk) for each in (late, soon, fresh)]


def test_the_queue_can_be_narrowed_to_whose_it_is_and_to_nobodys(portugal, moderator):
    ben = accounts.moderator("ben@example.org")
    mine, bens, free = (pledges.submitted(portugal) for _ in range(3))
    services.claim(mine, by=moderator)
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        services.claim(bens, by=ben)
    assert found(holder=moderator.pk) == [(Kind.PLEDGE, mine.pk)]
    assert found(holder=ben.pk) == []  # held for too long
    assert found(is_unclaimed=True) == [(Kind.PLEDGE, bens.pk), (Kind.PLEDGE, free.pk)]


def test_the_queue_can_be_narrowed_to_what_publishing_does_and_searched_by_reference(portugal, moderator):
    live = pledges.published(portugal, moderator)
    withdrawal = workflow.submit(pledges.withdrawal(live, portugal), by=portugal)
    new = pledges.submitted(portugal)
    assert found(change=Change.WITHDRAWAL) == [(Kind.PLEDGE, withdrawal.pk)]
    assert found(change=Change.AMENDMENT) == []
    assert found(reference=new.reference.lower()) == [(Kind.PLEDGE, new.pk)]
    assert found(reference=new.reference[-5:]) == [(Kind.PLEDGE, new.pk)]
    assert found(reference="%") == []


def test_the_backlog_counts_what_waits_what_is_late_and_what_is_nobodys(portugal, moderator):
    submitted_on("2026-03-01", pledges.submitted, portugal)
    submitted_on("2026-03-16", tools.submitted, portugal)
    held = submitted_on("2026-03-16", pledges.submitted, portugal)
    with time_machine.travel("2026-03-17 08:00Z", tick=False):
        services.claim(held, by=moderator)
        backlog = selectors.backlog()
        one_kind = selectors.backlog(Asked(kind=Kind.TOOL))
    assert (backlog.waiting, backlog.late, backlog.unclaimed) == (3, 1, 2)
    assert backlog.by_kind == dict.fromkeys(Kind, 0) | {Kind.PLEDGE: 2, Kind.TOOL: 1}
    assert (one_kind.waiting, one_kind.late, one_kind.unclaimed) == (1, 0, 1)


def test_an_empty_desk_is_counted_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        backlog = selectors.backlog()
    assert (backlog.waiting, backlog.late, backlog.unclaimed, set(backlog.by_kind.values())) == (0, 0, 0, {0})


def test_each_kind_is_read_by_an_index_of_what_waits(portugal, moderator):
    """With a thousand waiting of each kind and many decided, no table of submissions is read from end to end."""
    for item in one_of_each(portugal, moderator).values():
        copies(item, 999)
        if item.REFERENCE_KIND != "VR":  # one a Forum: decided reviews are few
            copies(item, 3000, status=Status.REJECTED)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = selectors.queue(Asked())[:50].explain()
    tables = ("pledges_pledge", "tools_tool", "progress_progressupdate", "plans_plan", "needs_need")
    assert [table for table in tables if f"Seq Scan on {table}" in plan] == []
    assert plan.count("Index Scan using") + plan.count("Bitmap Heap Scan") >= len(tables)
    assert selectors.queue().count() == 6000
