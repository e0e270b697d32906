"""Forum editions, their round tables, the calendar."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from dashboard.selectors.compact import objective_page, placed_objectives, sections
from dashboard.selectors.filtering import filtered_pledges
from dashboard.selectors.forums import calendar_of, last_possible_day, since_last_forum, steps_ahead
from dashboard.selectors.overview import overview
from progress.selectors import figures_by_round_table
from progress.selectors.due import next_forum
from roundtables.models import CalendarEntry, Edition
from roundtables.selectors import current_edition, edition_of
from roundtables.states import Precision
from tests.dashboard.test_home import row_of, text_of
from tests.factories import needs
from tests.factories import roundtables as factory
from tools.selectors import tool_counts_by_round_table
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


def entry(starts_on, *, precision=Precision.DAY, ends_on=None):
    return CalendarEntry(kind="hearing", title="A step", starts_on=starts_on, ends_on=ends_on, precision=precision)


def on(day):
    return Moment(current_moment().publication, day)


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
    ahead = steps_ahead(on(date(2026, 11, 22)))
    assert ahead != []
    assert {step.starts_on.year for step in ahead} == {2028, 2030}
    assert 2026 in {step.starts_on.year for step in steps_ahead(on(date(2026, 2, 1)))}
    assert steps_ahead(on(date(2031, 1, 1))) == []


def test_each_step_belongs_to_one_forum():
    shared = [step.pk for edition in Edition.objects.all() for step in calendar_of(edition, current_moment())]
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
        with django_assert_num_queries(34):
            client.get("/en/forums/2026/")
        with django_assert_num_queries(16):
            client.get("/en/forums/2026/round-tables/2/")

    desk.pledge()
    measured()
    for number in range(3):
        desk.pledge(title=f"Sample {number}", objectives=(number + 8,))
    measured()


def test_what_was_moved_since_is_read_where_it_stood_once_that_publication_was_out(desk):
    desk.pledge(objectives=(7,))
    desk.tool(objectives=(7,))
    then = current_moment()
    factory.resplit({7: 1}, 2026)
    now, stored = current_moment(), Edition.objects.get(year=2026)
    for moment, table in ((then, 4), (now, 1)):
        edition = current_edition(moment.publication)
        found = sections(edition, moment, mirrored=False)
        standing = [each.round_table.number for each in found for line in each.lines if line.objective.number == 7]
        assert standing == [table]
        assert [each.figures.pledges for each in found] == [int(number == table) for number in (1, 2, 3, 4)]
        assert [each.tools for each in found] == [int(number == table) for number in (1, 2, 3, 4)]
        assert figures_by_round_table(stored, moment)[table].pledges == 1
        assert tool_counts_by_round_table(stored, moment)[table] == 1
        assert placed_objectives(edition)[7].round_table == table
        assert objective_page(7, moment).round_table.number == table
        listed = [filtered_pledges({"round_table": each}, moment=moment).count() for each in (1, 2, 3, 4)]
        assert listed == [int(number == table) for number in (1, 2, 3, 4)]


def test_the_dashboard_as_of_a_publication_is_arranged_by_the_forum_current_then():
    then = current_moment()
    factory.dated(2030)
    overviews = [overview(moment, mirrored=False) for moment in (then, current_moment())]
    assert [each.edition.year for each in overviews] == [2026, 2030]
    assert [each.edition.starts_on for each in overviews] == [date(2026, 5, 5), date(2030, 5, 6)]


def test_the_way_to_a_forum_as_of_a_publication():
    then = current_moment()
    factory.dated(2030)
    edition = Edition.objects.get(year=2030)
    ways = [calendar_of(edition, moment) for moment in (then, current_moment())]
    forum = [[step.starts_on for step in way if step.kind == "imrf"] for way in ways]
    assert forum == [[date(2030, 1, 1)], [date(2030, 5, 6)]]


def test_a_report_falls_due_by_the_dates_the_forum_had_then():
    then = current_moment()
    factory.dated(2030)
    day = date(2029, 1, 1)
    assert next_forum(day, then.publication) is None
    assert next_forum(day).starts_on == next_forum(day, current_moment().publication).starts_on == date(2030, 5, 6)


def since(year, day, *, publication=None):
    moment = Moment(current_moment().publication if publication is None else publication, day)
    return since_last_forum(edition_of(year, moment.publication), moment)


def test_what_changed_since_the_last_forum_is_then_and_now(client, desk):
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC)):
        earlier = desk.pledge(title="Before")
    desk.update(earlier)
    desk.pledge(title="After")
    desk.tool()
    found = since(2030, current_moment().day)
    assert (found.last.year, found.before.publication) == (2026, earlier.published_in_id)
    changed = {str(each.what): (each.before, each.after, each.difference) for each in found.changes}
    assert changed["Pledges"] == (1, 2, 1)
    assert changed["Pledges with a progress update"] == (0, 1, 1)
    assert changed["Tools"] == (0, 1, 1)
    assert "What changed since the Forum of 2026" in text_of(client.get("/en/forums/2030/"))


def test_of_a_forum_that_is_over_it_ends_with_the_forum(desk):
    desk.pledge()
    found = since(2026, current_moment().day)
    assert (found.last.year, found.until.day) == (2022, date(2026, 5, 8))
    assert found.until.publication < current_moment().publication


def test_before_the_first_forum_and_before_the_last_is_over_nothing_changed():
    assert since(2022, date(2026, 11, 1)) is None
    assert since(2030, date(2026, 5, 8)) is None


def test_a_portal_that_began_later_says_so(client):
    words = text_of(client.get("/en/forums/2030/"))
    assert "Nothing was public here when the Forum of 2026 ended: this portal began later." in words


def test_what_was_announced_for_a_forum_stands_first(client, desk):
    desk.pledge(forum_id=2026)
    desk.pledge(title="Another sample")
    words = text_of(client.get("/en/forums/2026/")).split("Pledges announced for this Forum")[1]
    assert "1 pledge on record" in words.split("Round tables")[0]
    assert "No pledge on record says that it was announced for this Forum" in text_of(client.get("/en/forums/2022/"))


def test_a_round_table_shows_the_gaps_of_its_own_objectives(client, desk):
    needs.published(desk.portugal, desk.moderator, objective=8)
    page = client.get("/en/forums/2026/round-tables/2/").content.decode()
    table = page.split('<table class="gaps">')[1].split("</table>")[0]
    assert table.count("<tr>") == 1 + 7
    assert "no offer" in table
