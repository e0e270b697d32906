"""The desk's pages of a plan and its measures: who gets in, what comes back, what is said."""

import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from plans.models import Plan
from plans.services import read_measures, remove_measure, save_measure, values_of
from tests.factories import accounts, plans
from workflow.states import Status

pytestmark = pytest.mark.django_db
OF_A_MEASURE = ["measure", "remove_measure"]


@pytest.fixture
def focal(client):
    """A focal point of Portugal, signed in."""
    person = accounts.focal_point()
    client.force_login(person)
    return person


def page(name, *args):
    return reverse(f"desk_plans:{name}", args=args)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def typed(**answers):
    """A measure as the browser sends its page."""
    return {
        "title": "A sample measure",
        "description": "What the sample measure does.",
        "objectives": ["7"],
        "actions": ["7a"],
        "horizon": "short",
        "lead_institution": "Ministry of Samples",
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "indicator": "Number of samples",
        "baseline": "0",
        "target": "10",
        "milestones-total": "4",
        "milestones-0-title": "First sample",
        "milestones-0-due_on": "2026-06-30",
    } | answers


def seen_on(client, url):
    """The stamp in the form of a page."""
    return client.get(url).context["seen"]


@pytest.fixture
def plan(focal):
    return plans.draft(focal)


@pytest.fixture
def record(plan):
    return plan.measures.get().record_id


def test_every_page_asks_to_sign_in_and_leads_back(client):
    plan = plans.draft(accounts.focal_point())
    record = plan.measures.get().record_id
    urls = [page("new_measure", plan.pk), *(page(name, plan.pk, record) for name in OF_A_MEASURE)]
    for url in urls:
        assert client.get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


def test_pages_of_the_desk_are_not_kept_by_any_cache(client, plan, record):
    for url in (page("new_measure", plan.pk), *(page(name, plan.pk, record) for name in OF_A_MEASURE)):
        assert "no-store" in client.get(url).headers["Cache-Control"]


def test_another_states_plan_answers_like_one_that_is_not_there(client, plan, record):
    theirs = plans.draft(accounts.focal_point("EGY"), state="EGY")
    of_theirs = theirs.measures.get().record_id
    for pk, number in ((theirs.pk, of_theirs), (999_999, record), (10**30, record)):
        for name in (*OF_A_MEASURE, "autosave_measure"):
            assert client.post(page(name, pk, number), typed(seen="x")).status_code == 404
        assert client.get(page("measure", pk, number)).status_code == 404
        assert client.post(page("new_measure", pk), {"title": "Theirs"}).status_code == 404


@pytest.mark.parametrize("number", [999_999, 10**30])
def test_a_measure_that_never_was_is_not_found_and_not_made(client, plan, number):
    for name in (*OF_A_MEASURE, "autosave_measure"):
        assert client.post(page(name, plan.pk, number), typed(seen="x")).status_code == 404
    assert plan.measures.count() == 1


def test_a_measure_of_another_plan_is_not_found_in_this_one(client, focal, plan):
    other = plans.draft(focal).measures.get().record_id
    for name in (*OF_A_MEASURE, "autosave_measure"):
        assert client.post(page(name, plan.pk, other), typed(seen="x")).status_code == 404


def test_a_mandate_that_ended_yesterday_opens_nothing(client, focal, plan, record):
    Delegation.objects.filter(person=focal).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(page("measure", plan.pk, record)).status_code == 404


def test_a_plan_begins_with_whose_it_is_and_its_language(client, focal):
    answer = client.post(page("new"), {"owner": "state:PRT", "language": "fr"})
    plan = Plan.objects.get()
    assert (answer.url, plan.language, plan.state_id) == (page("step", plan.pk, "about"), "fr", "PRT")


def test_an_organisation_does_not_begin_a_plan(client):
    city = accounts.organisation()
    client.force_login(accounts.delegate("city@example.org", role="focal_point", organisation=city))
    assert client.get(page("new")).status_code == 403


def test_a_measure_is_added_by_its_title_and_opened(client, plan):
    answer = client.post(page("new_measure", plan.pk), {"title": "Second"})
    second = read_measures(plan)[1]
    assert (answer.url, second["title"]) == (page("measure", plan.pk, second["record"]), "Second")


