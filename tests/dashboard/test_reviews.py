"""Voluntary national reviews in public: listed by Forum, read beside the records, counted with a denominator."""

import json

import pytest
from django.test import Client

from drafting.services import draft_amendment, draft_withdrawal
from reviews.services import REVIEW_CONTENT
from tests.factories import accounts
from tests.factories import reviews as factory
from workflow import services

pytestmark = pytest.mark.django_db

CANARY = "kanarienvogel"


@pytest.fixture
def published(desk):
    """A public review of Portugal's for the Forum of 2026."""
    return factory.published(desk.portugal, desk.moderator, means="Sample funds.", not_covered_2=[13])


def get(path, **query):
    return Client().get(f"/en/{path}", query)


def text(path, **query):
    answer = get(path, **query)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(**query):
    return [record["reference"] for record in json.loads(get("reviews/", format="json", **query).content)["results"]]


def of_state(desk, state, **answers):
    return factory.published(accounts.focal_point(state), desk.moderator, state=state, **answers)


def test_before_the_first_review_the_list_says_so():
    page = text("reviews/")

    assert "No voluntary review is on record here yet" in page
    assert page.count('<span class="figure-of">of 193</span>') == 3


def test_reviews_are_listed_by_forum_with_their_states(desk, published):
    france = of_state(desk, "FRA")
    old = factory.published(desk.portugal, desk.moderator, occasion="forum:2022")
    page = text("reviews/")

    assert listed() == [france.reference, published.reference, old.reference]
    assert page.index("Forum 2026</h2>") < page.index(france.reference) < page.index("Forum 2022</h2>")
    assert "Statements on 1 of 23 objectives" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"forum": 2026}, ["PRT", "KEN"]),
        ({"forum": 2022}, []),
        ({"state": "KEN"}, ["KEN"]),
        ({"region": "ECA"}, ["KEN"]),
        ({"objective": 7}, ["PRT"]),
        ({"objective": [1, 7]}, ["PRT", "KEN"]),
        ({"objective": 13}, []),
    ],
)
def test_the_list_can_be_narrowed(desk, published, query, found):
    of_state(desk, "KEN", statement_7="", statement_1="Data.")

    assert sorted(row.review.state_id for row in get("reviews/", **query).context["rows"]) == sorted(found)


@pytest.mark.parametrize(
    "query",
    [{"forum": "2024"}, {"state": "XXX"}, {"objective": "24"}, {"page": "0"}, {"forum": "\x00"}, {"region": "x"}],
)
def test_an_odd_parameter_is_refused(published, query):
    assert get("reviews/", **query).status_code == 400


def test_a_page_past_the_last_is_not_there(published):
    assert get("reviews/", page=2).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(desk, number, django_assert_num_queries):
    for state in ["PRT", "KEN", "FRA"][:number]:
        factory.published(
            desk.portugal if state == "PRT" else accounts.focal_point(state), desk.moderator, state=state
        )
    with django_assert_num_queries(13):
        get("reviews/")


def test_the_same_rows_as_json(published):
    answer = json.loads(get("reviews/", format="json").content)

    assert (answer["count"], answer["publication"]) == (1, published.published_in_id)
    (record,) = answer["results"]
    assert record | {"url": "", "published_on": ""} == {
        "reference": published.reference,
        "title": "Portugal: voluntary national review for the Forum of 2026",
        "language": "en",
        "owner": {"kind": "state", "code": "PRT", "name": "Portugal"},
        "forum": 2026,
        "region": None,
        "region_year": None,
        "objectives": [7],
        "priority_objectives": [],
        "not_covered": [13],
        "published_on": "",
        "published_in": published.published_in_id,
        "url": "",
    }


def test_a_review_shows_its_answers_its_statements_and_the_records_beside(desk, published):
    pledge = desk.pledge(objectives=(7,))
    page = text(f"reviews/{published.reference}/")

    for words in (*(factory.COMPLETE[name] for name in ("priorities_short", "statement_7")), "Sample funds."):
        assert words in page
    assert pledge.get_absolute_url() in page
    assert "What tools does your government or organization have in place now" in page
    assert "Not answered in this review." in page
    assert "Not relevant, or not covered in this review" in page


