"""Every rule of the update's form: the bad input, its message, and everything typed still there."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from progress.forms import UPDATE, BeginUpdateForm, EvidenceStep, IndicatorStep, LinkRow, StageStep, WorkStep
from progress.models import ProgressUpdate
from progress.states import Stage
from tests.factories import accounts, pledges, progress

pytestmark = pytest.mark.django_db
STAGE = {
    "stage": "in_progress",
    "discontinued_because": "",
    "speaks_for_on": "2026-06-30",
    "language": "en",
}
WORK = {"narrative": "Two offices opened.", "barriers": "Staff.", "next_steps": "A third office."}
TOO_LONG = "Use at most 3000 characters; there are 3001 now."
NULL = "Null characters are not allowed."


@pytest.fixture
def world():
    """A pledge of Portugal's that began in 2025, and a draft on it."""
    focal, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(focal, moderator, starts_on=date(2025, 3, 1))
    return SimpleNamespace(focal=focal, moderator=moderator, pledge=pledge)


@pytest.fixture
def item(world):
    """The draft."""
    return progress.draft(world.focal, about=world.pledge.record)


def kept(form, typed):
    """What the form shows of what was typed."""
    return {name: form[name].value() for name in typed}


def test_each_question_is_asked_in_one_step():
    asked = [name for step in UPDATE.steps for name in step.names()]
    assert sorted(asked) == sorted(UPDATE.content.names)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("stage", "done", "Select a valid choice. done is not one of the available choices."),
        ("speaks_for_on", "", "Give the day this update speaks for."),
        ("speaks_for_on", "yesterday", "Write the date as year, month and day, for example 2027-03-31."),
        ("speaks_for_on", "2018-12-09", "The Compact was adopted in December 2018: give a later day."),
        ("speaks_for_on", "2025-02-28", "What you report on began on 1 March 2025: give that day or a later one."),
        ("language", "de", "Select a valid choice. de is not one of the available choices."),
        ("language", "", "This field is required."),
        ("discontinued_because", "No money.", "Only for discontinued work: clear it or choose “Discontinued”."),
        ("discontinued_because", "\x00", NULL),
        ("discontinued_because", "x" * 1001, "Use at most 1000 characters; there are 1001 now."),
    ],
)
def test_each_rule_of_the_stage_has_its_message_and_keeps_what_was_typed(item, name, typed, message):
    form = StageStep(STAGE | {name: typed}, item=item)
    assert dict(form.errors) == {name: [message]}
    assert kept(form, STAGE) == STAGE | {name: typed}


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("narrative", "x" * 3001, TOO_LONG),
        ("barriers", "x" * 3001, TOO_LONG),
        ("next_steps", "x" * 3001, TOO_LONG),
        ("narrative", "a\x00", NULL),
    ],
)
def test_each_rule_of_the_text_has_its_message_and_keeps_what_was_typed(item, name, typed, message):
    form = WorkStep(WORK | {name: typed}, item=item)
    assert dict(form.errors) == {name: [message]}
    assert kept(form, WORK) == WORK | {name: typed}


def test_the_indicators_value_is_one_line(item):
    form = IndicatorStep({"indicator_value": "x" * 301}, item=item)
    assert dict(form.errors) == {"indicator_value": ["Use at most 300 characters; there are 301 now."]}
    assert form["indicator_value"].value() == "x" * 301


@pytest.mark.parametrize(
    ("title", "address", "message"),
    [
        ("", "https://example.org/", "Row 1, Title: Say what the link leads to."),
        ("Report", "", "Row 1, Address: Give the address of the page or document."),
        (
            "Report",
            "javascript:alert(1)",
            "Row 1, Address: Give the whole web address, for example https://example.org/report.",
        ),
        (
            "Report",
            "ftp://example.org/x",
            "Row 1, Address: Give the whole web address, for example https://example.org/report.",
        ),
        ("x" * 201, "https://example.org/", "Row 1, Title: Use at most 200 characters; there are 201 now."),
    ],
)
def test_each_rule_of_a_link_has_its_message_and_keeps_what_was_typed(item, title, address, message):
    typed = {"links-total": "1", "links-0-title": title, "links-0-address": address}
    form = EvidenceStep(typed, item=item)
    assert dict(form.errors) == {"links": [message]}
    assert form["links"].value() == [{"title": title, "address": address}]


def test_an_address_without_a_scheme_is_taken_as_https(item):
    typed = {"links-total": "1", "links-0-title": "Report", "links-0-address": "example.org/report"}
    form = EvidenceStep(typed, item=item)
    assert form.is_valid() is True
    assert form.values == {"links": [{"title": "Report", "address": "https://example.org/report"}]}


