"""What a process reads once for all pages of a present moment."""

from datetime import date

import pytest

from workflow.selectors import Moment, read_once

NOW = Moment(publication=7, day=date(2026, 5, 4))


@pytest.fixture
def reading():
    """A selector that says how often it was read."""
    asked = []

    @read_once
    def counts(name, *, moment):
        asked.append((name, moment))
        return len(asked)

    return counts


def test_the_same_question_at_a_present_moment_is_read_once(reading, settings):
    settings.PUBLICATION_KNOWN_SECONDS = 10
    assert [reading("a", moment=NOW), reading("b", moment=NOW), reading("a", moment=NOW)] == [1, 2, 1]


def test_the_next_publication_and_the_next_day_are_read_anew(reading, settings):
    settings.PUBLICATION_KNOWN_SECONDS = 10
    moments = [NOW, Moment(8, NOW.day), Moment(7, date(2026, 5, 5))]
    assert [reading("a", moment=moment) for moment in moments] == [1, 2, 3]


def test_the_past_is_read_each_time_for_something_may_have_been_retracted(reading, settings):
    settings.PUBLICATION_KNOWN_SECONDS = 10
    past = Moment(7, NOW.day, is_past=True)
    assert [reading("a", moment=past), reading("a", moment=past)] == [1, 2]


def test_where_every_page_asks_what_is_latest_everything_is_read_each_time(reading, settings):
    settings.PUBLICATION_KNOWN_SECONDS = 0
    assert [reading("a", moment=NOW), reading("a", moment=NOW)] == [1, 2]
