"""The desk's pages: a record is begun, filled in step by step, reviewed, submitted; nothing typed is ever lost."""

import re
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from pledges.models import Pledge
from tests.drafting.sample import CONTENT, SAMPLE, begun
from tests.factories import accounts
from workflow import services as workflow
from workflow.states import Status

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafting.urls")]


@pytest.fixture
def drafter():
    return accounts.drafter("PRT")


@pytest.fixture
def at_desk(client, drafter):
    client.force_login(drafter, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name, *args):
    return reverse(f"desk_sample:{name}", args=args)


def form_of(answer):
    """What the page's form would send if nothing were typed: hidden fields only."""
    html = answer.content.decode()
    return dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', html))


def typed(client, pledge, step="what", **answers):
    """Open the step and send it with these answers, as a browser without JavaScript does."""
    page = client.get(at("step", pledge.pk, step))
    hidden = {name: value for name, value in form_of(page).items() if name == "seen"}
    return client.post(at("step", pledge.pk, step), hidden | answers)


WHAT = {"language": "en", "natures": ["process"], "description": "We will open ten offices."}


def test_beginning_makes_one_draft_and_leads_to_its_first_step(at_desk):
    page = at_desk.get(at("new"))
    sent = {"owner": "state:PRT", "language": "fr", "begun_with": page.context["form"]["begun_with"].value()}
    answers = [at_desk.post(at("new"), sent) for _ in range(2)]
    pledge = Pledge.objects.get()
    assert [answer["Location"] for answer in answers] == [at("step", pledge.pk, "what")] * 2
    assert (pledge.state_id, pledge.language, pledge.status) == ("PRT", "fr", Status.DRAFT)


