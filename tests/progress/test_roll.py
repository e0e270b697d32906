"""The roll of public pledges: sets as bits, counted and ordered as the records say."""

from datetime import date, timedelta

import pytest

from pledges.models import Pledge
from progress.selectors import Figures, figures, public_pledges, roll_of
from progress.selectors import roll as rolls
from tests.factories import accounts, pledges
from tests.factories.life import TODAY, Life
from workflow.selectors import Moment, current_publication

DAY = date(2026, 11, 22)


def made(*rows):
    """A roll of pledges of these owners, stages and days; the first is the newest."""
    return rolls.Roll(Moment(9, DAY), [(100 - place, *row) for place, row in enumerate(rows)])


PORTUGAL = ("PRT", None, "planning", DAY)
KENYA = ("KEN", None, "fulfilled", DAY - timedelta(days=365))
KENYA_AGAIN = ("KEN", None, None, None)
CITY = (None, 7, "fulfilled", DAY - timedelta(days=364))
UNKNOWN = (None, None, "in_progress", DAY - timedelta(days=900))


def test_what_is_counted_of_a_set_is_what_its_pledges_say():
    roll = made(PORTUGAL, KENYA, KENYA_AGAIN, CITY, UNKNOWN)
    whole = Figures(5, 2, 1, with_update=4, fresh=2, planning=1, in_progress=1, fulfilled=2, latest_update_on=DAY)
    assert roll.figures(roll.everything) == whole
    some = roll.meeting("of Kenya", lambda: [99, 98])
    assert roll.figures(some) == Figures(
        2, 1, 0, with_update=1, fulfilled=1, latest_update_on=DAY - timedelta(days=365)
    )


def test_an_update_is_fresh_for_365_days_and_no_longer():
    assert [made((None, None, "planning", DAY - timedelta(days=age))).figures(1).fresh for age in (364, 365)] == [1, 0]


def test_the_latest_update_is_the_latest_of_its_month_too():
    days = [date(2025, 3, 9), date(2025, 3, 31), date(2024, 12, 31)]
    roll = made(*((None, None, "planning", day) for day in days))
    assert [roll.figures(some).latest_update_on for some in (0b111, 0b101, 0b100, 0)] == [
        date(2025, 3, 31),
        date(2025, 3, 9),
        date(2024, 12, 31),
        None,
    ]


def test_nothing_and_an_empty_roll_have_figures_of_nothing():
    assert made(PORTUGAL).figures(0) == Figures()
    assert made().figures(made().everything) == Figures()
    assert made().keys(0, start=0, size=25) == []


def test_a_set_is_read_once_under_its_name_and_two_names_are_two_sets():
    roll, read = made(PORTUGAL, KENYA), []
    for name, keys in [("a", [100]), ("a", [99]), ("b", [99])]:
        read.append(roll.meeting(name, lambda keys=keys: keys))
    assert read == [0b01, 0b01, 0b10]


def test_keys_of_pledges_that_are_not_on_the_roll_say_nothing():
    assert made(PORTUGAL).meeting("a", lambda: [1, 100, 5000]) == 0b1


def test_so_many_sets_are_kept_and_no_more(monkeypatch):
    monkeypatch.setattr(rolls, "KEPT_MAX", 2)
    roll, read = made(PORTUGAL), []
    for name in ("a", "b", "a", "c", "a"):
        roll.meeting(name, lambda name=name: read.append(name) or [100])
    assert read == ["a", "b", "c", "a"]


@pytest.mark.parametrize("owners", [1, 8, 9, 64, 65])
def test_every_place_has_its_own_bit_whatever_the_number_of_pledges(owners):
    roll = made(*[PORTUGAL] * owners)
    assert roll.keys(roll.everything, start=0, size=owners + 5) == [100 - place for place in range(owners)]
    last = roll.meeting("last", lambda: [101 - owners])
    assert roll.keys(last, start=0, size=25) == [101 - owners]
    assert roll.figures(roll.everything).pledges == owners


def test_a_page_begins_where_the_one_before_ended():
    roll = made(*[PORTUGAL] * 60)
    even = roll.meeting("even", lambda: range(42, 102, 2))
    pages = [roll.keys(even, start=start, size=12) for start in (0, 12, 24, 36)]
    assert [key for page in pages for key in page] == list(range(100, 41, -2))
    assert list(map(len, pages)) == [12, 12, 6, 0]


@pytest.mark.django_db
def test_the_roll_is_in_the_order_of_the_list_and_of_titles():
    by, moderator = accounts.focal_point("PRT"), accounts.moderator()
    titles = ["b in small letters", "A first", "C last", "a second", "B in capitals"]
    for title in titles:
        pledges.published(by, moderator, title=title)
    moment = Moment(current_publication(), TODAY)
    roll, named = roll_of(moment), dict(Pledge.objects.values_list("pk", "title"))
    newest = roll.keys(roll.everything, start=0, size=9)
    assert newest == list(public_pledges(moment).values_list("pk", flat=True))
    assert [named[key] for key in newest] == titles[::-1]
    by_title = roll.keys(roll.everything, start=0, size=9, by_title=True)
    assert [named[key] for key in by_title] == [titles[1], titles[3], titles[4], titles[0], titles[2]]
    two = roll.meeting("two", lambda: [newest[0], newest[-1]])
    assert roll.keys(two, start=1, size=1, by_title=True) == [newest[-1]]


@pytest.mark.django_db
def test_a_roll_is_read_once_for_a_publication_in_one_query(settings, django_assert_num_queries):
    settings.PUBLICATION_KNOWN_SECONDS = 10
    pledges.published(accounts.focal_point("PRT"), accounts.moderator())
    moment = Moment(current_publication(), date(1999, 5, 4))
    with django_assert_num_queries(1):
        assert roll_of(moment) is roll_of(moment)
    assert roll_of(moment).everything == 1


@pytest.mark.django_db
def test_whatever_happens_the_roll_counts_what_counting_counts():
    life = Life(7, retracts=True)
    for act in range(60):
        life.happen()
        if act % 6 == 5:
            moment = Moment(current_publication(), TODAY)
            roll = roll_of(moment)
            assert roll.figures(roll.everything) == figures(public_pledges(moment), moment=moment)
            of_states = Pledge.objects.filter(state__isnull=False).values_list("pk", flat=True)
            some = roll.meeting("of States", lambda of_states=of_states: of_states)
            assert roll.figures(some) == figures(public_pledges(moment).filter(state__isnull=False), moment=moment)
    assert roll.everything.bit_count() > 15
