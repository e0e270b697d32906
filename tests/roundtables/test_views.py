"""The administrators' pages of Forums: who is let in, what is said, and what the public reads after."""

import re
from datetime import date

import pytest
from django.test import Client

from roundtables.models import CalendarEntry, Edition, Paper, ReferenceEdit
from roundtables.states import EditKind
from tests.factories import accounts
from tests.factories import roundtables as factory
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
DATES = {"starts_on": "2030-05-06", "ends_on": "2030-05-09", "hearing_on": "2030-05-03", "reason": "Announced."}
STEP = {
    "kind": "platform", "title": "A sample step", "precision": "day", "starts_on": "2029-03-01", "reason": "Known.",
}  # fmt: skip
WORDS = {"number": "1", "title_en": "A sample note", "text_en": "Sample words.", "documents-total": "0"}


def signed_in(person):
    """A client with the person's session."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def keeper():
    """An administrator at work."""
    return signed_in(factory.administrator())


def text_of(answer):
    """The words of the page, as one line."""
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def seen_on(answer):
    """The mark in the form of the page."""
    return re.search(r'name="seen" value="(\d*)"', answer.content.decode()).group(1)


def save(client, address, answers, *, follow=True):
    """Open the form, answer it, send it."""
    return client.post(address, {"seen": seen_on(client.get(address))} | answers, follow=follow)


def test_dates_moved_by_an_administrator_are_on_the_public_pages_after(keeper, client):
    assert "Dates not set yet" in text_of(client.get("/en/forums/2030/"))
    answer = save(keeper, "/en/moderation/forums/2030/dates/", DATES)
    assert "Saved. The public pages show it now" in answer.content.decode()
    assert "6 May 2030 – 9 May 2030" in text_of(client.get("/en/forums/2030/"))
    save(keeper, "/en/moderation/forums/2030/dates/", DATES | {"starts_on": "2030-05-05"})
    words = text_of(client.get("/en/forums/2030/"))
    assert ("5 May 2030 – 9 May 2030" in words, "6 May 2030" in words) == (True, False)
    assert "International Migration Review Forum 2030" in text_of(client.get("/en/"))


def test_the_history_of_a_forum_reads_as_a_story(keeper):
    save(keeper, "/en/moderation/forums/2030/dates/", DATES)
    moved = DATES | {"starts_on": "2030-05-05", "reason": "Moved by the General Assembly."}
    told = text_of(save(keeper, "/en/moderation/forums/2030/dates/", moved))
    story = told[told.index("What was done") :]
    assert "Changed · keeper · Publication" in story
    assert story.index("Moved by the General Assembly.") < story.index("Announced.")
    assert "First day Before [gone: 6 ] May 2030 Now [added: 5 ] May 2030" in story.replace("removed:", "gone:")


def test_the_second_of_two_is_told_sees_both_and_loses_nothing(keeper):
    other = signed_in(accounts.administrator("other@example.org"))
    address = "/en/moderation/forums/2030/dates/"
    opened = seen_on(keeper.get(address))
    save(other, address, DATES | {"place": "Geneva", "reason": "Offered by the host."})
    mine = DATES | {"seen": opened, "starts_on": "2030-05-05", "chair": "A sample president", "reason": "My reason."}
    answer = keeper.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this while you wrote." in page
    assert "Offered by the host." in page
    assert "Place Before Not stated Now [added: Geneva ]" in text_of(answer)
    assert [word in page for word in ('value="2030-05-05"', "A sample president", "My reason.")] == [True] * 3
    assert Edition.objects.get(year=2030).place == "Geneva"
    again = keeper.post(address, mine | {"seen": seen_on(answer), "place": "Geneva"}, follow=True)
    assert again.status_code == 200
    assert Edition.objects.get(year=2030).starts_on == date(2030, 5, 5)


@pytest.mark.parametrize("seen", ["", "x", "9" * 40, "\0", "-1"])
def test_an_odd_mark_is_a_mark_nobody_has(keeper, seen):
    save(keeper, "/en/moderation/forums/2030/dates/", DATES)
    answer = keeper.post("/en/moderation/forums/2030/dates/", DATES | {"seen": seen, "starts_on": "2030-05-05"})
    assert answer.status_code == 409


def test_bad_input_comes_back_filled(keeper):
    answer = save(keeper, "/en/moderation/forums/2030/dates/", DATES | {"ends_on": "2030-05-01", "reason": ""})
    page = answer.content.decode()
    assert "The last day is before the first." in page
    assert "Say why. The reason stays in the history." in page
    assert 'value="2030-05-06"' in page
    assert ReferenceEdit.objects.count() == 0


def test_a_split_is_moved_and_its_public_page_says_that_it_is_the_forum_s_own(keeper, client):
    answers = {f"objective_{number}": table for number, table in factory.split_with({7: 1}).items()}
    save(keeper, "/en/moderation/forums/2030/split/", answers | {"reason": "Settled in the briefing."})
    words = text_of(client.get("/en/forums/2030/round-tables/1/"))
    assert "Reduce vulnerabilities" in words
    assert "carried over" not in words


def test_a_theme_is_changed(keeper, client):
    save(keeper, "/en/moderation/forums/2030/round-tables/2/theme/", {"theme": "A sample theme", "reason": "Named."})
    assert "A sample theme" in text_of(client.get("/en/forums/2030/round-tables/2/"))


def test_a_step_is_added_changed_and_removed(keeper, client):
    keeper.post("/en/moderation/forums/calendar/new/", STEP)
    assert "A sample step" in text_of(client.get("/en/forums/"))
    entry = CalendarEntry.objects.get(title="A sample step")
    address = f"/en/moderation/forums/calendar/{entry.pk}/"
    save(keeper, address, STEP | {"title": "A better step"})
    assert "A better step" in text_of(client.get("/en/forums/"))
    answer = save(keeper, f"{address}remove/", {"reason": "Called off."})
    assert "Called off." in text_of(answer)
    assert "A better step" not in text_of(client.get("/en/forums/"))
    assert keeper.get(address).status_code == 404


def test_a_step_that_is_refused_comes_back_filled(keeper):
    answer = keeper.post("/en/moderation/forums/calendar/new/", STEP | {"kind": "imrf", "starts_on": "2026-05-06"})
    assert "Change the day there: the calendar follows." in answer.content.decode()
    assert 'value="A sample step"' in answer.content.decode()


def test_a_note_is_written_published_and_taken_off(keeper, client):
    public = "/en/forums/2030/round-tables/1/"
    assert "No background note is published yet" in text_of(client.get(public))
    before = current_publication()
    answer = keeper.post("/en/moderation/forums/2030/round-tables/1/notes/new/", WORDS, follow=True)
    assert "Nobody else sees it before you publish it." in answer.content.decode()
    assert (current_publication(), "A sample note" in text_of(client.get(public))) == (before, False)
    address = f"/en/moderation/forums/papers/{Paper.objects.get().pk}/"
    keeper.post(f"{address}publish/")
    assert "A sample note Sample words." in text_of(client.get(public))
    save(keeper, f"{address}edit/", WORDS | {"text_en": "Better words.", "reason": "A slip."})
    assert "Better words." in text_of(client.get(public))
    assert "Say why." in keeper.post(f"{address}take-off/", {"reason": ""}).content.decode()
    keeper.post(f"{address}take-off/", {"reason": "Superseded."})
    assert "A sample note" not in text_of(client.get(public))
    assert "published already" not in keeper.post(f"{address}publish/", follow=True).content.decode()
    assert "published already" in keeper.post(f"{address}publish/", follow=True).content.decode()


def test_a_topic_is_written_and_a_draft_can_be_removed(keeper, client):
    assert "The topics are not published yet" in text_of(client.get("/en/forums/2030/"))
    keeper.post("/en/moderation/forums/2030/topics/new/", WORDS | {"title_en": "A sample topic"})
    address = f"/en/moderation/forums/papers/{Paper.objects.get().pk}/"
    keeper.post(f"{address}publish/")
    assert "Topic 1 A sample topic" in text_of(client.get("/en/forums/2030/"))
    assert "Take it off the site first" in keeper.post(f"{address}remove/", follow=True).content.decode()
    keeper.post(f"{address}take-off/", {"reason": "Superseded."})
    answer = keeper.post(f"{address}remove/", follow=True)
    assert answer.redirect_chain[-1][0] == "/en/moderation/forums/2030/"
    assert keeper.get(address).status_code == 404


def test_a_taken_number_comes_back_filled(keeper):
    factory.topic()
    answer = keeper.post("/en/moderation/forums/2030/topics/new/", WORDS)
    assert "Another one has this number already." in answer.content.decode()
    assert "Sample words." in answer.content.decode()


@pytest.mark.parametrize("path", ["2034/", "99999999999/", "2034/dates/", "2030/round-tables/5/theme/"])
def test_what_is_not_there_is_404(keeper, path):
    assert keeper.get(f"/en/moderation/forums/{path}").status_code == 404


def test_what_is_written_in_another_script_keeps_its_direction(keeper, client):
    factory.public(factory.topic(title_ar="موضوع", text_ar="نص"))
    page = client.get("/ar/forums/2030/").content.decode()
    assert '<h3 lang="ar" dir="auto">موضوع</h3>' in page
    assert '<h3 lang="en" dir="auto">A sample topic</h3>' in client.get("/fr/forums/2030/").content.decode()


def test_pages_take_the_same_queries_however_much_there_is(keeper, django_assert_num_queries):
    def measured():
        with django_assert_num_queries(9):
            keeper.get("/en/moderation/forums/2030/")
        with django_assert_num_queries(7):
            keeper.get("/en/moderation/forums/calendar/")
        with django_assert_num_queries(7):
            keeper.get(f"/en/moderation/forums/papers/{first.pk}/")
        with django_assert_num_queries(6):
            keeper.get("/en/moderation/forums/")

    first = factory.topic(number=1)
    factory.entry()
    measured()
    for number in (2, 3):
        factory.topic(number=number)
        factory.note(number=number)
        factory.entry(title=f"A sample step {number}")
    factory.dated()
    measured()


def test_a_long_history_goes_by_pages(keeper):
    for number in range(1, 28):
        factory.entry(title=f"A sample step {number}")
    page = keeper.get("/en/moderation/forums/calendar/").content.decode()
    assert page.count('class="entry-title"') == 25
    assert keeper.get("/en/moderation/forums/calendar/?page=2").content.decode().count('class="entry-title"') == 2
    assert ReferenceEdit.objects.filter(kind=EditKind.ENTRY).count() == 27
