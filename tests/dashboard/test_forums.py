"""Forum editions, their round tables, the calendar."""

from datetime import date

import pytest
import time_machine

from dashboard.selectors.forums import calendar_of, last_possible_day, steps_ahead
from progress.selectors import figures_by_round_table
from roundtables.models import CalendarEntry, Edition
from roundtables.states import Precision
from tests.dashboard.test_home import row_of, text_of
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def entry(starts_on, *, precision=Precision.DAY, ends_on=None):
    return CalendarEntry(kind="hearing", title="A step", starts_on=starts_on, ends_on=ends_on, precision=precision)


@pytest.mark.parametrize(
    ("step", "last"),
    [
        (entry(date(2028, 3, 1)), date(2028, 3, 1)),
        (entry(date(2028, 3, 1), ends_on=date(2028, 3, 4)), date(2028, 3, 4)),
        (entry(date(2028, 2, 1), precision=Precision.MONTH), date(2028, 2, 29)),
        (entry(date(2028, 1, 1), precision=Precision.YEAR), date(2028, 12, 31)),
        (entry(date(2028, 1, 1), precision=Precision.YEAR, ends_on=date(2029, 1, 1)), date(2029, 12, 31)),
    ],
)
def test_a_step_is_over_when_the_last_day_it_can_mean_is(step, last):
    assert last_possible_day(step) == last


def test_steps_ahead_leave_out_what_led_to_a_forum_that_is_over():
    ahead = steps_ahead(date(2026, 11, 22))
    assert ahead != []
    assert {step.starts_on.year for step in ahead} == {2028, 2030}
    assert 2026 in {step.starts_on.year for step in steps_ahead(date(2026, 2, 1))}
    assert steps_ahead(date(2031, 1, 1)) == []


def test_each_step_belongs_to_one_forum():
    shared = [step.pk for edition in Edition.objects.all() for step in calendar_of(edition)]
    assert sorted(shared) == sorted(CalendarEntry.objects.values_list("pk", flat=True))


def test_the_list_has_every_edition_and_says_what_is_not_known(client):
    words = text_of(client.get("/en/forums/"))
    assert [year in words for year in ("Forum 2022", "Forum 2026", "Forum 2030")] == [True, True, True]
    assert words.count("Dates not set yet") == 1
    assert words.count("The dashboard is arranged by this Forum.") == 1


@time_machine.travel("2031-01-01")
def test_without_a_step_ahead_the_list_says_so(client):
    assert "No further step is on record yet" in text_of(client.get("/en/forums/"))


def test_dates_are_shown_as_exactly_as_they_are_known(client):
    words = text_of(client.get("/en/forums/2030/"))
    assert "2028–2029" in words
    assert "January 2028" not in words
    assert "not verified" in words


def test_an_edition_has_its_programme_and_round_tables(client):
    words = text_of(client.get("/en/forums/2026/"))
    for expected in ("Multi-stakeholder hearing", "Round table 4", "Plenary and Progress Declaration", "Not stated"):
        assert expected in words


def test_a_round_table_shows_its_own_figures_not_the_sum(client, desk):
    desk.pledge(objectives=(8, 9))
    desk.tool(objectives=(8, 9))
    answer = client.get("/en/forums/2026/round-tables/2/")
    edition = Edition.objects.get(year=2026)
    assert figures_by_round_table(edition, current_moment())[2].pledges == 1
    assert "1 pledge on record 0 of 1 have a progress update 1 tool" in text_of(answer)
    assert [row_of(answer, 8), row_of(answer, 9)] == [[1, 0, 1], [1, 0, 1]]
    assert "they are not the sum of the rows below" in text_of(answer)


def test_a_round_table_leads_to_the_same_pledges_whatever_the_edition(client):
    page = client.get("/en/forums/2022/round-tables/1/").content.decode()
    assert 'href="/en/pledges/?objective=2&amp;objective=5&amp;objective=6&amp;objective=12&amp;objective=18"' in page


def test_an_edition_follows_its_own_split(client):
    edition = Edition.objects.get(year=2030)
    table = edition.round_tables.get(number=1)
    edition.placements.filter(objective=8).update(round_table=table)
    assert row_of(client.get("/en/forums/2030/round-tables/1/"), 8) == [0, 0, 0]
    with pytest.raises(StopIteration):
        row_of(client.get("/en/forums/2030/round-tables/2/"), 8)


def test_pages_take_the_same_queries_for_any_number(client, desk, django_assert_num_queries):
    def measured():
        with django_assert_num_queries(11):
            client.get("/en/forums/2026/")
        with django_assert_num_queries(9):
            client.get("/en/forums/2026/round-tables/2/")

    desk.pledge()
    measured()
    for number in range(3):
        desk.pledge(title=f"Sample {number}", objectives=(number + 8,))
    measured()
