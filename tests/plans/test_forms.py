"""Each rule of each form: the bad input, the message it gives, and everything typed still there."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from drafting.forms import differences
from plans.forms import PLAN, MeasureForm, NewMeasureForm
from plans.forms.measure import MeasureRow
from plans.forms.rows import STILL_TO_COME, MilestoneLines
from plans.forms.steps import AboutStep, ConsultationsStep, MeasuresStep, NeedsStep
from plans.models import Plan
from plans.selectors import compact_choices
from plans.services import PLAN_CONTENT, read_measures
from tests.factories import accounts, plans

pytestmark = pytest.mark.django_db

ABOUT = {"language": "en", "title": "A plan", "period_starts_on": "2026-01-01", "period_ends_on": "2030-12-31"}
NO_CHOICE = "Select a valid choice. %s is not one of the available choices."
A_DATE = "Write the date as year, month and day, for example 2027-03-31."
STILL_COMING = "2099-12-31"
MEASURE = {
    "title": "A measure",
    "objectives": ["7"],
    "horizon": "short",
    "lead_institution": "Ministry",
    "milestones-total": "3",
}


@pytest.fixture
def focal(db):
    return accounts.focal_point("PRT")


def query(typed):
    """As a browser sends it."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def measure_form(**typed):
    """The page of a measure, filled in."""
    return MeasureForm(query(MEASURE | typed))


