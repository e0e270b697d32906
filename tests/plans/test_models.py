"""What a plan is made of, what it cannot do without, and how its measures are numbered."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from plans.models import Consultation, Measure, Milestone, Plan
from plans.services import PLAN_CONTENT
from plans.states import MEASURES_MAX
from tests.factories import accounts, plans
from workflow import services
from workflow.exceptions import Incomplete
from workflow.models import AuditEvent, Record
from workflow.states import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal(db):
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator(db):
    return accounts.moderator()


def write(plan, *measures):
    """The plan with these measures."""
    with transaction.atomic():
        PLAN_CONTENT.write(plan, {"measures": list(measures)})


def references(plan):
    """Of its measures, in their order."""
    return [measure.record.reference for measure in plan.measures.select_related("record").order_by("number")]


def test_a_complete_plan_lacks_nothing(focal):
    assert plans.draft(focal).missing() == {}


def test_an_empty_plan_is_told_everything_at_once(focal):
    plan = plans.draft(focal, title="", period_starts_on=None, period_ends_on=None, measures=[])
    assert plan.missing() == {
        "title": "Give the plan a title.",
        "period_starts_on": "Say when the plan’s period begins.",
        "period_ends_on": "Say when the plan’s period ends.",
        "measures": "Add at least one measure.",
    }
    with pytest.raises(Incomplete):
        services.submit(plan, by=focal)


def test_measures_that_lack_something_are_named_by_their_place(focal):
    plan = plans.draft(focal, measures=[plans.measure(), plans.measure(horizon=""), plans.measure(title=" ")])
    assert plan.missing() == {"measures": "Measures 2, 3 are incomplete: open each to see what it lacks."}


def test_one_incomplete_measure_reads_as_one(focal):
    plan = plans.draft(focal, measures=[plans.measure(objectives=[], actions=[])])
    assert plan.missing() == {"measures": "Measure 1 is incomplete: open it to see what it lacks."}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": " "}, {"title": "Give the measure a title."}),
        ({"objectives": []}, {"objectives": "Choose at least one objective of the Compact."}),
        ({"horizon": ""}, {"horizon": "Say whether it is for the short, medium or long term."}),
        ({"lead_institution": ""}, {"lead_institution": "Name the institution that leads it."}),
        ({"starts_on": None, "ends_on": None, "milestones": [], "indicator": ""}, {}),
    ],
)
def test_what_a_measure_cannot_do_without(focal, changes, expected):
    plan = plans.draft(focal, measures=[plans.measure(**changes)])
    assert plan.measures.get().missing() == expected


def test_a_request_to_withdraw_needs_its_reason_only(focal, moderator):
    plan = plans.published(focal, moderator)
    request = plans.draft(focal, title="", measures=[])
    request.change, request.change_reason = "withdrawal", " "
    assert request.missing() == {"change_reason": "Say why it is withdrawn."}
    request.change_reason = "It ended."
    assert (request.missing(), plan.missing()) == ({}, {})


def test_measures_have_no_reference_before_the_plan_is_submitted(focal):
    assert references(plans.draft(focal)) == [None]


def test_measures_are_numbered_under_the_plans_reference_when_it_is_submitted(focal):
    plan = plans.submitted(focal, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    assert references(plan) == [f"{plan.reference}-01", f"{plan.reference}-02"]
    assert {measure.record.kind for measure in plan.measures.all()} == {"PM"}
    assert max(len(reference) for reference in references(plan)) <= 20


def test_an_amendment_keeps_the_records_of_its_measures_and_numbers_only_new_ones(focal, moderator):
    plan = plans.published(focal, moderator, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    before = {measure.title: measure.record_id for measure in plan.measures.all()}
    version = plans.amended(plan, by=focal)
    one, two = PLAN_CONTENT.read(version, ["measures"])["measures"]
    write(version, two, plans.measure(title="New"), one | {"title": "One, better"})
    services.publish(services.submit(version, by=focal), by=moderator)
    after = {measure.title: measure.record_id for measure in version.measures.all()}
    assert (after["Two"], after["One, better"]) == (before["Two"], before["One"])
    assert references(version) == [f"{plan.reference}-02", f"{plan.reference}-03", f"{plan.reference}-01"]


def test_digits_once_given_are_never_given_to_another_measure(focal, moderator):
    plan = plans.published(focal, moderator, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    version = plans.amended(plan, by=focal)
    one, _two = PLAN_CONTENT.read(version, ["measures"])["measures"]
    write(version, one)
    services.publish(services.submit(version, by=focal), by=moderator)
    last = plans.amended(version, by=focal)
    write(last, plans.measure(title="Three"), one)
    services.submit(last, by=focal)
    assert references(last) == [f"{plan.reference}-03", f"{plan.reference}-01"]


def test_a_measure_taken_out_of_a_returned_plan_keeps_its_digits(focal, moderator):
    plan = plans.submitted(focal, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    services.return_for_changes(plan, by=moderator, note="One is enough.")
    one, _two = PLAN_CONTENT.read(plan, ["measures"])["measures"]
    write(plan, one, plans.measure(title="Three"))
    services.submit(plan, by=focal)
    assert references(plan) == [f"{plan.reference}-01", f"{plan.reference}-03"]


def test_a_plan_names_at_most_99_measures_in_all_its_versions(focal):
    plan = plans.submitted(focal)
    Record.objects.bulk_create(
        Record(kind="PM", reference=f"{plan.reference}-{number:02d}") for number in range(2, MEASURES_MAX + 1)
    )
    assert plan.missing() == {}
    write(plan, *PLAN_CONTENT.read(plan, ["measures"])["measures"], plans.measure(title="The hundredth"))
    assert plan.missing() == {"measures": "A plan has at most 99 measures in all its versions, removed ones included."}


def test_another_plan_that_begins_with_the_same_digits_is_another_plan(focal):
    first = plans.submitted(focal)
    Record.objects.create(kind="PM", reference=f"{first.reference}0-09"[:20])
    assert first.missing() == {}


def test_the_audit_trail_keeps_what_the_plan_says(focal):
    plan = plans.draft(
        focal,
        consultations=[
            {
                "stakeholder": "faith",
                "who": "Council",
                "how": "Hearing",
                "held_on": date(2026, 2, 3),
                "participants": 40,
            }
        ],
        measures=[plans.measure(budget_amount=Decimal("12.50"), budget_currency="EUR", budget_is_secured=False)],
    )
    services.submit(plan, by=focal)
    kept = AuditEvent.objects.get(target_id=plan.pk, target_type="plans.plan", verb=Verb.SUBMIT).snapshot
    assert kept["consultations"] == [
        {"stakeholder": "faith", "who": "Council", "how": "Hearing", "held_on": "2026-02-03", "participants": 40}
    ]
    (measure,) = kept["measures"]
    assert (measure["title"], measure["objectives"], measure["actions"]) == ("A sample measure", [7], ["7a"])
    assert (measure["budget_amount"], measure["milestones"]) == (
        "12.50",
        [{"title": "First sample", "due_on": "2026-06-30", "reached_on": None}],
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"state_id": None},
        {"period_starts_on": date(2027, 1, 1), "period_ends_on": date(2026, 1, 1)},
        {"summary": "x" * 3001},
    ],
)
def test_the_database_refuses_a_plan_that_cannot_be(focal, wrong):
    plan = plans.draft(focal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"number": 100},
        {"starts_on": date(2028, 1, 1)},
        {"budget_amount": Decimal(5)},
        {"budget_currency": "EUR"},
        {"budget_amount": Decimal(-5), "budget_currency": "EUR"},
        {"description": "x" * 3001},
    ],
)
def test_the_database_refuses_a_measure_that_cannot_be(focal, wrong):
    plan = plans.draft(focal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(plan=plan).update(**wrong)


def test_a_measure_stands_once_in_a_version(focal):
    measure = plans.draft(focal).measures.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.create(plan=measure.plan, record=measure.record, number=2)


def test_things_are_called_by_their_names(focal):
    plan = plans.submitted(focal, consultations=[{"stakeholder": "media"}])
    measure = plan.measures.get()
    assert (str(plan), str(measure), str(Milestone.objects.get())) == (
        "A sample plan",
        "A sample measure",
        "First sample",
    )
    assert str(Consultation.objects.get()) == f"{plan.pk}: media"
    assert plan.get_absolute_url() == f"/en/plans/{plan.reference}/"
    assert measure.get_absolute_url() == f"/en/plans/{plan.reference}-01/"
    assert measure.anchor == "measure-01"
    assert plans.draft(focal).measures.get().anchor.startswith("measure-")