def test_who_speaks_for_nobody_begins_nothing(client):
    client.force_login(accounts.moderator(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(at("new")).status_code == 403


def test_a_record_is_not_begun_in_somebody_elses_name(at_desk):
    answer = at_desk.post(at("new"), {"owner": "state:KEN", "language": "en", "begun_with": str(uuid4())})
    assert answer.context["form"].errors["owner"] == [
        "Select a valid choice. state:KEN is not one of the available choices."
    ]
    assert Pledge.objects.count() == 0


@pytest.mark.parametrize(
    ("go", "leads_to"), [("next", ("step", "who")), ("list", ("detail",)), ("stay", ("step", "what"))]
)
def test_a_step_is_saved_and_left_the_way_one_asks(at_desk, drafter, go, leads_to):
    pledge = begun(drafter, language="en")
    answer = typed(at_desk, pledge, **WHAT, go=go)
    name, *more = leads_to
    assert answer["Location"] == at(name, pledge.pk, *more)
    pledge.refresh_from_db()
    assert (pledge.description, pledge.natures) == ("We will open ten offices.", ["process"])


def test_the_last_step_leads_to_the_review(at_desk, drafter):
    pledge = begun(drafter, language="en")
    assert typed(at_desk, pledge, "who", **{"partners-total": "0"}, go="next")["Location"] == at("review", pledge.pk)


def test_a_draft_may_leave_what_a_submission_needs_unanswered(at_desk, drafter):
    pledge = begun(drafter, language="en", description="Before")
    assert typed(at_desk, pledge, language="en", description="").status_code == 302
    pledge.refresh_from_db()
    assert pledge.description == ""


def test_what_is_wrong_is_said_and_everything_typed_is_still_there(at_desk, drafter):
    pledge = begun(drafter, language="en", description="Before")
    answer = typed(at_desk, pledge, **WHAT | {"description": "x" * 41})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Use at most 40 characters; there are 41 now." in html
    assert "x" * 41 in html
    assert 'value="process" id="id_natures_3" checked' in html or 'value="process" checked' in html
    pledge.refresh_from_db()
    assert pledge.description == "Before"


def test_the_second_of_two_sees_the_difference_keeps_the_text_and_can_save_knowingly(at_desk, drafter):
    pledge = begun(drafter, language="en", description="Both read this")
    seen = form_of(at_desk.get(at("step", pledge.pk, "what")))["seen"]
    colleague = Client()
    colleague.force_login(accounts.focal_point("PRT"), backend="django.contrib.auth.backends.ModelBackend")
    typed(colleague, pledge, **WHAT | {"description": "The colleague wrote"})
    refused = at_desk.post(at("step", pledge.pk, "what"), WHAT | {"description": "I wrote", "seen": seen})
    html = refused.content.decode()
    assert refused.status_code == 409
    assert [(each.label, each.before, each.after) for each in refused.context["differences"]] == [
        ("Description", "The colleague wrote", "I wrote")
    ]
    assert "I wrote</textarea>" in html
    again = at_desk.post(
        at("step", pledge.pk, "what"), WHAT | {"description": "Both", "seen": form_of(refused)["seen"]}
    )
    pledge.refresh_from_db()
    assert (again.status_code, pledge.description) == (302, "Both")


def test_the_same_words_from_two_people_are_no_conflict(at_desk, drafter):
    pledge = begun(drafter, language="en", description="Before")
    seen = form_of(at_desk.get(at("step", pledge.pk, "what")))["seen"]
    colleague = Client()
    colleague.force_login(accounts.focal_point("PRT"), backend="django.contrib.auth.backends.ModelBackend")
    typed(colleague, pledge, **WHAT)
    assert at_desk.post(at("step", pledge.pk, "what"), WHAT | {"seen": seen}).status_code == 302


def test_a_tampered_stamp_overwrites_nothing(at_desk, drafter):
    pledge = begun(drafter, language="en", description="Saved")
    for seen in ("", "x", "0" * 24, "\x00"):
        answer = at_desk.post(at("step", pledge.pk, "what"), WHAT | {"seen": seen})
        assert answer.status_code == 409
    pledge.refresh_from_db()
    assert pledge.description == "Saved"


def test_who_else_writes_here_is_named(at_desk, drafter):
    pledge = begun(drafter, language="en")
    colleague = Client()
    somebody = accounts.focal_point("PRT")
    colleague.force_login(somebody, backend="django.contrib.auth.backends.ModelBackend")
    colleague.get(at("step", pledge.pk, "what"))
    assert at_desk.get(at("step", pledge.pk, "who")).context["others"] == [somebody.name]


def test_a_draft_saves_itself_and_says_when(at_desk, drafter):
    pledge = begun(drafter, language="en")
    seen = form_of(at_desk.get(at("step", pledge.pk, "what")))["seen"]
    told = at_desk.post(at("autosave", pledge.pk, "what"), WHAT | {"seen": seen}).json()
    pledge.refresh_from_db()
    assert pledge.description == WHAT["description"]
    assert told["saved_at"][:16] == pledge.saved_at.isoformat()[:16]
    assert told["seen"] == SAMPLE.stamp(SAMPLE.steps[0], pledge)
    assert at_desk.post(at("autosave", pledge.pk, "what"), WHAT | {"seen": seen}).status_code == 409


def test_what_cannot_be_saved_by_itself_is_refused_in_one_word(at_desk, drafter):
    pledge = begun(drafter, language="en")
    seen = form_of(at_desk.get(at("step", pledge.pk, "what")))["seen"]
    answer = at_desk.post(at("autosave", pledge.pk, "what"), WHAT | {"seen": seen, "description": "x" * 41})
    assert (answer.status_code, answer.json()) == (422, {"refused": "invalid"})
    workflow.withdraw(pledge, by=accounts.focal_point("PRT"))
    answer = at_desk.post(at("autosave", pledge.pk, "what"), WHAT | {"seen": seen})
    assert (answer.status_code, answer.json()) == (409, {"refused": "closed"})


def test_what_is_posted_after_the_session_ended_waits_for_the_next_sign_in(at_desk, drafter):
    pledge = begun(drafter, language="en", description="Before")
    address = at("step", pledge.pk, "what")
    seen = form_of(at_desk.get(address))["seen"]
    at_desk.logout()
    answer = at_desk.post(address, WHAT | {"seen": seen})
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [address]
    at_desk.force_login(drafter, backend="django.contrib.auth.backends.ModelBackend")
    page = at_desk.get(address)
    html = page.content.decode()
    assert "We will open ten offices.</textarea>" in html
    assert "You had been signed out when you pressed the button." in html
    assert at_desk.post(address, WHAT | {"seen": form_of(page)["seen"]}).status_code == 302
    pledge.refresh_from_db()
    assert pledge.description == "We will open ten offices."
    assert "You had been signed out" not in at_desk.get(address).content.decode()


def test_what_one_person_typed_is_not_shown_to_the_next_at_the_same_machine(at_desk, drafter):
    pledge = begun(drafter, language="en")
    address = at("step", pledge.pk, "what")
    at_desk.logout()
    at_desk.post(address, WHAT)
    at_desk.force_login(accounts.focal_point("KEN"), backend="django.contrib.auth.backends.ModelBackend")
    assert at_desk.get(address).status_code == 404


def test_the_task_list_says_where_each_step_stands(at_desk, drafter):
    pledge = begun(drafter, language="en", natures=["process"], description="x")
    tasks = at_desk.get(at("detail", pledge.pk)).context["tasks"]
    assert [(task.key, task.is_begun, len(task.missing), len(task.hints)) for task in tasks] == [
        ("what", True, 1, 0),
        ("who", False, 2, 1),
    ]


@pytest.mark.parametrize("name", ["detail", "review", "preview", "withdraw", "reason", "submitted"])
def test_somebody_elses_record_is_not_there(client, drafter, name):
    pledge = begun(drafter, language="en")
    client.force_login(accounts.focal_point("KEN"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(at(name, pledge.pk)).status_code == 404


def test_a_step_there_is_not_is_not_found(at_desk, drafter):
    assert at_desk.get(at("step", begun(drafter, language="en").pk, "nothing")).status_code == 404


def test_a_submission_that_lacks_something_leads_back_to_the_review(client, drafter):
    pledge = begun(drafter, language="en")
    client.force_login(accounts.focal_point("PRT"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(at("submit", pledge.pk), follow=True)
    assert answer.redirect_chain == [(at("review", pledge.pk), 302)]
    assert "Give the pledge a title." in answer.content.decode()


def test_the_review_shows_every_answer_under_its_step(at_desk, drafter):
    pledge = begun(drafter, language="en", description="Words", partners=[{"name": "City of Sample"}])
    sections = at_desk.get(at("review", pledge.pk)).context["sections"]
    assert [(section.key, {each.name: each.text for each in section.answers}) for section in sections] == [
        ("what", {"language": "en", "natures": "", "description": "Words"}),
        ("who", {"starts_on": "", "partners": "City of Sample", "objectives": ""}),
    ]


def test_the_engine_reads_what_it_wrote(drafter):
    values = {"language": "ar", "natures": ["process"], "description": "نص", "starts_on": None}
    values |= {"partners": [{"name": "A"}, {"name": "B"}], "objectives": [2, 7]}
    assert CONTENT.read(begun(drafter, **values)) == values
