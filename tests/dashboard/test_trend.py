"""Over the years: pledges by when they were made, updates by what they speak for."""

from datetime import date

import pytest

from dashboard.selectors.trend import trend
from pledges.models import Pledge
from pledges.services import import_pledges
from progress.selectors import public_pledges
from tests.dashboard.test_home import text_of
from tests.factories import accounts
from tests.factories import pledges as factory
from tests.factories.listings import pledges_file
from workflow import services
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


def by_year(moment=None, *, mirrored=False):
    moment = moment or current_moment()
    found = trend(public_pledges(moment), moment=moment, mirrored=mirrored)
    return {each.year: (each.pledges, each.updates) for each in found.years}, found.undated


def test_pledges_stand_at_the_year_they_name_and_else_at_their_first_publication(desk):
    desk.pledge(title="Handed in elsewhere", pledged_on=date(2022, 5, 17))
    desk.pledge(title="Of a year", pledged_in_year=2024)
    here = desk.pledge(title="Made here")
    this_year = here.published_at.year
    expected = {2022: (1, 0), 2023: (0, 0), 2024: (1, 0), 2025: (0, 0)}
    years, undated = by_year()
    assert {year: years[year] for year in expected} == expected
    assert (years[this_year], max(years), undated) == ((1, 0), this_year, 0)


def test_an_amended_pledge_stays_where_it_was_first_published(desk):
    first = desk.pledge()
    Pledge.objects.filter(pk=first.pk).update(published_at=first.published_at.replace(year=2023))
    version = services.submit(factory.amendment(first, desk.portugal), by=desk.portugal)
    services.publish(version, by=desk.moderator)
    years, _undated = by_year()
    assert {year for year, (pledges, _updates) in years.items() if pledges} == {2023}


def test_updates_stand_at_the_day_they_speak_for_also_where_a_later_one_follows(desk):
    pledge = desk.pledge(pledged_in_year=2022)
    for day in (date(2023, 2, 1), date(2023, 9, 1), date(2025, 1, 1)):
        desk.update(pledge, speaks_for_on=day)
    years, _undated = by_year()
    assert {year: updates for year, (_pledges, updates) in years.items() if updates} == {2023: 2, 2025: 1}


def test_an_imported_pledge_without_a_date_is_said_to_have_none(client, desk):
    import_pledges(pledges_file(year="", forum="", submitted_on=""), by=accounts.administrator())
    assert by_year() == ({}, 1)
    words = text_of(client.get("/en/objectives/7/"))
    assert "1 pledge was taken over from a registry that does not say when it was made." in words


def test_nothing_has_no_years(client):
    assert by_year() == ({}, 0)
    assert "There is nothing to draw yet" in text_of(client.get("/en/objectives/9/"))


def test_a_later_update_is_not_known_at_an_earlier_publication(desk):
    pledge = desk.pledge(pledged_in_year=2022)
    then = current_moment()
    desk.update(pledge, speaks_for_on=date(2025, 1, 1))
    years, _undated = by_year(then)
    assert sum(updates for _pledges, updates in years.values()) == 0


def test_bars_of_pledges_and_updates_share_one_scale_and_turn_with_the_page(desk):
    pledge = desk.pledge(pledged_in_year=2024)
    for day in (date(2024, 2, 1), date(2024, 9, 1)):
        desk.update(pledge, speaks_for_on=day)
    moment = Moment(current_moment().publication, date(2024, 12, 1))
    (year,) = trend(public_pledges(moment), moment=moment, mirrored=False).years
    assert [bar["segments"][0]["width"] for bar in (year.pledges_bar, year.updates_bar)] == ["50.00%", "100.00%"]
    (turned,) = trend(public_pledges(moment), moment=moment, mirrored=True).years
    assert turned.pledges_bar["segments"][0]["x"] == "50.00%"


def test_it_takes_two_queries(desk, django_assert_num_queries):
    desk.update(desk.pledge())
    moment = current_moment()
    with django_assert_num_queries(2):
        trend(public_pledges(moment), moment=moment, mirrored=False)
