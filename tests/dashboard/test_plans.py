"""National plans as the public reads them: the list, a plan with its timeline, a measure, the history."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from needs.models import Need
from plans.selectors import measure_words, measures_of_owner, public_measure, public_measures, public_plans
from plans.services import PLAN_CONTENT, read_measures
from tests.dashboard.test_home import text_of
from tests.factories import accounts, plans
from workflow import services
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_of(desk):
    """Makes a public plan of Portugal's."""

    def make(**fields):
        return plans.published(desk.portugal, desk.moderator, **fields)

    return make


def listed(client, query=""):
    """The titles a filter leaves."""
    return [row["title"] for row in client.get(f"/en/plans/?format=json&{query}").json()["results"]]


def amended(desk, plan, *measures, **columns):
    """The plan with these measures, published."""
    version = plans.amended(plan, by=desk.portugal)
    PLAN_CONTENT.write(version, {"measures": list(measures), **columns})
    version.save()
    return services.publish(services.submit(version, by=desk.portugal), by=desk.moderator)


def test_no_plan_yet_is_said_plainly(client):
    assert "No plan has been published yet" in text_of(client.get("/en/plans/"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Later", "Kenya’s", "Earlier"]),
        ("sort=title", ["Earlier", "Kenya’s", "Later"]),
        ("objective=7", ["Kenya’s", "Earlier"]),
        ("objective=7&objective=8", ["Later", "Kenya’s", "Earlier"]),
        ("state=KEN", ["Kenya’s"]),
        ("region=ECE", ["Later", "Earlier"]),
        ("region=ECE&objective=8", ["Later"]),
        ("state=FRA", []),
    ],
)
def test_each_filter_narrows_the_list(client, desk, plan_of, query, expected):
    plan_of(title="Earlier")
    plan_of(
        title="Later",
        period_starts_on=date(2028, 1, 1),
        measures=[plans.measure(objectives=[8], actions=[]), plans.measure(objectives=[8, 9], actions=[])],
    )
    kenya = accounts.focal_point("KEN")
    plans.published(kenya, desk.moderator, state="KEN", title="Kenya’s", period_starts_on=date(2027, 1, 1))
    assert listed(client, query) == expected


@pytest.mark.parametrize("query", ["objective=24", "state=XXX", "region=MOON", "sort=rank", "format=pdf", "page=0"])
def test_what_the_list_does_not_know_is_refused(client, query):
    assert client.get(f"/en/plans/?{query}").status_code == 400


def test_a_page_past_the_last_is_not_found(client):
    assert client.get("/en/plans/?page=2").status_code == 404


def test_how_many_is_said_with_the_whole(client, plan_of):
    plan_of()
    plan_of(measures=[plans.measure(objectives=[8], actions=[])])
    assert "Plans that meet the filters: 1 of 2." in text_of(client.get("/en/plans/?objective=8"))
    assert "No plan meets all of these filters" in text_of(client.get("/en/plans/?objective=23"))


def test_a_row_as_data(client, plan_of):
    plan = plan_of(
        measures=[plans.measure(), plans.measure(objectives=[3, 7], actions=[])], document_url="https://example.org/p"
    )
    assert client.get("/en/plans/?format=json").json()["results"] == [
        {
            "reference": plan.reference,
            "title": "A sample plan",
            "language": "en",
            "owner": {"kind": "state", "code": "PRT", "name": "Portugal"},
            "period_starts_on": "2026-01-01",
            "period_ends_on": "2030-12-31",
            "summary": plan.summary or None,
            "measures": 2,
            "objectives": [3, 7],
            "consultations": [],
            "published_on": plan.published_at.date().isoformat(),
            "published_in": plan.published_in_id,
            "document_url": "https://example.org/p",
            "url": f"http://localhost:8000/en/plans/{plan.reference}/",
        }
    ]


@pytest.mark.parametrize("records", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, plan_of, records, django_assert_num_queries):
    for number in range(records):
        plan_of(title=f"Sample {number}", measures=[plans.measure()] * (number + 1))
    with django_assert_num_queries(10):
        client.get("/en/plans/?objective=7")


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def linked(desk, plan):
    """A pledge, a tool, a need and an update on each measure of the plan."""
    for measure in plan.measures.all():
        pledge = desk.pledge(title=f"Pledge on {measure.title}", plan_measure=measure.record)
        desk.tool(title=f"Tool on {measure.title}", plan_measure=measure.record)
        desk.update(measure, narrative=f"Said on {measure.title}")
        assert pledge.plan_measure_id == measure.record_id


