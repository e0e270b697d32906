"""Where a tool begins, and the administrators' pages of calls."""

import pytest
from django.test import Client

from tests.factories import accounts
from tests.factories import tools as factory
from tests.tools.steps import errors_of, typed_again
from tools.models import Call, Tool
from tools.selectors import call_history

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk():
    """A focal point's browser."""
    return signed_in(accounts.focal_point("PRT"))


@pytest.fixture
def office():
    """An administrator's browser."""
    return signed_in(factory.administrator())


FORM = {
    "slug": "labour-2027", "opens_on": "2099-01-01", "deadline": "2099-03-31", "scope": "", "objectives": ["6"],
    "title_en": "Fair recruitment", "text_en": "Tools on recruitment.", "criteria_en": "In place.",
}  # fmt: skip


def test_a_tool_begins_once_however_often_the_form_is_sent(desk):
    form = desk.get("/en/desk/tools/new/").context["form"]
    typed = {"owner": "state:PRT", "language": "fr", "begun_with": form["begun_with"].value()}
    first, again = (desk.post("/en/desk/tools/new/", typed) for _ in range(2))
    tool = Tool.objects.get()
    assert (first["Location"], again["Location"]) == (f"/en/desk/tools/{tool.pk}/steps/what/",) * 2
    assert (tool.language, tool.state_id, tool.call) == ("fr", "PRT", None)


def test_a_tool_begun_from_a_call_answers_it(desk):
    call = factory.public_call()
    page = desk.get("/en/desk/tools/new/?call=sample-call").content.decode()
    assert "Your tool will answer this call." in page
    desk.post("/en/desk/tools/new/?call=sample-call", {"owner": "state:PRT", "language": "en"})
    assert Tool.objects.get().call == call


def test_a_tool_begun_from_a_call_that_is_over_is_told_so(desk):
    factory.public_call(opens_on=factory.day(-9), deadline=factory.day(-1))
    page = desk.get("/en/desk/tools/new/?call=sample-call").content.decode()
    assert "This call takes no tools today." in page
    desk.post("/en/desk/tools/new/?call=sample-call", {"owner": "state:PRT", "language": "en"})
    assert Tool.objects.get().call is None


@pytest.mark.parametrize("asked", ["no-such", "%00", "", "written"])
def test_a_call_nobody_published_is_nobodys_business(desk, asked):
    factory.call(slug="written", title_en="Not public")
    answer = desk.get(f"/en/desk/tools/new/?call={asked}")
    assert (answer.status_code, "Not public" in answer.content.decode()) == (200, False)


def test_who_speaks_for_nobody_begins_nothing():
    assert signed_in(accounts.moderator()).get("/en/desk/tools/new/").status_code == 403


def test_nobody_else_begins_in_a_states_name(desk):
    answer = desk.post("/en/desk/tools/new/", {"owner": "state:KEN", "language": "en"})
    assert errors_of(answer) == {"owner": ["Select a valid choice. state:KEN is not one of the available choices."]}
    assert Tool.objects.count() == 0


def test_a_call_is_written_published_changed_and_closed(office):
    office.post("/en/desk/calls/new/", FORM)
    call = Call.objects.get()
    assert (call.slug, call.title_en, list(call.objectives.values_list("pk", flat=True))) == (
        "labour-2027", "Fair recruitment", [6],
    )  # fmt: skip
    page = f"/en/desk/calls/{call.pk}/"
    assert "Not published yet" in office.get(page).content.decode()
    assert office.get("/en/calls/labour-2027/").status_code == 404
    office.post(f"{page}publish/")
    assert office.get("/en/calls/labour-2027/").status_code == 200
    seen = office.get(f"{page}edit/").context["seen"]
    office.post(f"{page}edit/", FORM | {"title_en": "Fair and ethical recruitment", "seen": seen})
    assert "Fair and ethical recruitment" in office.get("/en/calls/labour-2027/").content.decode()
    office.post(f"{page}close/")
    done = office.get(page).content.decode()
    for expected in ("Closed early", "Changed", "Published", "Drafted", "Fair and ethical recruitment"):
        assert expected in done


