"""How often one may ask, counted by the address the proxy saw, and softly."""

import pytest
from django.test import Client, RequestFactory

from api.exceptions import TooMany
from api.views.limits import address_of, count_request, network_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def minute(monkeypatch):
    """A clock that stands still, so that no minute ends within a test."""
    monkeypatch.setattr("api.views.limits.time.time", lambda: 1_000_000_010)


def ask(address="192.0.2.1", **headers):
    """What a program at this address gets."""
    return Client(REMOTE_ADDR=address).get("/api/v1/objectives/", headers=headers)


def test_beyond_the_limit_one_waits(settings, minute):
    settings.API_REQUESTS_PER_MINUTE = 2
    etag = ask()["ETag"]
    assert ask().status_code == 200
    refused = ask()
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert refused["Retry-After"] == "10"
    assert ask("198.51.100.1").status_code == 200
    assert ask(**{"If-None-Match": etag}).status_code == 304


def test_a_visitor_cannot_pass_for_another_by_a_header(settings, minute):
    settings.API_REQUESTS_PER_MINUTE, settings.TRUSTED_PROXY_COUNT = 1, 0
    assert ask(**{"X-Forwarded-For": "203.0.113.1"}).status_code == 200
    assert ask(**{"X-Forwarded-For": "203.0.113.2"}).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 198.51.100.2", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (1, " , ", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_saw(settings, proxies, forwarded, found):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert address_of(request) == found


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("unix:", "unix:"),
    ],
)
def test_a_network_of_ipv6_is_one_visitor(address, network):
    assert network_of(address) == network


def test_no_limit_counts_nothing(settings, monkeypatch):
    settings.API_REQUESTS_PER_MINUTE = 0
    monkeypatch.setattr("api.views.limits.cache", None)
    count_request("anybody")


def test_a_cache_that_forgot_refuses_nobody(settings, minute, monkeypatch):
    settings.API_REQUESTS_PER_MINUTE = 1
    count_request("somebody")
    with pytest.raises(TooMany):
        count_request("somebody")
    monkeypatch.setattr("api.views.limits.cache", Forgetful())
    count_request("somebody")


class Forgetful:
    """A cache that went away between two lines."""

    def add(self, *args):
        """Nothing is kept."""

    def incr(self, key):
        """So there is nothing to count on."""
        raise ValueError(key)