def test_a_measure_without_title_is_not_added_and_the_page_says_so(client, plan):
    answer = client.post(page("new_measure", plan.pk), {"title": "x" * 201})
    assert (answer.status_code, answer.context["form"].errors) == (
        200,
        {"title": ["Use at most 200 characters; there are 201 now."]},
    )
    assert "x" * 201 in answer.content.decode()
    assert plan.measures.count() == 1


def test_the_form_to_add_a_measure_sent_twice_adds_one(client, plan):
    form = client.get(page("new_measure", plan.pk)).context["form"]
    sent = {"title": "Second", "begun_with": str(form["begun_with"].value())}
    answers = [client.post(page("new_measure", plan.pk), sent) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert plan.measures.count() == 2


@pytest.mark.parametrize(
    ("go", "to"), [("stay", "measure 1"), ("next", "measure 2"), ("list", "list"), ("", "list"), ("else", "list")]
)
def test_a_measure_is_saved_and_the_way_on_is_the_one_asked_for(client, focal, go, to):
    plan = plans.draft(focal, measures=[plans.measure(), plans.measure(title="Two")])
    first, second = (row["record"] for row in read_measures(plan))
    url = page("measure", plan.pk, first)
    answer = client.post(url, typed(title="Better", go=go, seen=seen_on(client, url)))
    ways = {
        "measure 1": page("measure", plan.pk, first),
        "measure 2": page("measure", plan.pk, second),
        "list": page("step", plan.pk, "measures"),
    }
    assert (answer.url, values_of(read_measures(plan), first)["title"]) == (ways[to], "Better")
    assert said(answer) == ["Draft saved. Nobody outside your delegation sees it until it is submitted."]


def test_the_last_measure_leads_back_to_the_list(client, plan, record):
    url = page("measure", plan.pk, record)
    answer = client.post(url, typed(go="next", seen=seen_on(client, url)))
    assert answer.url == page("step", plan.pk, "measures")


def test_what_is_wrong_comes_back_with_everything_typed(client, plan, record):
    url = page("measure", plan.pk, record)
    sent = typed(title="Kept words", ends_on="2025-01-01", **{"milestones-1-title": "No day"})
    answer = client.post(url, sent | {"seen": seen_on(client, url)})
    shown = answer.content.decode()
    assert answer.context["form"].errors == {
        "milestones": ["Row 2, Due: Say when the milestone is due."],
        "ends_on": ["The end lies before the start, 1 January 2026: change one of them."],
    }
    for words in ("Kept words", "2025-01-01", "No day", "First sample", "Ministry of Samples"):
        assert words in shown
    assert read_measures(plan)[0]["title"] == "A sample measure"


def test_the_second_of_two_sees_the_difference_and_loses_nothing(client, focal, plan, record):
    url = page("measure", plan.pk, record)
    seen = seen_on(client, url)
    save_measure(plan, by=accounts.drafter(), record=record, values={"title": "Theirs"}, seen=seen)
    answer = client.post(url, typed(title="Mine", seen=seen))
    assert answer.status_code == 409
    assert [(each.label, each.before, each.after) for each in answer.context["differences"]] == [
        ("Title", "Theirs", "Mine")
    ]
    assert answer.context["form"]["title"].value() == "Mine"
    assert read_measures(plan)[0]["title"] == "Theirs"
    again = client.post(url, typed(title="Mine", seen=answer.context["seen"]))
    assert (again.status_code, read_measures(plan)[0]["title"]) == (302, "Mine")


def test_two_who_write_the_same_are_no_conflict(client, plan, record):
    url = page("measure", plan.pk, record)
    seen = seen_on(client, url)
    assert client.post(url, typed(title="Same", seen=seen)).status_code == 302
    assert client.post(url, typed(title="Same", seen=seen)).status_code == 302


def test_a_measure_somebody_removed_can_be_put_back_from_what_was_typed(client, focal, plan, record):
    url = page("measure", plan.pk, record)
    seen = seen_on(client, url)
    remove_measure(plan, by=focal, record=record)
    answer = client.post(url, typed(title="Mine", seen=seen))
    assert answer.status_code == 409
    assert "Somebody took this measure out of the plan." in answer.content.decode()
    client.post(url, typed(title="Mine", seen=answer.context["seen"]))
    assert [(row["title"], row["record"]) for row in read_measures(plan)] == [("Mine", record)]
    remove_measure(plan, by=focal, record=record)
    assert client.get(url).status_code == 404


def test_what_is_typed_after_submission_is_not_saved_but_shown(client, focal):
    plan = plans.submitted(focal)
    record = plan.measures.get().record_id
    answer = client.post(page("measure", plan.pk, record), typed(title="Late words", seen="x"))
    assert (answer.status_code, answer.context["may_save"]) == (409, False)
    assert "Late words" in answer.content.decode()


@pytest.mark.parametrize("name", ["measure", "remove_measure", "new_measure"])
def test_a_submitted_plan_leads_back_to_its_page(client, focal, name):
    plan = plans.submitted(focal)
    record = [] if name == "new_measure" else [plan.measures.get().record_id]
    answer = client.get(page(name, plan.pk, *record))
    assert (answer.url, said(answer)) == (page("detail", plan.pk), ["This record can no longer be edited."])


@pytest.mark.parametrize(("name", "sent"), [("remove_measure", {}), ("new_measure", {"title": "Late"})])
def test_a_submitted_plan_is_not_written_by_a_page_left_open(client, focal, name, sent):
    plan = plans.submitted(focal)
    record = [] if name == "new_measure" else [plan.measures.get().record_id]
    answer = client.post(page(name, plan.pk, *record), sent)
    assert (answer.url, plan.measures.count()) == (page("detail", plan.pk), 1)


def test_a_measure_is_taken_out_after_a_second_question(client, plan, record):
    url = page("remove_measure", plan.pk, record)
    assert "Remove this measure?" in client.get(url).content.decode()
    assert plan.measures.count() == 1
    answer = client.post(url)
    assert (answer.url, said(answer)) == (
        page("step", plan.pk, "measures"),
        ["The measure was taken out of this draft."],
    )
    assert (plan.measures.count(), client.get(url).status_code) == (0, 404)


def test_the_page_saves_by_itself_and_answers_what_it_was_saved_as(client, plan, record):
    url = page("measure", plan.pk, record)
    answer = client.post(
        page("autosave_measure", plan.pk, record), typed(title="By itself", seen=seen_on(client, url))
    )
    told = json.loads(answer.content)
    assert (told["seen"], told["others"]) == (seen_on(client, url), [])
    assert read_measures(plan)[0]["title"] == "By itself"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [({"ends_on": "never"}, (422, "invalid")), ({"title": "Mine", "seen": "x"}, (409, "overtaken"))],
)
def test_the_page_does_not_save_by_itself_what_a_person_has_to_look_at(client, plan, record, sent, expected):
    answer = client.post(page("autosave_measure", plan.pk, record), typed(**sent))
    assert (answer.status_code, json.loads(answer.content)["refused"]) == expected
    assert read_measures(plan)[0]["title"] == "A sample measure"


