"""The pages of the schedules: what they show, and what comes of each click."""

import re
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from reports.models import Report, ReportSchedule, ReportSet
from reports.services import pause_schedule, run_due_schedules
from reports.states import Deed, ReportKind, Timing
from roundtables.models import Edition
from tests.factories import accounts
from tests.factories.reports import schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LIST = "/en/moderation/schedules/"
WEEKLY = {"timing": "weekly", "weekday": "1", "at_time": "12:00", "time_zone": "UTC", "seen": ""}
BOOKLETS = {"kinds": ["round_table"], "languages": ["en"], "releases": "on"}


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
    return schedule(languages=["en", "ar"], counts_from=NOON.replace(hour=11))


def text_of(answer):
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_list_shows_by_forum_what_when_and_when_next(at_work, kept, keeper):
    schedule(timing=Timing.BEFORE, weeks=52, year=2030, deed=Deed.CALL)
    words = text_of(at_work.get(LIST))
    assert "Forum 2030 Its dates are not set yet." in words
    call = "Calls on focal points to submit 52 weeks before the Forum begins · 12:00, UTC"
    assert f"{call} Waits for the dates of the Forum" in words
    assert "Forum 2026 From 5 May 2026 to 8 May 2026." in words
    assert "Round-table booklet Every week on Monday · 12:00, UTC 1 March 2027, 12:00 (UTC) Not run yet" in words
    pause_schedule(kept, by=keeper)
    assert "Every week on Monday · 12:00, UTC Paused" in text_of(at_work.get(LIST))


def test_its_page_shows_the_next_three_runs_and_what_came_of_the_last(at_work, kept):
    words = text_of(at_work.get(f"{LIST}{kept.pk}/"))
    assert "1 March 2027, 12:00 (UTC) 8 March 2027, 12:00 (UTC) 15 March 2027, 12:00 (UTC)" in words
    assert ("العربية · English" in words, "Not run yet" in words) == (True, True)
    run_due_schedules(now=NOON)
    words = text_of(at_work.get(f"{LIST}{kept.pk}/"))
    assert "1 March 2027, 12:00 (UTC) 1 March 2027, 12:00 (UTC) Reports asked for at publication" in words


def test_a_run_leads_to_the_set_that_waits_for_its_release(at_work):
    kept = schedule(timing=Timing.ON, releases=False)
    run_due_schedules(now=NOON)
    page = at_work.get(f"{LIST}{kept.pk}/").content.decode()
    assert f'href="/en/reports/production/{ReportSet.objects.get().pk}/"' in page
    assert "Has run" in page


def test_what_goes_by_the_forum_says_from_which_day_it_counts(at_work):
    Edition.objects.filter(year=2030).update(starts_on=date(2030, 5, 7), ends_on=date(2030, 5, 10))
    before = schedule(timing=Timing.BEFORE, weeks=16, year=2030)
    after = schedule(timing=Timing.AFTER, weeks=1, year=2030)
    words = text_of(at_work.get(f"{LIST}{before.pk}/"))
    assert "16 weeks before the Forum begins · 12:00, UTC counted from 7 May 2030" in words
    assert "15 January 2030, 12:00 (UTC)" in words
    assert "1 week after the Forum ends · 12:00, UTC counted from 10 May 2030" in text_of(
        at_work.get(f"{LIST}{after.pk}/")
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"timing": Timing.DAILY}, "Every day · 12:00, UTC"),
        ({"timing": Timing.MONTHLY, "day": 3}, "On day 3 of every month"),
        ({"timing": Timing.YEARLY, "month": 12, "day": 10}, "Every year on 10 December"),
        ({"timing": Timing.ON, "on_day": date(2027, 3, 1)}, "1 March 2027 · 12:00, UTC"),
        ({"timing": Timing.DAILY, "at_time": time(9), "time_zone": "America/New_York"}, "Every day · 09:00, New York"),
    ],
)
def test_each_time_is_said_in_words(at_work, fields, words):
    schedule(**fields)
    assert words in text_of(at_work.get(LIST))


def test_without_a_schedule_the_list_says_who_makes_them(at_work):
    assert "No schedule yet" in text_of(at_work.get(LIST))


