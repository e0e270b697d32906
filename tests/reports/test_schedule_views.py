"""The pages of the schedules: what they show, and what comes of each click."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from reports.models import Report, ReportSchedule
from reports.services import pause_schedule
from reports.states import Frequency
from tests.factories import accounts, reports

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def keeper():
    return accounts.administrator("keeper@example.org")


@pytest.fixture
def at_work(keeper, monkeypatch):
    """The administrator's browser; no worker is nudged."""
    monkeypatch.setattr("reports.views.schedules.nudge", lambda: None)
    client = Client()
    client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def kept():
    return ReportSchedule.objects.create(
        edition=reports.edition(), frequency=Frequency.WEEKLY, languages=["en", "ar"], next_run_at=NOON
    )


def text_of(answer):
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_list_shows_how_often_in_what_when_last_and_when_next(at_work, kept, keeper):
    words = text_of(at_work.get("/en/moderation/schedules/"))
    assert "Every week, Forum 2026" in words
    assert "العربية · English" in words
    assert "Not run yet" in words
    assert "1 March 2027, 12:00 (UTC) 8 March 2027, 12:00 (UTC) 15 March 2027, 12:00 (UTC)" in words
    pause_schedule(kept, by=keeper)
    assert "None while it is paused" in text_of(at_work.get("/en/moderation/schedules/"))


def test_without_a_schedule_the_list_says_who_makes_them(at_work):
    assert "No schedule yet" in text_of(at_work.get("/en/moderation/schedules/"))


def test_each_click_says_what_it_did_and_a_second_one_that_it_did_nothing(at_work, kept):
    address = f"/en/moderation/schedules/{kept.pk}/"
    said = [
        at_work.post(f"{address}{act}/", follow=True).content.decode()
        for act in ("pause", "pause", "resume", "resume", "run", "run")
    ]
    for page, sentence in zip(
        said,
        [
            "Paused. It asks for nothing until you resume it.",
            "This schedule is paused already",
            "Resumed. It asks again at its next time.",
            "This schedule is running already",
            "8 reports are asked for.",
            "Nothing was published since",
        ],
        strict=True,
    ):
        assert sentence in page
    assert Report.objects.count() == 8
    assert "8 reports at publication" in said[-1]


def test_it_is_changed_and_the_history_says_from_what_to_what(at_work, kept):
    address = f"/en/moderation/schedules/{kept.pk}/"
    answer = at_work.post(address, {"frequency": "monthly", "languages": ["fr"], "seen": ""}, follow=True)
    words = text_of(answer)
    assert "Frequency Before Every [removed: week ] Now Every [added: month ]" in words
    assert "Languages Before [removed: Arabic English ] Now [added: French ]" in words
    late = at_work.post(address, {"frequency": "daily", "languages": ["es"], "seen": ""})
    assert (late.status_code, "Somebody else changed this schedule meanwhile." in late.content.decode()) == (409, True)
    assert 'value="es"' in late.content.decode()
    assert ReportSchedule.objects.get().frequency == "monthly"


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"frequency": "hourly", "languages": ["en"]},
        {"frequency": "daily", "languages": ["tlh"]},
        {"frequency": "\0"},
    ],
)
def test_bad_input_comes_back_with_a_sentence(at_work, kept, answers):
    answer = at_work.post(f"/en/moderation/schedules/{kept.pk}/", answers | {"seen": "x"})
    assert "There is a problem" in answer.content.decode()
    assert ReportSchedule.objects.get().languages == ["en", "ar"]


def test_a_frequency_that_is_taken_is_said_beside_the_question(at_work, kept):
    ReportSchedule.objects.create(
        edition=reports.edition(), frequency=Frequency.DAILY, languages=["en"], next_run_at=NOON
    )
    answers = {"frequency": "daily", "languages": ["en"], "seen": ""}
    answer = at_work.post(f"/en/moderation/schedules/{kept.pk}/", answers)
    assert answer.status_code == 409
    assert "This Forum has another schedule with this frequency." in answer.content.decode()


def test_a_schedule_that_is_not_there_is_404(at_work):
    assert at_work.get("/en/moderation/schedules/99/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(at_work, rows, django_assert_num_queries):
    for frequency in list(Frequency)[:rows]:
        ReportSchedule.objects.create(
            edition=reports.edition(), frequency=frequency, languages=["en"], next_run_at=NOON
        )
    with django_assert_num_queries(5):
        at_work.get("/en/moderation/schedules/")
