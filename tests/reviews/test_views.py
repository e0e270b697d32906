"""The desk's pages of a review: begun, left, resumed, begun with our text, submitted; nobody else's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.models import Review
from tests.factories import accounts
from tests.factories import reviews as factory

pytestmark = pytest.mark.django_db


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def client(desk):
    return signed_in(desk.portugal)


def path(review, *parts):
    return "/".join(["/en/desk/reviews", str(review.pk), *parts, ""])


def post(client, review, step, **data):
    page = client.get(path(review, "steps", step))
    return client.post(path(review, "steps", step), {"seen": page.context["seen"], **data})


def test_it_is_begun_with_its_language_and_leads_to_the_first_step(client):
    form = client.get("/en/desk/reviews/new/").context["form"]
    answer = client.post(
        "/en/desk/reviews/new/",
        {"owner": "state:PRT", "language": "fr", "begun_with": str(form["begun_with"].value())},
    )
    review = Review.objects.get()

    assert (answer.status_code, answer.url) == (302, path(review, "steps", "which"))
    assert (review.state_id, review.language, review.occasion) == ("PRT", "fr", "")


def test_an_organisation_writes_no_national_review():
    city = accounts.delegate("city@example.org", role="focal_point", organisation=accounts.organisation())

    assert signed_in(city).get("/en/desk/reviews/new/").status_code == 403


@pytest.mark.parametrize(
    "step", ["which", "priorities", "tools", "statements-1", "statements-2", "statements-3", "statements-4", "overall"]
)
def test_every_step_answers(client, desk, step):
    assert client.get(path(factory.draft(desk.portugal), "steps", step)).status_code == 200


def test_a_step_keeps_its_answers(client, desk):
    review = factory.draft(desk.portugal)
    answer = post(client, review, "statements-2", statement_8="Lives.", not_covered_2=["9"], go="next")

    assert answer.url == path(review, "steps", "statements-3")
    assert list(review.statements.values_list("objective_id", "text", "emphasis")) == [
        (7, factory.COMPLETE["statement_7"], ""),
        (8, "Lives.", ""),
        (9, "", "not_covered"),
    ]


def test_beginning_with_our_text_stays_at_the_question(client, desk):
    pledge = desk.pledge()
    review = factory.draft(desk.portugal, statement_7="")
    answer = post(client, review, "statements-4", begin_with="statement_7", statement_1="Typed.", statement_7="")

    assert (answer.status_code, answer.url) == (302, f"{path(review, 'steps', 'statements-4')}#id_statement_7")
    saved = dict(review.statements.values_list("objective_id", "text"))
    assert saved == {1: "Typed.", 7: f"Pledge “A sample pledge” ({pledge.reference}): no progress reported yet."}


def test_beginning_with_our_text_beside_a_mistake_keeps_everything(client, desk):
    desk.pledge()
    review = factory.draft(desk.portugal, statement_7="")
    answer = post(client, review, "statements-4", begin_with="statement_7", statement_1="z" * 2001)

    assert answer.status_code == 200
    assert "Use at most 2000 characters" in answer.content.decode()
    assert "z" * 2001 in answer.content.decode()


def test_whoever_was_signed_out_is_asked_to_sign_in(desk):
    review = factory.draft(desk.portugal)
    answer = Client().post(path(review, "steps", "statements-4"), {"begin_with": "statement_7"})

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/en/accounts/login/")


def test_a_step_that_closed_meanwhile_says_so(client, desk):
    review = factory.submitted(desk.portugal)
    answer = client.post(path(review, "steps", "statements-4"), {"begin_with": "statement_7", "seen": "x"})

    assert answer.status_code == 409


def test_the_facts_and_the_button_stand_beside_the_question(client, desk):
    pledge = desk.pledge()
    page = client.get(path(factory.draft(desk.portugal, statement_7=""), "steps", "statements-4")).content.decode()

    assert pledge.get_absolute_url() in page
    assert page.count('name="begin_with"') == 1
    assert 'value="statement_7"' in page


def test_the_page_of_gaps_leads_to_each_statement(client, desk):
    desk.pledge(objectives=(7, 8))
    review = factory.draft(desk.portugal)
    answer = client.get(path(review, "gaps"))

    assert answer.status_code == 200
    assert (answer.context["reading"].gaps.stated, answer.context["reading"].gaps.unwritten) == ([7], [8])
    for number, step in ((7, "statements-4"), (8, "statements-2"), (18, "statements-1")):
        assert f"{path(review, 'steps', step)}#objective-{number}" in answer.content.decode()


def test_the_page_of_gaps_of_a_submitted_review_leads_nowhere(client, desk):
    review = factory.submitted(desk.portugal)

    assert "#objective-7" not in client.get(path(review, "gaps")).content.decode()


@pytest.mark.parametrize("parts", [(), ("gaps",), ("steps", "which"), ("review",), ("preview",)])
def test_another_state_s_review_is_as_if_it_were_not_there(desk, parts):
    review = factory.draft(desk.portugal)
    client = signed_in(accounts.focal_point("FRA"))

    assert client.get(path(review, *parts)).status_code == 404
    assert client.get(path(Review(pk=999_999), *parts)).status_code == 404


@pytest.mark.parametrize("page", ["", "gaps", "review", "preview", "steps/statements-4", "steps/which"])
def test_a_page_takes_the_same_queries_for_any_number_of_records(client, desk, page):
    review, asked = factory.draft(desk.portugal), []
    for _each in range(3):
        desk.update(desk.pledge())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path(review, *filter(None, [page]))).status_code == 200
        asked.append(len(queries))

    assert asked[1] == asked[2]
    assert asked[2] <= 30


def test_a_review_is_submitted_and_gets_its_reference(client, desk):
    review = factory.draft(desk.portugal)
    answer = client.post(path(review, "submit"))
    review.refresh_from_db()

    assert answer.url == path(review, "submitted")
    assert client.get(answer.url).status_code == 200
    assert review.reference.startswith("GCM-VR-")


def test_an_incomplete_one_is_not_and_says_why(client, desk):
    review = factory.draft(desk.portugal, statement_7="")
    client.post(path(review, "submit"))
    page = client.get(path(review, "review")).content.decode()

    assert "Write a statement on at least one objective; any of the 23 will do." in page
    review.refresh_from_db()
    assert review.status == "draft"


def test_the_preview_is_what_the_public_will_see(client, desk):
    review = factory.draft(desk.portugal, means="Sample funds.")
    preview = client.get(path(review, "preview")).content.decode()

    assert "Sample funds." in preview
    assert factory.COMPLETE["statement_7"] in preview