def test_gaps_are_counts_with_their_denominators(desk, published):
    desk.update(desk.pledge(objectives=(7, 8)))
    desk.pledge(objectives=(9,))
    gaps = get(f"reviews/{published.reference}/").context["reading"].gaps

    assert (len(gaps.stated), len(gaps.not_covered), gaps.OBJECTIVES) == (1, 1, 23)
    assert (len(gaps.pledges_without_update), len(gaps.pledges)) == (1, 2)
    assert len(gaps.unpublished) == 20


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_review_takes_the_same_queries_for_any_number_of_records(
    desk, published, number, django_assert_num_queries
):
    for _each in range(number):
        desk.update(desk.pledge())
        desk.tool(objectives=(7,))
    with django_assert_num_queries(14):
        get(f"reviews/{published.reference}/")


def test_its_words_keep_their_language(desk):
    review = of_state(desk, "FRA", language="fr", statement_7="Deux foyers.")
    page = text(f"reviews/{review.reference}/")

    assert "Written in French" in page
    assert 'lang="fr"' in page


def test_what_a_state_wrote_is_escaped(desk):
    review = factory.published(desk.portugal, desk.moderator, statement_7="<script>alert(1)</script>", means="<b>x")
    page = text(f"reviews/{review.reference}/")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_amendment_takes_its_place_and_the_history_keeps_both(desk, published):
    amendment = draft_amendment(published, by=desk.portugal, content=REVIEW_CONTENT, reason="A word more.")
    REVIEW_CONTENT.write(amendment, {"statement_7": "The new words."})
    services.publish(services.submit(amendment, by=desk.portugal), by=desk.moderator)
    page, history = text(f"reviews/{published.reference}/"), text(f"reviews/{published.reference}/versions/")

    assert "The new words." in page
    assert factory.COMPLETE["statement_7"] not in page
    assert "The new words." in history
    assert factory.COMPLETE["statement_7"] in history
    assert "A word more." in history


def test_a_withdrawn_one_leaves_a_tombstone(desk, published):
    withdrawal = draft_withdrawal(published, by=desk.portugal, content=REVIEW_CONTENT, reason="Written anew.")
    services.publish(services.submit(withdrawal, by=desk.portugal), by=desk.moderator)
    gone = get(f"reviews/{published.reference}/")

    assert (gone.status_code, listed()) == (410, [])
    assert "Written anew." in gone.content.decode()
    assert get(f"reviews/{published.reference}/versions/").status_code == 200
    assert "Voluntary national review withdrawn by its owner" in text("data/")


def test_a_retracted_one_shows_no_word_of_it(desk, published):
    services.retract(published, by=desk.moderator, note="Not theirs.")

    for part in ("", "versions/"):
        assert get(f"reviews/{published.reference}/{part}").status_code == 410
    assert "Voluntary national review retracted by the secretariat" in text("data/")


def test_an_unknown_one_was_never_there():
    for path in ("reviews/GCM-VR-2026-00099/", "reviews/GCM-VR-2026-00099/versions/", "reviews/GCM-PL-2026-00001/"):
        assert get(path).status_code == 404


def test_nothing_unpublished_is_ever_shown(desk, published):
    words = {"statement_7": CANARY, "means": CANARY, "priorities_short": CANARY}
    factory.draft(desk.portugal, occasion="forum:2022", **words)
    returned = factory.submitted(desk.portugal, occasion="forum:2030", **words)
    services.return_for_changes(returned, by=desk.moderator, note=CANARY)
    rejected = factory.submitted(desk.portugal, occasion="regional:ECE:2024", **words)
    services.reject(rejected, by=desk.moderator, note=CANARY)
    amendment = draft_amendment(published, by=desk.portugal, content=REVIEW_CONTENT, reason=CANARY)
    REVIEW_CONTENT.write(amendment, {"statement_7": CANARY})

    paths = ["reviews/", "reviews/?format=json", "states/PRT/", "forums/2026/", "forums/2022/", "data/"]
    paths += [f"reviews/{review.reference}/{part}" for review in (published, returned) for part in ("", "versions/")]
    assert [path for path in paths if CANARY in get(path).content.decode()] == []


def test_the_log_names_it_and_leads_to_it(published):
    page = text("data/")

    assert "Voluntary national review published" in page
    assert published.get_absolute_url() in page
    assert published.title in page


def test_the_state_s_page_has_its_reviews(desk, published):
    assert published.get_absolute_url() in text("states/PRT/")
    assert 'id="reviews"' not in text("states/FRA/")


def test_the_forum_s_page_counts_them(desk, published):
    of_state(desk, "VAT")
    page = text("forums/2026/")

    assert "1 of 193 Members have published a voluntary review for this Forum." in page
    assert "So has 1 observer." in page
    assert published.get_absolute_url() in page
    assert "0 of 193 Members have published a voluntary review for this Forum." in text("forums/2030/")