def test_each_click_says_what_it_did_and_a_second_one_that_it_did_nothing(at_work, kept):
    address = f"{LIST}{kept.pk}/"
    said = [
        at_work.post(f"{address}{act}/", follow=True).content.decode()
        for act in ("pause", "pause", "resume", "resume", "run", "run")
    ]
    for page, sentence in zip(
        said,
        [
            "Paused. It does nothing until you resume it.",
            "This schedule is paused already",
            "Resumed. It runs again at its next time.",
            "This schedule is running already",
            "8 reports are asked for.",
            "Nothing was published since",
        ],
        strict=True,
    ):
        assert sentence in page
    assert Report.objects.count() == 8
    assert "8 reports at publication" in said[-1]


def test_people_are_written_to_by_hand_and_not_twice_on_a_day(at_work):
    accounts.focal_point("PRT")
    call = schedule(timing=Timing.BEFORE, weeks=52, year=2030, deed=Deed.CALL)
    said = [at_work.post(f"{LIST}{call.pk}/run/", follow=True).content.decode() for _again in range(2)]
    assert "1 person is written to." in said[0]
    assert "Everybody was written to today already." in said[1]
    assert "1 person written to" in said[1]


def test_about_a_forum_that_has_begun_the_page_says_that_nobody_was_written_to(at_work):
    call = schedule(timing=Timing.BEFORE, weeks=52, year=2022, deed=Deed.CALL)
    page = at_work.post(f"{LIST}{call.pk}/run/", follow=True).content.decode()
    assert "The Forum had begun: nobody was written to" in page


def test_what_is_ended_has_no_buttons_and_stands_by_itself(at_work, kept):
    page = at_work.post(f"{LIST}{kept.pk}/end/", follow=True).content.decode()
    assert "Ended. It does nothing any more; its history stays here." in page
    assert "Run it now" not in page
    assert "This schedule was ended" in at_work.post(f"{LIST}{kept.pk}/end/", follow=True).content.decode()
    assert "No schedule yet" in text_of(at_work.get(LIST))
    assert "Every week on Monday" in text_of(at_work.get(LIST))


def test_it_is_changed_and_the_history_says_from_what_to_what(at_work, kept):
    address = f"{LIST}{kept.pk}/"
    monthly = WEEKLY | BOOKLETS | {"timing": "monthly", "day": "3", "languages": ["fr"]}
    words = text_of(at_work.post(address, monthly, follow=True))
    assert "When Before Every [removed: week ] Now Every [added: month ]" in words
    assert "Languages Before [removed: Arabic English ] Now [added: French ]" in words
    assert "Day of the week Before [removed: Monday ] Now [added: nothing ]" in words
    late = at_work.post(address, WEEKLY | BOOKLETS | {"languages": ["es"]})
    assert (late.status_code, "Somebody else changed this schedule meanwhile." in late.content.decode()) == (409, True)
    assert 'value="es"' in late.content.decode()
    assert ReportSchedule.objects.get().timing == Timing.MONTHLY


def test_what_writes_to_people_is_not_asked_for_reports(at_work):
    call = schedule(timing=Timing.BEFORE, weeks=52, year=2030, deed=Deed.CALL)
    page = at_work.get(f"{LIST}{call.pk}/").content.decode()
    assert ('name="weeks"' in page, 'name="kinds"' in page) == (True, False)
    at_work.post(f"{LIST}{call.pk}/", WEEKLY | {"timing": "before", "weeks": "40"})
    call.refresh_from_db()
    assert (call.weeks, call.kinds, call.releases) == (40, [], False)