@pytest.mark.parametrize("measures", [1, 3])
def test_a_plans_page_takes_the_same_queries_for_any_number_of_measures(client, desk, plan_of, measures):
    plan = plan_of(measures=[plans.measure(title=f"Measure {number}") for number in range(measures)])
    linked(desk, plan)
    assert queries_of(client, plan.get_absolute_url()) == 15


def test_a_plan_shows_everything_it_says(client, plan_of):
    held = {"stakeholder": "faith", "who": "Council of Samples", "held_on": date(2025, 3, 4), "participants": 1204}
    plan = plan_of(summary="What changes for whom.", consultations=[held | {"how": "Hearing"}])
    words = text_of(client.get(plan.get_absolute_url()))
    for expected in (
        "A sample plan",
        "What changes for whom.",
        "1 January 2026 to 31 December 2030",
        "1 of the 23 objectives",
        "Faith-based organizations Council of Samples",
        "4 March 2025",
        "1,204",
        "Short term 1 measure",
        "1. A sample measure",
        "Ministry of Samples",
        "Number of samples",
        "First sample",
        "No update yet",
        f"{plan.reference}-01",
    ):
        assert expected in words, expected


def test_measures_stand_under_their_horizons(client, plan_of):
    plan = plan_of(measures=[plans.measure(title=key, horizon=key) for key in ("long", "short", "medium", "short")])
    shown = client.get(plan.get_absolute_url()).content.decode()
    titles = re.findall(r'class="measure-title"[^>]*>(\d\. \w+)', shown)
    assert titles == ["2. short", "4. short", "3. medium", "1. long"]


def test_what_is_linked_to_a_measure_stands_beside_it(client, desk, plan_of):
    plan = plan_of(measures=[plans.measure(title="One"), plans.measure(title="Two")])
    one, two = plan.measures.order_by("number")
    desk.pledge(title="Fair recruitment", plan_measure=one.record)
    desk.tool(title="A handbook", plan_measure=two.record)
    desk.update(one)
    page = client.get(plan.get_absolute_url()).content.decode()
    _before, first, second = page.split('<article class="measure"')
    assert [words in first for words in ("Fair recruitment", "A handbook", "In progress")] == [True, False, True]
    assert [words in second for words in ("Fair recruitment", "A handbook", "No update yet")] == [False, True, True]


def test_needs_of_the_plan_and_of_its_measures_are_shown(client, desk, plan_of):
    plan = plan_of()
    fields = {
        "state_id": "PRT",
        "support_kinds": ["training"],
        "horizon": "short",
        "main_objective_id": 7,
        "what_is_missing": "Ten trainers.",
    }
    for title, measure in (("Of the plan", None), ("Of a measure", plan.measures.get().record)):
        need = services.start_draft(Need(title=title, plan=plan.record, measure=measure, **fields), by=desk.portugal)
        assert need.missing() == {}
        services.publish(services.submit(need, by=desk.portugal), by=desk.moderator)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert ("Of the plan" in page.split('id="needs"')[1], "Of a measure" in page.split('id="needs"')[1]) == (
        True,
        False,
    )
    assert "Of a measure" in page.split('id="needs"')[0]


class Picture(HTMLParser):
    """The bars and marks drawn for each measure, and the days its row in the table gives."""

    def __init__(self):
        super().__init__()
        self.drawn, self.told, self.row, self.cells = [], [], None, 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "svg" and "data-measure" in given:
            self.drawn.append({"bar": None, "marks": []})
        elif tag == "rect" and self.drawn and "x" in given and given["x"].endswith("%"):
            self.drawn[-1]["bar"] = (given["x"], given["width"], "stroke-dasharray" in given)
        elif tag == "circle" and given["cx"].endswith("%"):
            self.drawn[-1]["marks"].append((given["cx"], given["fill"] == "#0a5a94"))
        elif tag == "tr":
            self.row = []
        elif tag == "td" and self.row is not None:
            self.row.append([])
        elif tag == "time" and self.row:
            self.row[-1].append(given["datetime"])

    def handle_endtag(self, tag):
        if tag == "tr" and self.row:
            self.told.append(self.row)


def share(day, first, last):
    """How far along the axis a day begins, in per cent."""
    return 100 * (day - date(first, 1, 1)).days / (date(last + 1, 1, 1) - date(first, 1, 1)).days


