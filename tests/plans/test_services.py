"""Measures written one at a time or all at once: what is kept, what is refused, and two people at once."""

import threading
import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction

from drafting.services import stamp
from plans.models import Measure
from plans.services import PLAN_CONTENT, add_measure, read_measures, remove_measure, save_measure, values_of
from tests.factories import accounts, plans
from workflow import services
from workflow.exceptions import NotEditable, Overtaken
from workflow.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal(db):
    return accounts.focal_point("PRT")


def stamp_of(plan, record):
    """What the form of that measure is filled in on top of."""
    return stamp(values_of(read_measures(plan), record))


def titles(plan):
    """In the order of the plan."""
    return list(plan.measures.order_by("number").values_list("title", flat=True))


def test_what_is_written_is_read_back(focal):
    consulted = {"stakeholder": "unions", "who": "", "how": "", "held_on": None, "participants": None}
    given = plans.measure(actions=["7a", "7b"], objectives=[7, 8])
    plan = plans.draft(focal, consultations=[consulted], measures=[given], document_url="https://example.org/plan")
    answers = PLAN_CONTENT.read(plan)
    assert answers["consultations"] == [consulted]
    assert answers["measures"] == [given | {"record": plan.measures.get().record_id}]
    assert answers["document_url"] == "https://example.org/plan"


def test_a_measure_that_does_not_change_is_not_written(focal, django_assert_num_queries):
    plan = plans.draft(focal, measures=[plans.measure(title=str(number)) for number in range(4)])
    rows = read_measures(plan)
    with transaction.atomic(), django_assert_num_queries(6):
        PLAN_CONTENT.write(plan, {"measures": rows})


