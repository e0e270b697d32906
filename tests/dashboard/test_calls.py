"""Calls for tools, as the public sees them."""

import pytest

from tests.dashboard.test_home import text_of
from tests.factories import tools as factory

pytestmark = pytest.mark.django_db


def test_there_may_be_no_call(client):
    assert "No call has been published yet" in text_of(client.get("/en/calls/"))


def test_calls_are_listed_by_where_they_stand(client):
    factory.public_call(slug="open", title_en="Open theme", deadline=factory.day(3))
    factory.public_call(slug="coming", title_en="Coming theme", opens_on=factory.day(5), deadline=factory.day(9))
    factory.public_call(slug="over", title_en="Past theme", opens_on=factory.day(-9), deadline=factory.day(-2))
    factory.call(slug="written", title_en="Unwritten theme")
    page = text_of(client.get("/en/calls/"))
    places = [page.index(title) for title in ("Open theme", "3 days left", "Coming theme", "Past theme")]
    assert places == sorted(places)
    assert "Unwritten theme" not in page


@pytest.mark.parametrize("calls", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, calls, django_assert_num_queries):
    for number in range(calls):
        factory.public_call(slug=f"call-{number}")
    with django_assert_num_queries(3):
        client.get("/en/calls/")


def test_an_open_call_has_its_page(client, desk):
    call = factory.public_call(
        criteria_en="In place.", objectives=[7], scope="theme_specific", deadline=factory.day(0)
    )
    desk.tool(title="An answer", objectives=(7,), call=call)
    desk.tool(title="Something else")
    page = client.get("/en/calls/sample-call/")
    words = text_of(page)
    for expected in (
        "A sample call",
        "Sample tools are called for",
        "In place.",
        "Today is the last day.",
        "An answer",
    ):
        assert expected in words
    assert "Something else" not in words
    assert 'href="/en/desk/tools/new/?call=sample-call"' in page.content.decode()


@pytest.mark.parametrize("answers", [1, 3])
def test_its_page_takes_the_same_queries_for_any_number_of_answers(client, desk, answers, django_assert_num_queries):
    call = factory.public_call()
    for number in range(answers):
        desk.tool(title=f"Answer {number}", objectives=(number + 1,), call=call)
    with django_assert_num_queries(9):
        client.get("/en/calls/sample-call/")


def test_a_closed_call_says_so_and_asks_for_nothing(client):
    factory.public_call(opens_on=factory.day(-9), deadline=factory.day(-2))
    page = client.get("/en/calls/sample-call/")
    assert "Closed on" in text_of(page)
    assert "desk/tools/new" not in page.content.decode()


def test_words_of_another_language_are_marked(client):
    factory.public_call(title_fr="Un appel", text_fr="Des outils.")
    french, arabic = (client.get(f"/{code}/calls/sample-call/").content.decode() for code in ("fr", "ar"))
    assert "Des outils." in french
    assert '<h1 lang="en" dir="auto">A sample call</h1>' in " ".join(arabic.split())


@pytest.mark.parametrize("path", ["no-such/", "written/", "a%00b/"])
def test_what_is_not_public_is_not_there(client, path):
    factory.call(slug="written")
    assert client.get(f"/en/calls/{path}").status_code == 404


def test_an_odd_page_of_answers_is_refused(client):
    factory.public_call()
    assert client.get("/en/calls/sample-call/?page=0").status_code == 400
    assert client.get("/en/calls/sample-call/?page=9").status_code == 404


def test_the_toolbox_names_the_calls_that_are_open(client):
    factory.public_call(slug="open", title_en="Open theme")
    factory.public_call(slug="over", title_en="Past theme", opens_on=factory.day(-9), deadline=factory.day(-2))
    page = text_of(client.get("/en/tools/"))
    assert "Open theme" in page
    assert "Past theme" not in page


def test_publishing_a_call_changes_what_is_kept_of_every_page(client):
    before = client.get("/en/tools/")["ETag"]
    factory.public_call()
    assert client.get("/en/tools/")["ETag"] != before