def test_a_closed_plan_is_not_saved_by_itself(client, focal):
    plan = plans.submitted(focal)
    answer = client.post(page("autosave_measure", plan.pk, plan.measures.get().record_id), typed(seen="x"))
    assert (answer.status_code, json.loads(answer.content)["refused"]) == (409, "closed")


def test_what_was_sent_after_the_session_ended_is_back_after_signing_in(client, focal, plan, record):
    url = page("measure", plan.pk, record)
    seen = seen_on(client, url)
    client.logout()
    client.post(url, typed(title="Typed while signed out", seen=seen))
    client.force_login(focal)
    answer = client.get(url)
    assert answer.context["form"]["title"].value() == "Typed while signed out"
    assert read_measures(plan)[0]["title"] == "A sample measure"
    assert client.post(url, typed(title="Typed while signed out", seen=answer.context["seen"])).status_code == 302
    assert read_measures(plan)[0]["title"] == "Typed while signed out"


def test_who_else_writes_here_is_said(client, plan, record):
    other = Client()
    other.force_login(accounts.drafter())
    other.get(page("measure", plan.pk, record))
    assert client.get(page("measure", plan.pk, record)).context["others"] == ["drafter.prt"]


def test_the_measures_step_lists_them_with_what_they_lack(client, focal):
    plan = plans.draft(focal, measures=[plans.measure(title="Whole"), plans.measure(title="Half", horizon="")])
    shown = client.get(page("step", plan.pk, "measures")).content.decode()
    assert "Whole" in shown
    assert "Say whether it is for the short, medium or long term." in shown
    assert page("new_measure", plan.pk) in shown
    assert page("remove_measure", plan.pk, read_measures(plan)[0]["record"]) in shown