def where(*, mirrored):
    """Where a bar and a mark have to be, in a picture of 2026 to 2030."""

    def x(day, width=0.0):
        at = share(day, 2026, 2030)
        return f"{100 - at - width if mirrored else at:.2f}%"

    def bar(starts, ends, is_open):
        width = share(ends + timedelta(days=1), 2026, 2030) - share(starts, 2026, 2030)
        return (x(starts, width), f"{width:.2f}%", is_open)

    return bar, x


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_picture_says_what_the_table_says(client, plan_of, language):
    reached = {"title": "Done", "due_on": date(2026, 6, 30), "reached_on": date(2026, 7, 1)}
    due = {"title": "Open", "due_on": date(2027, 3, 31), "reached_on": None}
    plan = plan_of(
        measures=[
            plans.measure(milestones=[reached, due]),
            plans.measure(ends_on=None, starts_on=date(2028, 1, 1), milestones=[]),
            plans.measure(starts_on=None, ends_on=date(2027, 12, 31), milestones=[due]),
            plans.measure(starts_on=None, ends_on=None, milestones=[]),
        ]
    )
    picture = Picture()
    picture.feed(
        client.get(f"/{language}/plans/{plan.reference}/")
        .content.decode()
        .split('class="plan-timeline"')[1]
        .split("</figure>")[0]
    )
    assert picture.told == [
        [["2026-01-01"], ["2027-12-31"], ["2026-06-30", "2027-03-31"]],
        [["2028-01-01"], [], []],
        [[], ["2027-12-31"], ["2027-03-31"]],
        [[], [], []],
    ]

    bar, x = where(mirrored=language == "ar")
    assert picture.drawn == [
        {
            "bar": bar(date(2026, 1, 1), date(2027, 12, 31), False),
            "marks": [(x(date(2026, 6, 30)), True), (x(date(2027, 3, 31)), False)],
        },
        {"bar": bar(date(2028, 1, 1), date(2030, 12, 31), True), "marks": []},
        {"bar": bar(date(2026, 1, 1), date(2027, 12, 31), True), "marks": [(x(date(2027, 3, 31)), False)]},
        {"bar": None, "marks": []},
    ]


def test_a_century_of_years_is_drawn_with_few_numbers(client, plan_of):
    plan = plan_of(measures=[plans.measure(starts_on=date(1990, 1, 1), ends_on=date(2099, 1, 1), milestones=[])])
    shown = client.get(plan.get_absolute_url()).content.decode()
    assert re.findall(r"<text[^>]*>(\d+)</text>", shown) == ["1990", "2010", "2030", "2050", "2070", "2090"]


def test_a_plan_in_arabic_keeps_its_own_direction(client, plan_of):
    plan = plan_of(language="ar", title="خطة", measures=[plans.measure(title="تدبير")])
    shown = client.get(plan.get_absolute_url()).content.decode()
    assert '<h1 lang="ar" dir="auto">خطة</h1>' in re.sub(r"\s+", " ", shown)
    assert 'class="measure-title" lang="ar" dir="auto"' in shown


def test_what_a_state_writes_is_text_and_never_markup(client, plan_of):
    evil = "<script>alert(1)</script>"
    plan = plan_of(
        title=evil,
        summary=evil,
        measures=[plans.measure(title=evil, description=evil, indicator=evil, lead_institution=evil)],
        consultations=[{"stakeholder": "other", "who": evil, "how": evil}],
    )
    for url in (plan.get_absolute_url(), plan.measures.get().get_absolute_url(), "/en/plans/", "/en/objectives/7/"):
        assert evil not in client.get(url).content.decode()


def test_a_measure_has_a_page_with_all_its_updates(client, desk, plan_of):
    plan = plan_of()
    measure = plan.measures.get()
    for day, words in ((date(2026, 3, 1), "First words"), (date(2026, 9, 1), "Later words")):
        desk.update(measure, speaks_for_on=day, narrative=words)
    words = text_of(client.get(measure.get_absolute_url()))
    for expected in ("A sample measure", "First words", "Later words", "A measure of the plan A sample plan"):
        assert expected in words


def test_a_measure_taken_out_by_an_amendment_leads_to_the_plan(client, desk, plan_of):
    plan = plan_of(measures=[plans.measure(title="One"), plans.measure(title="Two")])
    one, _two = read_measures(plan)
    gone = plan.measures.get(title="Two").get_absolute_url()
    amended(desk, plan, one)
    answer = client.get(gone)
    assert (answer.status_code, answer.url) == (302, plan.get_absolute_url())


def test_a_measure_that_never_was_leads_to_where_nothing_is(client):
    answer = client.get("/en/plans/GCM-NP-2026-99999-01/", follow=True)
    assert answer.status_code == 404


def test_a_draft_or_submitted_plan_is_not_there(client, desk):
    plan = plans.submitted(desk.portugal)
    assert client.get(f"/en/plans/{plan.reference}/").status_code == 404
    assert client.get(f"/en/plans/{plan.reference}-01/", follow=True).status_code == 404