def test_there_are_at_most_ten_links(item):
    typed = {"links-total": "11"}
    for number in range(11):
        typed |= {f"links-{number}-title": f"Report {number}", f"links-{number}-address": "https://example.org/"}
    form = EvidenceStep(typed, item=item)
    assert dict(form.errors) == {"links": ["Enter at most 10 rows."]}
    assert len(form["links"].value()) == 11


def test_a_row_asks_for_title_and_address():
    assert list(LinkRow().fields) == ["title", "address"]


def test_an_update_does_not_speak_for_tomorrow(item):
    today = timezone.localdate()
    form = StageStep(STAGE | {"speaks_for_on": (today + timedelta(days=1)).isoformat()}, item=item)
    assert dict(form.errors) == {
        "speaks_for_on": ["This day has not come yet: an update speaks for a day that has been."]
    }
    assert StageStep(STAGE | {"speaks_for_on": today.isoformat()}, item=item).is_valid() is True


def test_the_first_day_that_can_be_spoken_for_is_the_earliest_known(item):
    assert StageStep(STAGE | {"speaks_for_on": "2025-03-01"}, item=item).is_valid() is True


def test_discontinued_work_says_why(item):
    typed = STAGE | {"stage": "discontinued"}
    form = StageStep(typed, item=item)
    assert dict(form.errors) == {"discontinued_because": ["Say why the work is discontinued."]}
    assert kept(form, typed) == typed
    assert StageStep(typed | {"discontinued_because": "No money."}, item=item).is_valid() is True


def test_nothing_can_be_unchanged_where_nothing_was_published(item):
    typed = STAGE | {"is_unchanged": "on"}
    form = StageStep(typed, item=item)
    assert dict(form.errors) == {
        "is_unchanged": ["Nothing was published on this yet, so nothing can be unchanged since."]
    }
    assert kept(form, STAGE) == STAGE
    assert form["is_unchanged"].value() is True


def test_what_is_unchanged_keeps_its_stage(world):
    last = {"stage": Stage.PLANNING, "speaks_for_on": date(2026, 2, 1)}
    progress.published(world.focal, moderator=world.moderator, about=world.pledge.record, **last)
    draft = progress.draft(world.focal, about=world.pledge.record)
    form = StageStep(STAGE | {"is_unchanged": "on"}, item=draft)
    assert dict(form.errors) == {
        "is_unchanged": ["The update before it says “Planning”: choose that stage, or say what has changed."]
    }
    assert StageStep(STAGE | {"is_unchanged": "on", "stage": "planning"}, item=draft).is_valid() is True


def test_a_draft_needs_its_day_and_its_language_only(item):
    form = StageStep({"speaks_for_on": "2026-06-30", "language": "en"}, item=item)
    assert form.is_valid() is True
    assert form.values == {
        "stage": "",
        "discontinued_because": "",
        "is_unchanged": False,
        "speaks_for_on": date(2026, 6, 30),
        "language": "en",
    }
    assert WorkStep({}, item=item).is_valid() is True
    evidence = EvidenceStep({"links-total": "0"}, item=item)
    assert (evidence.is_valid(), evidence.values) == (True, {"links": []})


def test_a_row_of_a_workbook_that_is_about_nothing_yet_is_read_too():
    form = StageStep(STAGE, item=ProgressUpdate(state_id="PRT"))
    assert (form.is_valid(), form.subject, form.last) == (True, None, None)


def test_a_step_knows_what_was_said_last_and_never_takes_its_own_words_for_it(world):
    public = progress.published(world.focal, moderator=world.moderator, about=world.pledge.record)
    assert StageStep(item=public).last is None
    assert StageStep(item=progress.draft(world.focal, about=world.pledge.record)).last == public


def test_the_first_step_knows_which_report_is_due_and_an_amendment_answers_none(world):
    public = progress.published(world.focal, moderator=world.moderator, about=world.pledge.record)
    draft = progress.draft(world.focal, about=world.pledge.record)
    assert StageStep(item=draft).due.due_on == date(2027, 3, 1)
    amendment = progress.draft(world.focal, about=public.about, record=public.record, change="amendment")
    assert StageStep(item=amendment).due is None


def test_beside_a_confirmation_stands_what_it_confirms(world):
    said = progress.published(world.focal, moderator=world.moderator, about=world.pledge.record)
    only = {"is_unchanged": True, "narrative": "", "speaks_for_on": date(2026, 9, 1)}
    last = progress.published(world.focal, moderator=world.moderator, about=world.pledge.record, **only)
    step = StageStep(item=progress.draft(world.focal, about=world.pledge.record))
    assert (step.last, step.said) == (last, said)


def test_an_update_is_begun_in_the_language_of_the_page():
    assert BeginUpdateForm()["language"].value() == "en"
    form = BeginUpdateForm({"language": "de", "begun_with": "not a number"})
    assert dict(form.errors) == {
        "language": ["Select a valid choice. de is not one of the available choices."],
        "begun_with": ["Enter a valid UUID."],
    }
