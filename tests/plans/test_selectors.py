"""Advice on a draft, the timeline's picture, the choices the Compact gives."""

from datetime import date
from decimal import Decimal

import pytest

from plans.models import Plan
from plans.selectors import (
    Linked,
    compact_choices,
    measure_hints,
    objectives_of,
    plan_hints,
    plan_page,
    records_of_measures,
    with_content,
)
from plans.selectors.timeline import timeline
from plans.services import read_measures, remove_measure
from tests.factories import accounts, plans

pytestmark = pytest.mark.django_db
ALL_CONSULTED = [{"stakeholder": who} for who in ("civil_society", "migrants", "local")]
STRONG = {"budget_amount": Decimal(1), "budget_currency": "EUR"}


@pytest.fixture
def focal(db):
    return accounts.focal_point("PRT")


def said(hints):
    return [(hint.field, str(hint.what)) for hint in hints]


def test_a_strong_plan_gets_no_advice(focal):
    plan = plans.draft(focal, summary="What changes.", consultations=ALL_CONSULTED, measures=[plans.measure(**STRONG)])
    assert plan_hints(plan) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"summary": " "}, ("summary", "The plan has no summary.")),
        ({"consultations": []}, ("consultations", "No consultation is recorded.")),
        (
            {"consultations": [{"stakeholder": "migrants"}, {"stakeholder": "local"}]},
            ("consultations", "No consultation of civil society is recorded."),
        ),
        (
            {"consultations": [{"stakeholder": "civil_society"}, {"stakeholder": "local"}]},
            ("consultations", "No consultation of migrants is recorded."),
        ),
        (
            {"consultations": [{"stakeholder": "civil_society"}, {"stakeholder": "migrants"}]},
            ("consultations", "No consultation of local authorities is recorded."),
        ),
    ],
)
def test_what_would_make_a_plan_stronger(focal, values, expected):
    strong = {"summary": "What changes.", "consultations": ALL_CONSULTED, "measures": [plans.measure(**STRONG)]}
    assert said(plan_hints(plans.draft(focal, **strong | values))) == [expected]


@pytest.mark.parametrize(
    ("changes", "field", "what"),
    [
        ({"actions": []}, "actions", "No lettered action of the Compact is named."),
        ({"indicator": "", "baseline": "", "target": ""}, "indicator", "No indicator is given."),
        ({"target": ""}, "target", "The indicator has no baseline or no target."),
        ({"ends_on": None}, "starts_on", "No start or no end is given."),
        ({"milestones": []}, "milestones", "No milestone is given."),
        ({"budget_amount": None, "budget_currency": ""}, "budget_amount", "No budget is given."),
        ({"lead_institution": ""}, "lead_institution", "No lead institution is named."),
        (
            {"starts_on": date(2031, 1, 1), "ends_on": date(2031, 12, 31), "milestones": []},
            "starts_on",
            "Its dates lie outside the period of the plan.",
        ),
        (
            {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31), "milestones": []},
            "starts_on",
            "Its dates lie outside the period of the plan.",
        ),
    ],
)
def test_what_would_make_a_measure_stronger_stands_at_its_question_and_at_the_plan(focal, changes, field, what):
    plan = plans.draft(focal, measures=[plans.measure(**STRONG), plans.measure(**STRONG | changes)])
    fine, weak = plan.measures.order_by("number")
    assert measure_hints(fine) == []
    assert (field, what) in said(measure_hints(weak))
    assert ("measures", f"Measure 2: {what}") in said(plan_hints(plan))


def test_measures_that_lack_the_same_are_named_together(focal):
    plan = plans.draft(focal, measures=[plans.measure(milestones=[]), plans.measure(), plans.measure(milestones=[])])
    assert ("measures", "Measures 1, 3: No milestone is given.") in said(plan_hints(plan))


def test_a_measure_that_only_touches_the_period_is_in_it(focal):
    days = {"starts_on": date(2020, 1, 1), "ends_on": date(2026, 1, 1), "milestones": []}
    plan = plans.draft(focal, measures=[plans.measure(**STRONG | days)])
    assert "outside" not in str(said(measure_hints(plan.measures.get())))


def picture(plan, *, day=date(2026, 7, 1), mirrored=False):
    return timeline(plan, list(plan.measures.with_content().order_by("number")), day=day, mirrored=mirrored)