def test_a_pledge_is_no_plan(client, desk):
    assert client.get(f"/en/plans/{desk.pledge().reference}/").status_code == 404


def test_a_retracted_plan_leaves_a_tombstone_and_no_measure(client, desk, plan_of):
    plan = plan_of(title="Regretted words")
    services.retract(plan, by=desk.moderator, note="It was published by mistake.")
    for url in (plan.get_absolute_url(), f"/en/plans/{plan.reference}-01/"):
        answer = client.get(url, follow=True)
        assert (answer.status_code, "Regretted words" in answer.content.decode()) == (410, False)
        assert "It was published by mistake." in text_of(answer)
    assert "Regretted words" not in client.get("/en/objectives/7/").content.decode()


def test_the_history_says_what_an_amendment_changed(client, desk, plan_of):
    plan = plan_of(measures=[plans.measure(title="One")])
    (one,) = read_measures(plan)
    amended(desk, plan, one | {"horizon": "long"}, title="A better plan")
    words = text_of(client.get(f"/en/plans/{plan.reference}/versions/"))
    assert words.count("Ministry of Samples") == 2  # both versions can be read
    for expected in (
        "A sample reason.",
        "A better plan",
        "Measure 1, “One”",
        "Horizon: [removed: Short ] term",
        "Horizon: [added: Long ] term",
    ):
        assert expected in words, expected


def test_an_earlier_moment_shows_the_plan_as_it_was(desk, plan_of):
    plan = plan_of(measures=[plans.measure(title="One")])
    before = Moment(plan.published_in_id, timezone.localdate())
    (one,) = read_measures(plan)
    version = amended(desk, plan, one | {"title": "One, better"}, plans.measure(title="Two"))
    now = current_moment()
    record = one["record"]
    assert [each.pk for each in public_plans(before)] == [plan.pk]
    assert [each.pk for each in public_plans(now)] == [version.pk]
    assert [each.title for each in public_measures(before)] == ["One"]
    assert [each.title for each in public_measures(now)] == ["One, better", "Two"]
    assert public_measure(record, before).title == "One"
    assert public_measure(plan.measures.get().record, now).title == "One, better"
    assert public_measure(record, Moment(0, now.day)) is None


def test_a_state_may_refer_to_measures_of_its_public_and_open_plans(desk, plan_of):
    plan = plan_of(measures=[plans.measure(title="Public")])
    draft = plans.draft(
        desk.portugal, title="Next plan", measures=[plans.measure(title="Drafted"), plans.measure(title="")]
    )
    services.withdraw(plans.draft(desk.portugal, measures=[plans.measure(title="Withdrawn")]), by=desk.portugal)
    plans.draft(accounts.focal_point("KEN"), state="KEN", measures=[plans.measure(title="Theirs")])
    public, (drafted, untitled) = plan.measures.get(), draft.measures.order_by("number")
    assert measures_of_owner("PRT") == [
        (public.record_id, f"{plan.reference}-01 · Public"),
        (drafted.record_id, "Next plan: Drafted"),
        (untitled.record_id, "Next plan: Untitled measure"),
    ]
    assert measures_of_owner(None) == []
    assert measure_words(public) == f"{plan.reference}-01 · Public"


def test_a_measure_under_amendment_is_offered_once_as_the_amendment_has_it(desk, plan_of):
    plan = plan_of(measures=[plans.measure(title="One")])
    version = plans.amended(plan, by=desk.portugal)
    (one,) = read_measures(version)
    PLAN_CONTENT.write(version, {"measures": [one | {"title": "One, better"}]})
    assert measures_of_owner(plan.state) == [(one["record"], f"{plan.reference}-01 · One, better")]


def test_the_state_and_its_objective_show_the_plan(client, plan_of):
    plan = plan_of()
    state, objective = text_of(client.get("/en/states/PRT/")), text_of(client.get("/en/objectives/7/"))
    assert ("A sample plan" in state, plan.reference in state) == (True, True)
    assert ("A sample measure" in objective, f"{plan.reference}-01" in objective) == (True, True)
    assert "No measure of a national plan names this objective yet" in text_of(client.get("/en/objectives/8/"))


def test_the_log_of_publications_names_the_plan(client, plan_of):
    plan_of()
    words = text_of(client.get("/en/data/"))
    assert ("National implementation plan published" in words, "A sample plan" in words) == (True, True)


def test_the_log_leads_from_an_update_to_its_measure(client, desk, plan_of):
    measure = plan_of().measures.get()
    desk.update(measure)
    assert measure.get_absolute_url() in client.get("/en/data/").content.decode()