BAD = [
    ({"slug": ""}, {"slug": ["Give the call an address."]}),
    ({"slug": "two words"}, {"slug": ["Use small letters, digits and hyphens only."]}),
    ({"slug": "sample-call"}, {"slug": ["Another call has this address already. Choose another."]}),
    ({"slug": "Sample-Call"}, {"slug": ["Another call has this address already. Choose another."]}),
    ({"title_en": ""}, {"title_en": ["Give the call a title in English."]}),
    ({"title_en": "T" * 201}, {"title_en": ["Use at most 200 characters; there are 201 now."]}),
    ({"text_en": ""}, {"text_en": ["Say in English what is called for."]}),
    ({"text_en": "T" * 6001}, {"text_en": ["Use at most 6000 characters; there are 6001 now."]}),
    ({"opens_on": ""}, {"opens_on": ["Say when the call opens."]}),
    ({"deadline": ""}, {"deadline": ["Say until when tools can be submitted."]}),
    ({"deadline": "soon"}, {"deadline": ["Write the date as year, month and day, for example 2027-03-31."]}),
    ({"deadline": "2098-12-31"}, {"deadline": ["The deadline is before the day the call opens."]}),
    ({"scope": "wide"}, {"scope": ["Select a valid choice. wide is not one of the available choices."]}),
    ({"objectives": ["99"]}, {"objectives": ["Select a valid choice. 99 is not one of the available choices."]}),
    ({"title_fr": "Recrutement"}, {
        "text_fr": ["Write this in French too, or empty the other answers in it."],
        "criteria_fr": ["Write this in French too, or empty the other answers in it."],
    }),
    ({"criteria_en": "", "title_fr": "R", "text_fr": "R", "criteria_fr": "En place."},
     {"criteria_fr": ["There are no criteria in English. Write them there too."]}),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), BAD)
def test_a_bad_call_comes_back_with_its_message_and_everything_typed(office, changed, expected):
    factory.call()
    typed = FORM | changed
    answer = office.post("/en/desk/calls/new/", typed)
    assert (answer.status_code, errors_of(answer)) == (200, expected)
    again = typed_again(answer)
    assert {name: again[name] for name in typed} == typed
    assert Call.objects.count() == 1


def test_of_two_administrators_the_second_sees_what_changed_and_loses_nothing(office):
    call = factory.call(**{name: value for name, value in FORM.items() if name.endswith("_en")})
    path = f"/en/desk/calls/{call.pk}/edit/"
    seen = office.get(path).context["seen"]
    days = {"opens_on": factory.day(-1), "deadline": factory.day(10), "slug": "sample-call", "objectives": []}
    office.post(path, FORM | days | {"title_en": "The first title", "seen": seen})
    answer = office.post(path, FORM | days | {"title_en": "The second title", "seen": seen})
    page = answer.content.decode()
    assert (answer.status_code, Call.objects.get().title_en) == (409, "The first title")
    assert "The first title" in page
    assert typed_again(answer)["title_en"] == "The second title"
    office.post(path, FORM | days | {"title_en": "The second title", "seen": answer.context["seen"]})
    assert Call.objects.get().title_en == "The second title"


def test_a_second_click_changes_nothing_and_says_so(office):
    call = factory.public_call(by=factory.administrator())
    answer = office.post(f"/en/desk/calls/{call.pk}/publish/", follow=True)
    assert "This call is published already; nothing was done twice." in answer.content.decode()
    assert call_history(call).count() == 2


@pytest.mark.parametrize("who", ["moderator", "focal point"])
def test_nobody_else_writes_calls(who):
    client = signed_in(accounts.moderator() if who == "moderator" else accounts.focal_point("PRT"))
    call = factory.call()
    for path in ("", "new/", f"{call.pk}/", f"{call.pk}/edit/"):
        assert client.get(f"/en/desk/calls/{path}").status_code == 403
    for act in ("publish", "close"):
        assert client.post(f"/en/desk/calls/{call.pk}/{act}/").status_code == 403


def test_the_administrators_list_has_every_call(office):
    assert "No call has been written yet" in office.get("/en/desk/calls/").content.decode()
    factory.call(slug="written", title_en="A written one")
    factory.public_call(slug="public", title_en="A public one")
    page = office.get("/en/desk/calls/").content.decode()
    assert "A written one" in page
    assert "A public one" in page
