"""The list of pledges a page shows: its figures and rows are those of the query that says what the filters mean."""

import itertools
from datetime import date

import pytest

from dashboard.selectors.filtering import filtered_pledges
from dashboard.selectors.listed import Listed
from pledges.models import Pledge
from progress.selectors import Figures, figures
from tests.factories import accounts, pledges
from tests.factories.life import TODAY, Life
from workflow import services
from workflow.selectors import Moment, current_publication

pytestmark = pytest.mark.django_db
EACH = [  # one value or two of every filter; empty ones narrow nothing
    {"objective": [7]},
    {"objective": [1, 7, 12, 23]},
    {"state": "PRT"},
    {"region": "ECE"},
    {"region": "none"},
    {"owner": "state"},
    {"owner": "organisation"},
    {"owner": "local_authority"},
    {"forum": 2022},
    {"round_table": 2},
    {"round_table": 2, "forum": 2022},
    {"type": "individual"},
    {"type": "none"},
    {"nature": "policy"},
    {"level": "national"},
    {"principle": "a"},
    {"stage": "fulfilled"},
    {"stage": "none"},
    {"freshness": "recent"},
    {"freshness": "older"},
    {"freshness": "none"},
    {"q": "sample"},
    {"q": "no such word anywhere"},
    {"state": "", "q": "", "objective": [], "forum": None},
]


def combined():
    """Each filter, and every third of the pairs that do not speak of the same: every filter is in several."""
    pairs = [a | b for a, b in itertools.combinations(EACH, 2) if not a.keys() & b.keys()]
    return [*EACH, *pairs[::3]]


def now():
    return Moment(current_publication(), TODAY)


def keys(queryset):
    return [each.pk for each in queryset]


def test_figures_and_rows_under_two_filters_at_once_are_those_of_the_query():
    life = Life(23, retracts=True)
    for _ in range(60):
        life.happen()
    moment, not_empty = now(), 0
    for asked in combined():
        listed, query = Listed(asked, moment=moment), filtered_pledges(asked, moment=moment)
        expected = figures(query, moment=moment)
        assert listed.figures == expected, asked
        assert len(listed) == expected.pledges, asked
        assert keys(listed[0:25]) == keys(query[0:25]), asked
        not_empty += bool(expected.pledges)
    assert not_empty > 25

    for asked in [{}, {"objective": [7]}, {"owner": "state"}, {"owner": "state", "stage": "none"}]:
        for sort in ["", "title"]:
            query = keys(filtered_pledges(asked | {"sort": sort}, moment=moment))
            listed = Listed(asked | {"sort": sort}, moment=moment)
            pages = range(0, len(query), 3)
            assert [keys(listed[start : start + 3]) for start in pages] == [
                query[start : start + 3] for start in pages
            ]


def test_the_past_is_counted_as_it_was():
    life = Life(5, retracts=True)
    for _ in range(30):
        life.happen()
    past = Moment(current_publication() // 2, TODAY, is_past=True)
    for asked in [{}, {"objective": [7]}, {"owner": "state", "stage": "none"}, {"region": "ECE"}]:
        listed, query = Listed(asked, moment=past), filtered_pledges(asked, moment=past)
        assert (listed.figures, len(listed)) == (figures(query, moment=past), query.count())
        assert keys(listed[3:9]) == keys(query[3:9])


def test_what_is_retracted_is_on_no_page_even_of_a_moment_that_still_counts_it(settings):
    settings.PUBLICATION_KNOWN_SECONDS = 10
    by, moderator = accounts.focal_point("PRT"), accounts.moderator()
    item = pledges.published(by, moderator)
    moment = Moment(current_publication(), date(1999, 5, 5))  # no other test's
    listed = Listed({"owner": "state"}, moment=moment)
    assert len(listed) == 1
    services.retract(item, by=moderator, note="A sample reason.")
    assert keys(Listed({"owner": "state"}, moment=moment)[0:25]) == []
    assert Listed({"owner": "state"}, moment=now()).figures == Figures()


def test_a_second_list_with_the_same_filter_asks_nothing_about_it_again(settings, django_assert_num_queries):
    settings.PUBLICATION_KNOWN_SECONDS = 10
    pledges.published(accounts.focal_point("PRT"), accounts.moderator(), objectives=[7])
    moment = Moment(current_publication(), date(1999, 5, 6))  # no other test's
    with django_assert_num_queries(3):  # the roll, the States' pledges, those of objective 7
        assert len(Listed({"owner": "state", "objective": [7]}, moment=moment)) == 1
    with django_assert_num_queries(1):  # those of objective 8
        assert len(Listed({"owner": "state", "objective": [7, 8]}, moment=moment)) == 1
    with django_assert_num_queries(0):
        assert Listed({"owner": "state", "objective": [8]}, moment=moment).figures == Figures()
    with django_assert_num_queries(1):  # its rows
        rows = keys(Listed({"owner": "state", "objective": [7]}, moment=moment)[0:25])
    assert rows == keys(Pledge.objects.all())


def test_the_first_page_of_what_is_tallied_reads_no_roll(django_assert_num_queries):
    pledges.published(accounts.focal_point("PRT"), accounts.moderator(), objectives=[7])
    moment = now()
    with django_assert_num_queries(2):  # the tallies and their months
        listed = Listed({"state": "PRT"}, moment=moment)
        assert listed.figures.pledges == len(listed) == 1
    with django_assert_num_queries(1):
        assert len(keys(listed[0:25])) == 1