def test_the_order_is_saved_on_the_measures_step(client, focal):
    plan = plans.draft(focal, measures=[plans.measure(title=title) for title in "AB"])
    first, second = (row["record"] for row in read_measures(plan))
    url = page("step", plan.pk, "measures")
    sent = {"measures-shown": [first, second], f"measures-{first}-place": "2", f"measures-{second}-place": "2"}
    answer = client.post(url, sent | {"seen": seen_on(client, url), "go": "next"})
    assert answer.url == page("step", plan.pk, "needs")
    assert [row["title"] for row in read_measures(plan)] == ["B", "A"]


def test_a_measure_changed_meanwhile_is_no_conflict_with_the_same_order(client, plan, record):
    url = page("step", plan.pk, "measures")
    seen = seen_on(client, url)
    measure = page("measure", plan.pk, record)
    client.post(measure, typed(title="Changed", seen=seen_on(client, measure)))
    answer = client.post(url, {"measures-shown": [record], f"measures-{record}-place": "1", "seen": seen})
    assert (answer.status_code, read_measures(plan)[0]["title"]) == (302, "Changed")


def test_a_plan_without_measures_says_so_and_offers_to_add_one(client, focal):
    plan = plans.draft(focal, measures=[])
    shown = client.get(page("step", plan.pk, "measures")).content.decode()
    assert ("No measure yet." in shown, page("new_measure", plan.pk) in shown) == (True, True)


def test_the_needs_step_leads_to_a_need_of_this_plan(client, plan):
    answer = client.get(page("step", plan.pk, "needs"))
    assert f"{reverse('desk_needs:new')}?plan={plan.record_id}" in answer.content.decode()
    url = page("step", plan.pk, "needs")
    assert client.post(url, {"seen": seen_on(client, url), "go": "next"}).url == page("review", plan.pk)


def test_preview_and_review_show_the_whole_plan(client, focal):
    plan = plans.draft(focal, consultations=[{"stakeholder": "unions", "who": "Union of Samples"}])
    for name in ("preview", "review"):
        shown = client.get(page(name, plan.pk)).content.decode()
        for words in ("A sample plan", "A sample measure", "First sample", "Trade unions", "Union of Samples"):
            assert words in shown, (name, words)


def test_a_plan_is_submitted_from_its_review_page(client, plan):
    answer = client.post(page("submit", plan.pk))
    plan.refresh_from_db()
    assert (answer.url, plan.status) == (page("submitted", plan.pk), Status.SUBMITTED)
    assert client.get(answer.url).status_code == 200


def test_an_incomplete_plan_is_not_submitted_and_is_told_why(client, focal):
    plan = plans.draft(focal, measures=[])
    answer = client.post(page("submit", plan.pk), follow=True)
    assert "Add at least one measure." in answer.content.decode()
    plan.refresh_from_db()
    assert plan.status == Status.DRAFT


def test_an_amendment_shows_what_it_changes(client, focal):
    plan = plans.published(focal)
    client.post(page("amend", plan.reference), {"reason": "A new minister."})
    version = Plan.objects.get(status=Status.DRAFT)
    record = version.measures.get().record_id
    url = page("measure", version.pk, record)
    client.post(url, typed(horizon="long", seen=seen_on(client, url)))
    shown = client.get(page("review", version.pk)).content.decode()
    assert ("Measure 1, “A sample measure”" in shown, "Horizon: Long term" in shown) == (True, True)


@pytest.mark.parametrize("measures", [1, 3])
def test_the_pages_take_the_same_queries_for_any_number_of_measures(
    client, focal, measures, django_assert_max_num_queries
):
    plan = plans.draft(focal, measures=[plans.measure(title=str(number)) for number in range(measures)])
    counts = {"step": 24, "preview": 12, "review": 18}
    for name, most in counts.items():
        with django_assert_max_num_queries(most):
            client.get(page(name, plan.pk, *(["measures"] if name == "step" else [])))