BAD = [
    ({"timing": ""}, "Choose when it runs."),
    ({"timing": "hourly"}, "Select a valid choice"),
    ({"timing": "\0"}, "Select a valid choice"),
    ({"timing": "before", "weeks": ""}, "Say how many weeks."),
    ({"timing": "after", "weeks": "-1"}, "greater than or equal to 0"),
    ({"timing": "after", "weeks": "9999"}, "less than or equal to 260"),
    ({"weekday": ""}, "Choose the day of the week."),
    ({"timing": "monthly", "day": "31"}, "Choose a day from 1 to 28"),
    ({"timing": "yearly", "day": "31", "month": "2"}, "That month has no such day."),
    ({"timing": "yearly", "day": "3", "month": ""}, "Choose the month."),
    ({"timing": "on", "on_day": ""}, "Say on which day."),
    ({"timing": "on", "on_day": "soon"}, "There is a problem"),
    ({"at_time": "noon"}, "Write a time of day such as 09:30."),
    ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
    ({"languages": ["tlh"]}, "Select a valid choice"),
    ({"languages": []}, "Choose at least one language."),
    ({"kinds": []}, "Choose at least one kind of report."),
    ({"kinds": ["annual", "overview"]}, "The annual status report has a schedule of its own."),
]


@pytest.mark.parametrize(("answers", "sentence"), BAD)
def test_bad_input_comes_back_with_a_sentence(at_work, kept, answers, sentence):
    answer = at_work.post(f"{LIST}{kept.pk}/", WEEKLY | BOOKLETS | answers)
    page = answer.content.decode()
    assert ("There is a problem" in page, sentence in page) == (True, True)
    assert (ReportSchedule.objects.get().languages, ReportSchedule.objects.get().weekday) == (["en", "ar"], 1)


def test_one_for_the_same_reports_as_often_is_said_beside_the_question(at_work, kept):
    schedule(timing=Timing.DAILY)
    answer = at_work.post(f"{LIST}{kept.pk}/", WEEKLY | BOOKLETS | {"timing": "daily"})
    assert answer.status_code == 409
    assert "This Forum has another schedule for these reports that runs as often." in answer.content.decode()


def test_one_is_added_and_leads_to_its_page(at_work):
    given = WEEKLY | BOOKLETS | {"edition": "2030", "deed": "reports", "timing": "before", "weeks": "4"}
    answer = at_work.post(f"{LIST}new/", given | {"kinds": ["brief", "overview"]}, follow=True)
    made = ReportSchedule.objects.get()
    assert answer.redirect_chain == [(f"{LIST}{made.pk}/", 302)]
    assert (made.edition_id, made.weeks, made.weekday, made.kinds) == (
        2030, 4, None, [ReportKind.BRIEF, ReportKind.OVERVIEW],
    )  # fmt: skip
    assert "Added. It runs by itself from now on." in answer.content.decode()


def test_one_that_writes_to_people_takes_no_reports_with_it(at_work):
    given = WEEKLY | BOOKLETS | {"edition": "2030", "deed": "reminder", "timing": "on", "on_day": "2029-11-01"}
    at_work.post(f"{LIST}new/", given)
    made = ReportSchedule.objects.get()
    assert (made.deed, made.kinds, made.languages, made.releases) == (Deed.REMINDER, [], [], False)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"edition": ""}, "Choose a Forum."),
        ({"deed": ""}, "Choose what it does."),
        ({"deed": "reports", "kinds": []}, "Choose at least one kind of report."),
        ({"deed": "call", "timing": "after", "weeks": "2"}, "Nobody is written to about a Forum that is over."),
    ],
)
def test_a_new_one_that_lacks_something_comes_back_filled(at_work, answers, sentence):
    given = WEEKLY | BOOKLETS | {"edition": "2030", "deed": "reports", "at_time": "07:15"} | answers
    page = at_work.post(f"{LIST}new/", given).content.decode()
    assert (sentence in page, 'value="07:15"' in page, ReportSchedule.objects.exists()) == (True, True, False)


def test_the_same_again_is_said(at_work, kept):
    given = WEEKLY | BOOKLETS | {"edition": "2026", "deed": "reports"}
    answer = at_work.post(f"{LIST}new/", given)
    assert (answer.status_code, ReportSchedule.objects.count()) == (409, 1)


def test_a_schedule_that_is_not_there_is_404(at_work):
    assert at_work.get(f"{LIST}99/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(at_work, rows, django_assert_num_queries):
    for timing in (Timing.DAILY, Timing.WEEKLY, Timing.MONTHLY)[:rows]:
        schedule(timing=timing)
    run_due_schedules(now=NOON)
    with django_assert_num_queries(9):
        at_work.get(LIST)
