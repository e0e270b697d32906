"""What the settings read is checked when the portal starts, and refused with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from gcm_portal.environment import env_names, weekdays
from moderation.states import Kind
from workflow.models import Moderated
from workflow.states import KINDS

AMONG = tuple(KINDS)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", set()),
        (" , ", set()),
        ("pledge", {"pledge"}),
        ("pledge, Tool ,plan", {"pledge", "tool", "plan"}),
        ("pledge,pledge", {"pledge"}),
    ],
)
def test_names_are_read_one_by_one(monkeypatch, given, read):
    monkeypatch.setenv("TWO_DECISIONS_ON", given)
    assert env_names("TWO_DECISIONS_ON", among=AMONG) == read


def test_nothing_is_named_where_the_variable_is_not_set(monkeypatch):
    monkeypatch.delenv("TWO_DECISIONS_ON", raising=False)
    assert env_names("TWO_DECISIONS_ON", among=AMONG) == frozenset()


def test_a_name_nobody_knows_is_refused_with_those_that_are_known(monkeypatch):
    monkeypatch.setenv("TWO_DECISIONS_ON", "pledge,plege,tols")
    with pytest.raises(ImproperlyConfigured) as refused:
        env_names("TWO_DECISIONS_ON", among=AMONG)
    assert str(refused.value) == (
        "TWO_DECISIONS_ON names plege, tols: it can name pledge, tool, update, plan, review, need."
    )


def test_the_words_for_kinds_are_the_same_in_settings_addresses_and_references():
    assert list(KINDS) == Kind.values
    assert sorted(KINDS.values()) == sorted(model.REFERENCE_KIND for model in Moderated.__subclasses__())


@pytest.mark.parametrize(
    ("names", "days"),
    [
        ("saturday,sunday", {5, 6}),
        (" Friday , SATURDAY ", {4, 5}),
        ("sunday", {6}),
        ("none", set()),
    ],
)
def test_days_of_the_week_are_named_in_english(names, days):
    assert weekdays(names) == days


@pytest.mark.parametrize(
    "names", ["sat,sun", "samedi", "saturday;sunday", "", "monday,tuesday,wednesday,thursday,friday,saturday,sunday"]
)
def test_what_is_no_day_and_a_week_without_working_days_are_refused(names):
    with pytest.raises(ImproperlyConfigured, match="days of the week"):
        weekdays(names)
