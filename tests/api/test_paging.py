"""Pages by key: rows equal in their first key, versions replaced since, and what the database does with it."""

import base64
import json

import pytest
from django.db import connection
from django.utils import timezone

from api.pages.sources import BY_TITLE, LATEST_PERIOD, NEWEST
from api.selectors.paging import CursorUnknown, Key, Listing, Order, page_of
from pledges.models import Pledge
from tests.factories import plans, pledges
from workflow.models import Publication

pytestmark = pytest.mark.django_db


def walked(rows, order, *, publication=None, limit=2):
    """The numbers of all rows, page by page."""
    found, cursor = [], ""
    while True:
        page = page_of(Listing(rows, order, "sample", publication), cursor=cursor, limit=limit)
        found.append(list(page.pks))
        cursor = page.cursor
        if not cursor:
            return found


def flat(pages):
    """The rows of all pages."""
    return [row for page in pages for row in page]


def test_rows_published_in_the_same_moment_follow_each_other(desk):
    made = [desk.pledge().pk for _ in range(5)]
    Pledge.objects.update(published_at=timezone.now())
    assert walked(Pledge.objects.all(), NEWEST) == [[made[4], made[3]], [made[2], made[1]], [made[0]]]


def test_a_page_that_is_just_full_is_the_last(desk):
    for _ in range(2):
        desk.pledge()
    assert [len(page) for page in walked(Pledge.objects.all(), NEWEST)] == [2]
    assert walked(Pledge.objects.none(), NEWEST) == [[]]


def test_versions_replaced_since_stand_where_they_stood(desk):
    made = [desk.pledge(title=title) for title in "cab"]
    then = Publication.objects.latest("number").number
    for pledge in made[:2]:
        version = pledges.amendment(pledge, desk.portugal)
        pledges.services.publish(pledges.services.submit(version, by=desk.portugal), by=desk.moderator)
    old = [each.pk for each in made]
    rows = Pledge.objects.as_of(then)
    assert flat(walked(rows, NEWEST, publication=then)) == old[::-1]
    assert flat(walked(rows, BY_TITLE, publication=then)) == [old[1], old[2], old[0]]
    now = Publication.objects.latest("number").number
    live = flat(walked(Pledge.objects.as_of(now), NEWEST, publication=now))
    assert len(live) == 3 and set(live) & set(old) == {old[2]}


def test_a_period_nobody_gave_comes_last(desk):
    first, second = (plans.published(desk.portugal, desk.moderator).pk for _ in range(2))
    plans.Plan.objects.filter(pk=first).update(period_starts_on=None)
    assert flat(walked(plans.Plan.objects.all(), LATEST_PERIOD, limit=1)) == [second, first]


def packed(*values):
    """A cursor with these values."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "x", "=", "é", "a" * 2000, packed(), packed("other", "2026-01-01T00:00:00+00:00", 1), packed("sample"),
        packed("sample", "2026-01-01T00:00:00", 1), packed("sample", "2026-01-01T00:00:00+00:00", "1"),
        packed("sample", "2026-01-01T00:00:00+00:00", True), packed("sample", "2026-01-01T00:00:00+00:00", 2**63),
        packed("sample", "2026-01-01T00:00:00+00:00", 1.5), packed("sample", "yesterday", 1),
        packed("sample", None, 1), packed("sample", ["x"], 1), packed({"sample": 1}), "bnVsbA", "e30", "W10K\n",
    ],
)  # fmt: skip
def test_what_is_no_cursor_of_this_list_is_refused(cursor):
    with pytest.raises(CursorUnknown):
        page_of(Listing(Pledge.objects.all(), NEWEST, "sample"), cursor=cursor, limit=2)


def test_text_no_database_can_compare_is_refused():
    with pytest.raises(CursorUnknown):
        page_of(Listing(Pledge.objects.all(), BY_TITLE, "sample"), cursor=packed("sample", "a\0", 1), limit=2)


def test_a_page_is_one_query_however_deep(desk, django_assert_num_queries):
    made = [desk.pledge() for _ in range(3)]
    listing = Listing(Pledge.objects.as_of(99), NEWEST, "sample", 99)
    cursor = page_of(listing, cursor="", limit=1).cursor
    with django_assert_num_queries(1):
        assert page_of(listing, cursor=cursor, limit=1).pks == [made[1].pk]


def test_a_deep_page_is_read_off_the_index_of_live_versions(desk):
    desk.pledge()
    rows = Pledge.objects.as_of(99).filter(replaced_in__isnull=True).order_by(*NEWEST.names)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
        )
    assert "pledge_newest" in rows.values_list("published_at", "pk")[:100].explain()


def test_rising_and_falling_orders_are_told_apart(desk):
    made = [desk.pledge().pk for _ in range(3)]
    rows = Pledge.objects.all()
    assert flat(walked(rows, Order((Key("pk"),)), limit=1)) == made
    assert flat(walked(rows, Order((Key("pk"),), falling=True), limit=1)) == made[::-1]
