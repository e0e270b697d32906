"""The pages on which somebody asks for mail, confirms it and stops it."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from alerts.models import Letter, Subscription
from alerts.services import send_due_alerts
from alerts.services.links import STOP
from tests.alerts.conftest import following
from tests.dashboard.test_home import text_of
from tests.factories.alerts import asked, follower, token

pytestmark = pytest.mark.django_db

PAGE = "/en/follow/pledges/?state=PRT"
GIVEN = {"email": "reader@example.org", "frequency": "weekly", "language": "fr"}


def without_token(answer):
    """A page without what differs from visit to visit."""
    return [line for line in answer.content.decode().splitlines() if "csrfmiddlewaretoken" not in line]


def test_the_way_from_the_page_to_the_mail_and_out_again(client, desk, settings):
    settings.SITE_URL = "http://testserver"
    assert f'href="{PAGE}"' in client.get("/en/pledges/?state=PRT&sort=title").content.decode()
    assert "Pledges – State: Portugal" in text_of(client.get(PAGE))
    answer = client.post(PAGE, GIVEN)
    assert "reader@example.org" in text_of(answer)
    send_due_alerts()
    link = reverse("alerts:confirm", args=[token(Letter.objects.get())])
    assert link.replace("/en/", "/fr/") in mail.outbox[0].body
    assert "reader@example.org" in text_of(client.get(link))
    assert Subscription.objects.get().confirmed_at is None
    assert client.post(link).status_code == 200
    own = Subscription.objects.get()
    assert (own.scope, own.query, own.language, own.frequency) == ("pledges", "state=PRT", "fr", "weekly")
    assert own.confirmed_at is not None
    stop = reverse("alerts:stop", args=[STOP.sign(own.key.hex)])
    assert client.get(stop).status_code == 200
    assert following() == ["reader@example.org"]
    assert client.post(stop).status_code == 200
    assert following() == []


def test_a_known_address_and_an_unknown_one_get_the_same_answer(client):
    follower("known@example.org", "pledges", "state=PRT")
    known = client.post(PAGE, GIVEN | {"email": "known@example.org"})
    unknown = client.post(PAGE, GIVEN | {"email": "other@example.org"})
    same = [line.replace("known@", "other@") for line in without_token(known)]
    assert (known.status_code, same) == (unknown.status_code, without_token(unknown))


def test_a_provider_stops_it_with_one_click_and_no_cookie(desk):
    own = follower()
    provider = Client(enforce_csrf_checks=True)
    link = reverse("alerts:stop", args=[STOP.sign(own.key.hex)])
    first = provider.post(link, {"List-Unsubscribe": "One-Click"})
    second = provider.post(link, {"List-Unsubscribe": "One-Click"})
    assert (first.status_code, second.status_code, following()) == (200, 200, [])


def test_asking_and_confirming_need_the_forms_own_token():
    outside = Client(enforce_csrf_checks=True)
    assert outside.post(PAGE, GIVEN).status_code == 403
    assert outside.post(reverse("alerts:confirm", args=[token(asked())])).status_code == 403
    assert Subscription.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"email": "a@example.org\x00"}, "Null characters are not allowed."),
        ({"frequency": "hourly"}, "hourly"),
        ({"language": "de"}, "de is not one of the available choices."),
    ],
)
def test_a_form_that_is_wrong_comes_back_filled_in(client, given, said):
    answer = client.post(PAGE, GIVEN | given)
    assert (answer.status_code, said in text_of(answer)) == (200, True)
    assert Subscription.objects.count() == 0
    if "email" not in given:
        assert 'value="reader@example.org"' in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("follow/pledges/?objective=99", 400),
        ("follow/objectives/99/", 404),
        ("follow/confirm/made-up/", 410),
        ("follow/stop/made-up/", 404),
    ],
)
def test_what_is_not_there_is_said(client, path, status):
    assert (client.get(f"/en/{path}").status_code, client.post(f"/en/{path}").status_code) == (status, status)


def test_who_asks_too_often_waits(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"follow": "2/h/ip"}
    statuses = [client.post(PAGE, GIVEN | {"email": f"reader{n}@example.org"}).status_code for n in range(3)]
    assert statuses == [200, 200, 429]
    assert len(following()) == 2
    assert client.get(PAGE).status_code == 200


def test_these_pages_are_kept_by_nobody_and_found_by_no_search(client):
    own = follower()
    for path in (PAGE, reverse("alerts:stop", args=[STOP.sign(own.key.hex)])):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