@pytest.mark.parametrize(
    ("typed", "name", "message"),
    [
        ({"language": ""}, "language", "Choose the language you write in."),
        ({"title": "x" * 201}, "title", "Use at most 200 characters; there are 201 now."),
        ({"summary": "x" * 3001}, "summary", "Use at most 3000 characters; there are 3001 now."),
        (
            {"period_starts_on": "soon"},
            "period_starts_on",
            "Write the date as year, month and day, for example 2027-03-31.",
        ),
        ({"period_ends_on": "0026-01-01"}, "period_ends_on", "Give a year between 1990 and 2100."),
        (
            {"period_ends_on": "2025-12-31"},
            "period_ends_on",
            "The period ends before it begins, on 1 January 2026: change one of them.",
        ),
        (
            {"document_url": "no address"},
            "document_url",
            "Write the address in full, for example https://example.org/plan.pdf.",
        ),
        (
            {"document_url": "ftp://example.org/plan"},
            "document_url",
            "Write the address in full, for example https://example.org/plan.pdf.",
        ),
        ({"title": "A\0plan"}, "title", "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_about_the_plan_is_said_and_kept(focal, typed, name, message):
    form = AboutStep(query(ABOUT | typed), item=Plan(state_id="PRT"))
    assert (form.is_valid(), form.errors) == (False, {name: [message]})
    assert {field: form[field].value() for field in {**ABOUT, **typed}} == {**ABOUT, **typed}


def test_a_draft_may_leave_everything_open_but_its_language(focal):
    form = AboutStep(query({"language": "fr"}), item=Plan(state_id="PRT"))
    assert form.is_valid()
    assert form.values == {
        "language": "fr",
        "title": "",
        "period_starts_on": None,
        "period_ends_on": None,
        "summary": "",
        "document_url": "",
    }


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"who": "Council"}, "Row 1, Who was consulted: Choose who was consulted."),
        ({"stakeholder": "aliens"}, "Row 1, Who was consulted: " + NO_CHOICE % "aliens"),
        ({"stakeholder": "media", "held_on": "last week"}, f"Row 1, When: {A_DATE}"),
        ({"stakeholder": "media", "participants": "many"}, "Row 1, How many took part: Write a whole number."),
        ({"stakeholder": "media", "participants": "0"}, "Row 1, How many took part: Write 1 or more."),
        ({"stakeholder": "media", "how": "x" * 301}, "Row 1, How: Use at most 300 characters; there are 301 now."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_consultation_names_its_row_and_keeps_it(focal, row, problem):
    typed = {f"consultations-0-{name}": value for name, value in row.items()}
    form = ConsultationsStep(query(typed | {"consultations-total": "1"}), item=Plan(state_id="PRT"))
    assert (form.is_valid(), form.errors) == (False, {"consultations": [problem]})
    (kept,) = form["consultations"].value()
    assert {name: kept[name] for name in row} == row


def test_a_whole_consultation_is_an_entry_and_an_empty_row_is_none(focal):
    typed = {
        "consultations-total": "2",
        "consultations-0-stakeholder": "civil_society",
        "consultations-0-who": "Forum of NGOs",
        "consultations-0-held_on": "2026-02-03",
        "consultations-0-participants": "40",
    }
    form = ConsultationsStep(query(typed), item=Plan(state_id="PRT"))
    assert form.is_valid(), form.errors
    assert form.values == {
        "consultations": [
            {
                "stakeholder": "civil_society",
                "who": "Forum of NGOs",
                "how": "",
                "held_on": date(2026, 2, 3),
                "participants": 40,
            }
        ]
    }


def test_at_most_sixty_consultations(focal):
    typed = {f"consultations-{n}-stakeholder": "media" for n in range(61)} | {"consultations-total": "61"}
    form = ConsultationsStep(query(typed), item=Plan(state_id="PRT"))
    assert (form.is_valid(), form.errors) == (False, {"consultations": ["Enter at most 60 rows."]})


@pytest.mark.parametrize(
    ("typed", "name", "message"),
    [
        ({"title": "x" * 201}, "title", "Use at most 200 characters; there are 201 now."),
        ({"description": "x" * 3001}, "description", "Use at most 3000 characters; there are 3001 now."),
        ({"partners": "x" * 1001}, "partners", "Use at most 1000 characters; there are 1001 now."),
        ({"objectives": ["24"]}, "objectives", "Select a valid choice. 24 is not one of the available choices."),
        ({"horizon": "never"}, "horizon", "Select a valid choice. never is not one of the available choices."),
        (
            {"starts_on": "2027-01-01", "ends_on": "2026-01-01"},
            "ends_on",
            "The end lies before the start, 1 January 2027: change one of them.",
        ),
        ({"starts_on": "31/31/2027"}, "starts_on", "Write the date as year, month and day, for example 2027-03-31."),
        (
            {"ends_on": "2026-12-31", "milestones-0-title": "Late", "milestones-0-due_on": "2027-01-01"},
            "milestones",
            "Row 1: 1 January 2027 lies outside the measure’s own dates. Change the milestone or the dates.",
        ),
        (
            {"starts_on": "2026-12-31", "milestones-0-title": "Early", "milestones-0-due_on": "2026-01-01"},
            "milestones",
            "Row 1: 1 January 2026 lies outside the measure’s own dates. Change the milestone or the dates.",
        ),
        ({"milestones-0-title": "When?"}, "milestones", "Row 1, Due: Say when the milestone is due."),
        ({"milestones-0-due_on": "2026-01-01"}, "milestones", "Row 1, Milestone: Say what the milestone is."),
        (
            {"milestones-0-title": "M", "milestones-0-due_on": "2026-01-01", "milestones-0-reached_on": STILL_COMING},
            "milestones",
            "Row 1, Reached: That day is still to come: fill it in once the milestone is reached.",
        ),
        (
            {"budget_amount": "a lot", "budget_currency": "EUR"},
            "budget_amount",
            "Write the amount as a number, for example 250000 or 250000.50.",
        ),
        ({"budget_amount": "-1", "budget_currency": "EUR"}, "budget_amount", "An amount cannot be negative."),
        ({"budget_amount": "100"}, "budget_currency", "Say in which currency the budget is."),
        ({"budget_currency": "EUR"}, "budget_amount", "Give the amount, or leave the currency empty."),
        (
            {"budget_amount": "100", "budget_currency": "€"},
            "budget_currency",
            "Write the currency’s three letters, such as USD.",
        ),
    ],
)
def test_what_is_wrong_with_a_measure_is_said_and_kept(typed, name, message):
    form = measure_form(**typed)
    assert (form.is_valid(), form.errors) == (False, {name: [message]})
    plain = {field: value for field, value in {**MEASURE, **typed}.items() if "-" not in field}
    assert {field: form[field].value() for field in plain} == plain
    rows = {name.rpartition("-")[2]: value for name, value in typed.items() if name.startswith("milestones-0-")}
    kept = form["milestones"].value()
    assert [{name: row[name] for name in rows} for row in kept] == ([rows] if rows else [])


def test_an_action_belongs_to_an_objective_that_is_chosen():
    saved = {"objectives": [7], "actions": ["7a"]}
    form = MeasureForm(query(MEASURE | {"objectives": ["8"], "actions": ["7a"]}), initial=saved)
    assert (form.is_valid(), form.errors) == (
        False,
        {"actions": ["Action 7 (a) belongs to objective 7: choose that too, or leave the action out."]},
    )
    assert (form["objectives"].value(), form["actions"].value()) == (["8"], ["7a"])


def test_the_actions_offered_are_those_of_the_objectives_saved_or_typed():
    offered = MeasureForm(query(MEASURE), initial={"objectives": [8]}).fields["actions"].choices
    assert [group.split(".")[0] for group, _actions in offered] == ["7", "8"]
    assert MeasureForm().fields["actions"].choices == []


def test_a_whole_measure_is_read_as_it_is_kept():
    form = measure_form(
        actions=["7a"],
        starts_on="2026-01-01",
        ends_on="2026-12-31",
        budget_amount="250000.50",
        budget_currency="eur",
        budget_is_secured="False",
        **{"milestones-0-title": "Half", "milestones-0-due_on": "2026-06-30", "milestones-0-reached_on": "2026-07-01"},
    )
    assert form.is_valid(), form.errors
    assert form.values == {
        "title": "A measure",
        "description": "",
        "objectives": [7],
        "actions": ["7a"],
        "horizon": "short",
        "lead_institution": "Ministry",
        "partners": "",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "indicator": "",
        "baseline": "",
        "target": "",
        "budget_amount": Decimal("250000.50"),
        "budget_currency": "EUR",
        "budget_is_secured": False,
        "milestones": [{"title": "Half", "due_on": date(2026, 6, 30), "reached_on": date(2026, 7, 1)}],
    }


def test_a_draft_measure_may_leave_everything_open():
    form = MeasureForm(query({"milestones-total": "0"}))
    assert form.is_valid(), form.errors
    assert (form.values["title"], form.values["objectives"], form.values["horizon"]) == ("", [], "")


def test_a_saved_measure_unchanged_shows_no_difference(focal):
    (saved,) = read_measures(plans.draft(focal, measures=[plans.measure(budget_is_secured=True)]))
    typed = {
        **{name: saved[name] for name in ("title", "description", "horizon", "lead_institution", "indicator")},
        **{name: saved[name] for name in ("baseline", "target", "actions")},
        "objectives": ["7"],
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "budget_is_secured": "True",
        "milestones-total": "1",
        "milestones-0-title": "First sample",
        "milestones-0-due_on": "2026-06-30",
    }
    form = MeasureForm(query(typed), initial=saved)
    assert form.is_valid(), form.errors
    assert [each for each in differences(form) if each.before != each.after] == []


@pytest.mark.parametrize("title", ["", "x" * 201])
def test_a_measure_begins_with_a_title(title):
    form = NewMeasureForm({"title": title})
    expected = "Give the measure a title." if not title else "Use at most 200 characters; there are 201 now."
    assert (form.is_valid(), form.errors, form["title"].value()) == (False, {"title": [expected]}, title)


def ordered(plan, places, shown=None):
    """The step of the measures, with these places typed."""
    rows = read_measures(plan)
    shown = [row["record"] for row in rows] if shown is None else shown
    typed = {f"measures-{record}-place": place for record, place in zip(shown, places, strict=False)}
    typed["measures-shown"] = [str(record) for record in shown]
    return MeasuresStep(query(typed), item=plan, initial={"measures": rows})


@pytest.fixture
def three(focal):
    return plans.draft(focal, measures=[plans.measure(title=title) for title in "ABC"])


@pytest.mark.parametrize(
    ("places", "expected"),
    [("123", "ABC"), ("323", "BCA"), ("121", "CAB"), ("321", "CBA"), ("111", "BCA"), ("333", "CAB"), ("213", "BAC")],
)
def test_the_order_follows_the_places(three, places, expected):
    form = ordered(three, places)
    assert form.is_valid(), form.errors
    assert "".join(row["title"] for row in form.values["measures"]) == expected


def test_the_same_places_sent_twice_give_the_same_order(three):
    shown = [row["record"] for row in read_measures(three)]
    first = ordered(three, "121", shown)
    assert first.is_valid()
    PLAN_CONTENT.write(three, first.values)
    again = ordered(three, "121", shown)
    assert again.is_valid()
    assert "".join(row["title"] for row in again.values["measures"]) == "CAB"


def test_a_measure_added_meanwhile_keeps_the_end(three):
    shown = [row["record"] for row in read_measures(three)]
    form = ordered(three, "21", shown[:2])
    assert form.is_valid()
    assert "".join(row["title"] for row in form.values["measures"]) == "BAC"


@pytest.mark.parametrize("place", ["", "0", "4", "-1", "two", "1.5", "٢"])
def test_what_is_no_place_is_refused_and_kept(three, place):
    form = ordered(three, [place, "1", "3"])
    expected = f"“{place}” is no place: write a whole number from 1 to 3."
    assert (form.is_valid(), form.errors) == (False, {"measures": [expected]})
    assert f'value="{place}"' in str(form["measures"])


def test_a_step_sent_without_any_measure_takes_none_away(three):
    form = MeasuresStep(query({}), item=three, initial={"measures": read_measures(three)})
    assert form.is_valid()
    assert [row["title"] for row in form.values["measures"]] == ["A", "B", "C"]
    assert form.changed_data == []


def test_a_plan_without_measures_is_a_draft_all_the_same(focal):
    form = MeasuresStep(query({}), item=plans.draft(focal, measures=[]), initial={"measures": []})
    assert (form.is_valid(), form.values) == (True, {"measures": []})


def test_a_measure_travels_as_a_row_of_a_document_and_back(focal):
    plan = plans.draft(focal, measures=[plans.measure(budget_is_secured=False)])
    rows, row_form = read_measures(plan), MeasureRow(compact=compact_choices())
    typed = {f"measures-0-{name}": rows[0][name] for name in row_form.fields if name != "milestones"}
    typed = {
        name: [str(each) for each in value] if isinstance(value, list) else str("" if value is None else value)
        for name, value in typed.items()
    }
    typed["measures-0-milestones"] = row_form.fields["milestones"].in_words(rows[0]["milestones"])
    form = MeasuresStep(query(typed | {"measures-total": "1"}), item=plan, initial={"measures": rows})
    assert form.is_valid(), form.errors
    assert (form.values["measures"], form.changed_data) == (rows, [])


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("soon Half", "“soon Half”: Write the date as year, month and day, for example 2027-03-31."),
        ("2026-06-30", "“2026-06-30”: Write the date as year, month and day, for example 2027-03-31."),
        (f"2026-06-30 Half ({STILL_COMING})", f"“2026-06-30 Half ({STILL_COMING})”: {STILL_TO_COME}"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_milestone_is_named(line, problem):
    field = MilestoneLines(required=False)
    with pytest.raises(Exception) as refused:
        field.clean(line)
    assert refused.value.messages == [problem]


def test_lines_of_milestones_are_read_as_they_are_written():
    field = MilestoneLines(required=False)
    rows = [
        {"due_on": date(2026, 6, 30), "title": "Half (of it)", "reached_on": None},
        {"due_on": date(2026, 9, 30), "title": "All", "reached_on": date(2026, 10, 1)},
    ]
    assert field.clean(field.in_words(rows)) == rows
    assert field.clean("") == []


def test_every_question_of_a_plan_is_asked_in_one_step():
    asked = [name for step in PLAN.steps for name in step.names()]
    assert sorted(asked) == sorted(PLAN_CONTENT.names)
    assert NeedsStep.names() == ()


def test_the_measures_in_words_say_everything_that_is_answered(focal):
    plan = plans.draft(focal, measures=[plans.measure(budget_amount=Decimal(1000), budget_currency="EUR")])
    words = next(answer.text for answer in PLAN.answers(plan) if answer.name == "measures")
    assert words.split("\n") == [
        "1. A sample measure",
        "Description: What the sample measure does.",
        f"Objectives of the Compact it serves: {dict(compact_choices().objectives)[7]}",
        f"Actions of the Compact it follows: {dict(compact_choices().all_actions)['7a']}",
        "Horizon: Short term",
        "Lead institution: Ministry of Samples",
        "Start: 1 January 2026",
        "End: 31 December 2027",
        "Indicator: Number of samples",
        "Baseline: 0",
        "Target: 10",
        "Budget: 1,000.00",
        "Currency: EUR",
        "Milestones: 2026-06-30 First sample",
    ]


def test_an_amendment_is_compared_measure_by_measure(focal):
    plan = plans.published(focal, measures=[plans.measure(title=title) for title in ("One", "Two", "Three")])
    version = plans.amended(plan, by=focal)
    one, two, _three = read_measures(version)
    PLAN_CONTENT.write(
        version, {"measures": [two, one | {"horizon": "long", "milestones": []}, plans.measure(title="New")]}
    )
    version.title = "A better plan"
    found = [(each.label, each.before, each.after) for each in PLAN.changes(plan, version)]
    added = next(after for label, _before, after in found if label == "Measure 3, added")
    removed = next(before for label, before, _after in found if label == "Measure 3, removed")
    assert [each for each in found if "added" not in each[0] and "removed" not in each[0]] == [
        ("Title", "A sample plan", "A better plan"),
        (
            "Measure 2, “One”",
            "Horizon: Short term\nMilestones: 2026-06-30 First sample",
            "Horizon: Long term\nMilestones: nothing",
        ),
        ("Order of the measures", "1. One\n2. Two\n3. Three", "1. Two\n2. One\n3. New"),
    ]
    assert (added.split("\n")[0], removed.split("\n")[0]) == ("Title: New", "Title: Three")


def test_an_amendment_that_changes_nothing_differs_in_nothing(focal):
    plan = plans.published(focal)
    assert PLAN.changes(plan, plans.amended(plan, by=focal)) == []


def test_the_task_list_says_what_is_missing_where(focal):
    tasks = {task.key: task for task in PLAN.tasks(plans.draft(focal, title="", measures=[plans.measure(horizon="")]))}
    assert tasks["about"].missing == ["Give the plan a title."]
    assert tasks["measures"].missing == ["Measure 1 is incomplete: open it to see what it lacks."]
    assert (tasks["needs"].missing, tasks["needs"].is_needed, tasks["consultations"].is_needed) == ([], False, False)