def test_a_measure_keeps_its_record_wherever_it_stands(focal):
    plan = plans.draft(focal, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    one, two = read_measures(plan)
    with transaction.atomic():
        PLAN_CONTENT.write(plan, {"measures": [two, one]})
    assert [(row["title"], row["record"]) for row in read_measures(plan)] == [
        ("Two", two["record"]),
        ("One", one["record"]),
    ]


def test_a_record_of_another_plan_is_not_taken_over(focal):
    theirs = plans.draft(accounts.focal_point("KEN"), state="KEN").measures.get().record_id
    mine = plans.draft(focal, measures=[plans.measure(record=theirs)]).measures.get().record_id
    assert mine != theirs


@pytest.mark.parametrize("of", ["a plan", "a measure submitted elsewhere", "nothing"])
def test_what_is_no_measure_of_this_plan_becomes_a_new_one(focal, of):
    records = {
        "a plan": lambda: plans.draft(focal).record_id,
        "a measure submitted elsewhere": lambda: Record.objects.create(kind="PM", reference="GCM-NP-2026-99999-01").pk,
        "nothing": lambda: 999_999,
    }
    named = records[of]()
    assert plans.draft(focal, measures=[plans.measure(record=named)]).measures.get().record_id != named


def test_the_same_record_named_twice_is_two_measures(focal):
    plan = plans.draft(focal)
    (row,) = read_measures(plan)
    with transaction.atomic():
        PLAN_CONTENT.write(plan, {"measures": [row, row | {"title": "Copied"}]})
    first, second = read_measures(plan)
    assert (first["record"], second["record"] == row["record"]) == (row["record"], False)


def test_a_measure_is_added_at_the_end_with_its_title(focal):
    plan = plans.draft(focal)
    revision = plan.revision
    record = add_measure(plan, by=focal, title="Second")
    assert titles(plan) == ["A sample measure", "Second"]
    assert (values_of(read_measures(plan), record)["title"], plan.revision) == ("Second", revision + 1)


def test_a_form_sent_twice_adds_one_measure(focal):
    plan, form = plans.draft(focal), uuid.uuid4()
    first = add_measure(plan, by=focal, title="Second", begun_with=form)
    assert add_measure(plan, by=focal, title="Second", begun_with=form) == first
    assert titles(plan) == ["A sample measure", "Second"]


def test_a_measure_is_saved_by_itself(focal):
    plan = plans.draft(focal, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    record = read_measures(plan)[0]["record"]
    save_measure(plan, by=focal, record=record, values={"title": "One, better"}, seen=stamp_of(plan, record))
    assert titles(plan) == ["One, better", "Two"]


def test_two_people_on_two_measures_are_no_conflict(focal):
    plan = plans.draft(focal, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    one, two = (row["record"] for row in read_measures(plan))
    seen = {record: stamp_of(plan, record) for record in (one, two)}
    save_measure(plan, by=focal, record=one, values={"title": "Mine"}, seen=seen[one])
    save_measure(plan, by=accounts.drafter("PRT"), record=two, values={"title": "Theirs"}, seen=seen[two])
    assert titles(plan) == ["Mine", "Theirs"]


def test_the_second_of_two_on_the_same_measure_is_told_and_nothing_is_overwritten(focal):
    plan = plans.draft(focal)
    record = plan.measures.get().record_id
    seen = stamp_of(plan, record)
    save_measure(plan, by=focal, record=record, values={"title": "First"}, seen=seen)
    with pytest.raises(Overtaken):
        save_measure(plan, by=focal, record=record, values={"title": "Second"}, seen=seen)
    assert titles(plan) == ["First"]


def test_a_measure_somebody_removed_is_put_back_knowingly_with_its_record(focal):
    plan = plans.draft(focal, measures=[plans.measure(title="One"), plans.measure(title="Two")])
    record = read_measures(plan)[0]["record"]
    seen = stamp_of(plan, record)
    remove_measure(plan, by=focal, record=record)
    with pytest.raises(Overtaken):
        save_measure(plan, by=focal, record=record, values=plans.measure(title="Back"), seen=seen)
    save_measure(plan, by=focal, record=record, values=plans.measure(title="Back"), seen=stamp({}))
    assert [(row["title"], row["record"] == record) for row in read_measures(plan)] == [("Two", False), ("Back", True)]


@pytest.mark.parametrize("verb", ["add", "save", "remove"])
def test_a_submitted_plan_is_closed_to_all_three(focal, verb):
    plan = plans.submitted(focal)
    record = plan.measures.get().record_id
    verbs = {
        "add": lambda: add_measure(plan, by=focal, title="Late"),
        "save": lambda: save_measure(plan, by=focal, record=record, values={"title": "Late"}, seen=""),
        "remove": lambda: remove_measure(plan, by=focal, record=record),
    }
    with pytest.raises(NotEditable):
        verbs[verb]()
    assert titles(plan) == ["A sample measure"]


@pytest.mark.parametrize("verb", ["add", "save", "remove"])
def test_nobody_writes_in_another_states_plan(focal, verb):
    plan, stranger = plans.draft(focal), accounts.focal_point("KEN")
    record = plan.measures.get().record_id
    verbs = {
        "add": lambda: add_measure(plan, by=stranger, title="Theirs"),
        "save": lambda: save_measure(plan, by=stranger, record=record, values={"title": "Theirs"}, seen=""),
        "remove": lambda: remove_measure(plan, by=stranger, record=record),
    }
    with pytest.raises(PermissionDenied):
        verbs[verb]()
    assert titles(plan) == ["A sample measure"]


def test_actions_that_do_not_exist_are_left_out(focal):
    plan = plans.draft(focal, measures=[plans.measure(actions=["7a", "7z", "99a"])])
    assert read_measures(plan)[0]["actions"] == ["7a"]


def test_an_amendment_copies_all_of_it(focal):
    plan = plans.published(focal, consultations=[{"stakeholder": "media", "held_on": date(2026, 1, 2)}])
    version = plans.amended(plan, by=focal)
    before, after = PLAN_CONTENT.read(plan), PLAN_CONTENT.read(version)
    assert (after, version.pk == plan.pk) == (before, False)
    assert Measure.objects.filter(record=plan.measures.get().record_id).count() == 2


def test_a_withdrawn_plan_leaves_its_measures_their_records(focal):
    plan = services.withdraw(plans.submitted(focal), by=focal)
    assert plan.measures.get().record.reference == f"{plan.reference}-01"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_on_a_real_database_one_wins_and_the_other_is_told():
    focal = accounts.focal_point("PRT")
    plan = plans.draft(focal)
    record = plan.measures.get().record_id
    seen, outcome, ready = stamp_of(plan, record), [], threading.Barrier(2)

    def save(title):
        mine = type(plan).objects.get(pk=plan.pk)
        ready.wait(10)
        try:
            save_measure(mine, by=focal, record=record, values={"title": title}, seen=seen)
            outcome.append("saved")
        except Overtaken:
            outcome.append("overtaken")
        finally:
            connections.close_all()

    people = [threading.Thread(target=save, args=(title,)) for title in ("One", "Two")]
    for person in people:
        person.start()
    for person in people:
        person.join(20)
    assert sorted(outcome) == ["overtaken", "saved"]
    assert titles(plan)[0] in {"One", "Two"}
    assert connection.in_atomic_block is False
