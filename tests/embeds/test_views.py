"""Cards in a frame: the page's own figures, with source and publication, under a policy of their own; and oEmbed."""

from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from tests.dashboard.test_home import text_of
from workflow.models import Publication

pytestmark = pytest.mark.django_db

HERE = "http://testserver"


def policy_of(answer):
    """The directives of its content policy."""
    return {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split("; ") if part}


def asked(client, url, **more):
    """What oEmbed answers about an address."""
    return client.get("/oembed?" + urlencode({"url": url, **more}))


@pytest.mark.parametrize("path", ["objectives/7", "states/PRT", "figures/compact", "figures/stages"])
def test_a_card_may_stand_in_any_frame_and_do_nothing_there(client, desk, path):
    desk.pledge()
    answer = client.get(f"/embed/en/{path}/")
    policy = policy_of(answer)
    assert answer.status_code == 200
    assert (policy["frame-ancestors"], policy["script-src"], policy["form-action"]) == (["*"], ["'none'"], ["'none'"])
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert "<script" not in answer.content.decode()


def test_only_cards_may_be_framed(client):
    answer = client.get("/en/objectives/7/")
    assert (policy_of(answer)["frame-ancestors"], answer["X-Frame-Options"]) == (["'none'"], "DENY")


def test_a_kept_card_has_the_same_policy_as_a_new_one(client):
    first, second = client.get("/embed/en/objectives/7/"), client.get("/embed/en/objectives/7/")
    assert policy_of(first) == policy_of(second)
    assert "X-Frame-Options" not in second
    again = client.get("/embed/en/objectives/7/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, "X-Frame-Options" in again) == (304, False)


def test_an_objectives_card_says_what_its_page_says_and_where_it_is_from(client, desk, settings):
    settings.SITE_URL, settings.OPERATOR_NAME = "https://portal.example.org", "Sample operator"
    desk.update(desk.pledge(objectives=(7,)))
    desk.pledge(objectives=(7,))
    desk.pledge(objectives=(8,))
    answer = client.get("/embed/en/objectives/7/")
    words, number = text_of(answer), Publication.objects.first().number
    assert "pledges on record 2" in words
    assert "has a progress update 1 of 2" in words
    assert "Source: GCM Implementation Portal, Sample operator." in words
    assert f"Publication {number}," in words
    assert 'href="https://portal.example.org/en/objectives/7/"' in answer.content.decode()


def test_the_stages_of_all_pledges_add_up(client, desk):
    desk.update(desk.pledge(), stage="fulfilled")
    desk.pledge()
    words = text_of(client.get("/embed/en/figures/stages/"))
    assert "2 pledges" in words
    assert "Fulfilled 1" in words
    assert "No update yet 1" in words


def test_a_state_without_a_pledge_is_not_blamed(client):
    words = text_of(client.get("/embed/en/states/KEN/"))
    assert "No pledge is on record here yet. That says nothing about what is done" in words


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_each_language_has_its_own(client, language):
    shown = client.get(f"/embed/{language}/objectives/7/").content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in shown
    assert f"/{language}/objectives/7/" in shown


@pytest.mark.parametrize(
    "path",
    ["en/objectives/0", "en/objectives/24", "en/objectives/x", "en/states/XXX", "en/figures/other", "de/states/PRT"],
)
def test_there_is_no_card_of_what_is_not_there(client, path):
    assert client.get(f"/embed/{path}/").status_code == 404


@pytest.mark.parametrize(
    ("page", "card", "height"),
    [
        ("/en/objectives/7/", "/embed/en/objectives/7/", 260),
        ("/ar/states/PRT/", "/embed/ar/states/PRT/", 280),
        ("/fr/", "/embed/fr/figures/compact/", 280),
    ],
)
def test_oembed_gives_the_frame_of_a_page(client, settings, page, card, height):
    settings.SITE_URL = "https://portal.example.org"
    answer = asked(client, f"https://portal.example.org{page}")
    told = answer.json()
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert (told["type"], told["version"], told["width"], told["height"]) == ("rich", "1.0", 600, height)
    assert told["html"].startswith(f'<iframe src="https://portal.example.org{card}"')
    assert client.get(card).status_code == 200


def test_it_keeps_within_the_room_there_is(client):
    told = asked(client, f"{HERE}/en/objectives/7/", maxwidth=320, maxheight=200).json()
    assert (told["width"], told["height"]) == (320, 200)
    assert 'width="320" height="200"' in told["html"]
    assert asked(client, f"{HERE}/en/objectives/7/", maxwidth=320).json()["height"] == 400


def test_it_answers_in_xml_too(client):
    answer = asked(client, f"{HERE}/en/objectives/7/", format="xml")
    told = {each.tag: each.text for each in ElementTree.fromstring(answer.content)}
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert told == {name: str(value) for name, value in asked(client, f"{HERE}/en/objectives/7/").json().items()}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=http://testserver/en/objectives/7/&maxwidth=0", 400),
        ("url=http://testserver/en/objectives/7/&maxheight=many", 400),
        ("url=http://testserver/en/objectives/7/%00", 400),
        ("url=http://testserver/en/objectives/99/", 404),
        ("url=http://testserver/en/pledges/", 404),
        ("url=http://testserver/de/objectives/7/", 404),
        ("url=https://elsewhere.example.org/en/objectives/7/", 404),
        ("url=file:///en/objectives/7/", 404),
        ("url=http://[/en/objectives/7/", 404),
        ("url=http://testserver/en/objectives/7/&format=yaml", 501),
    ],
)
def test_what_it_cannot_answer_it_says_with_the_code_of_the_protocol(client, query, status):
    assert client.get(f"/oembed?{query}").status_code == status


@pytest.mark.parametrize("page", ["objectives/7/", "states/PRT/", ""])
def test_pages_lead_to_their_card(client, settings, page):
    settings.SITE_URL = HERE
    shown = client.get(f"/en/{page}").content.decode()
    for form in ("application/json+oembed", "text/xml+oembed"):
        link = shown.partition(f'type="{form}" title="oEmbed" href="{HERE}')[2].partition('"')[0]
        answer = client.get(link.replace("&amp;", "&"))
        assert (answer.status_code, "iframe" in answer.content.decode()) == (200, True)


def test_the_code_to_copy_is_on_the_pages_of_objectives_and_states_only(client):
    shown = client.get("/en/objectives/7/").content.decode()
    code = shown.partition('<textarea class="code" id="embed-code"')[2].partition("</textarea>")[0]
    assert "/embed/en/objectives/7/" in code
    assert "&lt;iframe" not in code
    assert "embed-code" not in client.get("/en/pledges/").content.decode()


def test_a_card_takes_the_same_queries_for_any_number(client, desk, django_assert_num_queries):
    for count in (1, 2):
        for _ in range(count):
            desk.update(desk.pledge(objectives=(7,)))
        with django_assert_num_queries(8):
            client.get("/embed/en/objectives/7/")
