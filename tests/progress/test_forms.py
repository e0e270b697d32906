"""Every rule of the update's form: the bad input, its message, and everything typed still there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from progress.forms import UpdateForm

TYPED = {
    "stage": "in_progress",
    "speaks_for_on": "2026-06-30",
    "language": "en",
    "narrative": "Two offices opened.",
    "discontinued_because": "",
    "barriers": "Staff.",
    "next_steps": "A third office.",
}
TOO_LONG = "Use at most 3000 characters; there are 3001 now."


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("stage", "", "Say how far the work has come."),
        ("stage", "done", "Select a valid choice. done is not one of the available choices."),
        ("speaks_for_on", "", "Give the day this update speaks for."),
        ("speaks_for_on", "yesterday", "Write the date as year, month and day, for example 2027-03-31."),
        ("speaks_for_on", "2017-12-31", "The Compact was adopted in December 2018: give a later day."),
        ("narrative", "x" * 3001, TOO_LONG),
        ("barriers", "x" * 3001, TOO_LONG),
        ("next_steps", "x" * 3001, TOO_LONG),
        ("narrative", "\x00", "Null characters are not allowed."),
        ("language", "de", "Select a valid choice. de is not one of the available choices."),
        ("discontinued_because", "No money.", "Only for discontinued work: clear it or choose “Discontinued”."),
    ],
)
def test_each_rule_has_its_message_and_keeps_what_was_typed(name, typed, message):
    form = UpdateForm(TYPED | {name: typed})
    assert dict(form.errors) == {name: [message]}
    assert {each: form[each].value() for each in TYPED} == TYPED | {name: typed}


def test_an_update_does_not_speak_for_tomorrow():
    today = timezone.localdate()
    form = UpdateForm(TYPED | {"speaks_for_on": (today + timedelta(days=1)).isoformat()})
    assert dict(form.errors) == {
        "speaks_for_on": ["This day has not come yet: an update speaks for a day that has been."]
    }
    assert UpdateForm(TYPED | {"speaks_for_on": today.isoformat()}).is_valid() is True


def test_discontinued_work_says_why():
    form = UpdateForm(TYPED | {"stage": "discontinued"})
    assert dict(form.errors) == {"discontinued_because": ["Say why the work is discontinued."]}
    assert UpdateForm(TYPED | {"stage": "discontinued", "discontinued_because": "No money."}).is_valid() is True


def test_a_draft_needs_stage_and_day_only():
    form = UpdateForm({"stage": "planning", "speaks_for_on": "2026-06-30", "language": "en"})
    assert form.is_valid() is True
    assert form.values == {
        "stage": "planning",
        "speaks_for_on": date(2026, 6, 30),
        "discontinued_because": "",
        "language": "en",
        "narrative": "",
        "barriers": "",
        "next_steps": "",
    }