def test_a_plan_without_any_day_has_no_picture(focal):
    bare = plans.measure(starts_on=None, ends_on=None, milestones=[])
    assert picture(plans.draft(focal, period_starts_on=None, period_ends_on=None, measures=[bare])) is None


def test_the_axis_runs_over_whole_years_around_everything_that_is_dated(focal):
    early = plans.measure(starts_on=date(2024, 5, 1), milestones=[])
    late = plans.measure(ends_on=None, milestones=[{"title": "Late", "due_on": date(2032, 2, 3)}])
    found = picture(plans.draft(focal, measures=[early, late]))
    assert (found.first, found.last) == (2024, 2032)
    assert [tick.year for tick in found.ticks] == [2024, 2026, 2028, 2030, 2032]


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (date(2025, 12, 31), ""),
        (date(2026, 1, 1), "0.00%"),
        (date(2031, 1, 1), ""),
        (date(2028, 7, 2), "50.00%"),
    ],
)
def test_today_is_marked_where_it_lies_within(focal, day, at):
    assert picture(plans.draft(focal), day=day).today == at


def test_a_mirrored_picture_is_the_same_from_the_other_side(focal):
    plan = plans.draft(focal)
    plain, mirrored = picture(plan), picture(plan, mirrored=True)

    def number(text):
        return float(text.rstrip("%"))

    for there, here in zip(plain.ticks, mirrored.ticks, strict=True):
        assert number(there.x) + number(here.x) == pytest.approx(100)
        assert (there.anchor, here.anchor) == ("start", "end")
    (there,), (here,) = plain.lines, mirrored.lines
    assert number(there.bar.x) + number(there.bar.width) + number(here.bar.x) == pytest.approx(100, abs=0.02)
    assert number(there.marks[0].x) + number(here.marks[0].x) == pytest.approx(100, abs=0.02)


def test_the_page_of_a_plan_takes_the_same_queries_for_any_number_of_measures(focal, django_assert_num_queries):
    for measures in (1, 3):
        pk = plans.draft(focal, measures=[plans.measure(title=str(n)) for n in range(measures)]).pk
        with django_assert_num_queries(8):
            plan = with_content(Plan.objects.filter(pk=pk)).get()
            shown = plan_page(plan, day=date(2026, 7, 1), mirrored=False)
            assert (shown.count, [each.pk for each in shown.objectives]) == (measures, [7])


def test_what_is_linked_stands_at_its_measure(focal):
    plan = plans.draft(focal, measures=[plans.measure(horizon="short"), plans.measure(horizon="")])
    record = read_measures(plan)[0]["record"]
    shown = plan_page(plan, day=date(2026, 7, 1), mirrored=False, linked={record: Linked(pledges=["a pledge"])})
    assert [(group.key, [each.linked.pledges for each in group.measures]) for group in shown.groups] == [
        ("short", [["a pledge"]]),
        ("", [()]),
    ]


def test_objectives_of_measures_are_each_named_once_in_the_compacts_order(focal):
    plan = plans.draft(focal, measures=[plans.measure(objectives=[21, 3]), plans.measure(objectives=[3, 1])])
    assert [each.pk for each in objectives_of(list(plan.measures.with_content()))] == [1, 3, 21]


def test_the_compact_gives_23_objectives_and_all_their_actions(django_assert_num_queries):
    with django_assert_num_queries(2):
        choices = compact_choices()
    assert [number for number, _words in choices.objectives] == list(range(1, 24))
    assert choices.all_actions[0][0] == "1a"
    assert [group for group, _actions in choices.actions_of({7, 99, 2})] == [
        choices.objectives[1][1],
        choices.objectives[6][1],
    ]


def test_a_record_is_a_measures_of_this_plan_also_after_it_was_taken_out(focal):
    plan, other = plans.submitted(focal), plans.draft(focal)
    mine, theirs = plan.measures.get().record_id, other.measures.get().record_id
    assert records_of_measures(plan, [mine, theirs, plan.record_id, 10**9]) == {mine}
    removed = plans.draft(focal)
    record = removed.measures.get().record_id
    remove_measure(removed, by=focal, record=record)
    assert records_of_measures(removed, [record]) == {record}
