"""What programs look for at fixed addresses."""

import pytest
import time_machine

from tests.journeys.test_addresses import PUBLIC_LISTS

pytestmark = pytest.mark.django_db


def test_robots_may_read_what_is_public_and_learn_where_the_sitemap_is(client, settings):
    settings.SITE_URL, settings.LOCAL_COPY = "https://portal.example.org", False
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Sitemap: https://portal.example.org/sitemap.xml" in lines
    places = {line.removeprefix("Disallow: /*/") for line in lines if line.startswith("Disallow: /*/")}
    assert places == {"accounts/", "desk/", "moderation/", "reviewing/", "follow/"}
    assert not any(page.startswith(tuple(places - {"accounts/"})) for page in PUBLIC_LISTS)


def test_a_local_copy_is_in_no_search(client, settings):
    settings.LOCAL_COPY = True
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


@time_machine.travel("2026-11-26 12:00Z", tick=False)
def test_security_txt_is_what_rfc_9116_asks_for(client, settings):
    settings.SITE_URL, settings.SECURITY_CONTACT = "https://portal.example.org", "security@example.org"
    settings.SECURITY_POLICY_URL = "https://example.org/policy"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "Contact: mailto:security@example.org\n"
        "Expires: 2027-05-25T00:00:00Z\n"
        "Preferred-Languages: ar, zh-hans, en, fr, ru, es\n"
        "Canonical: https://portal.example.org/.well-known/security.txt\n"
        "Policy: https://example.org/policy\n"
    )


def test_a_page_may_be_the_contact(client, settings):
    settings.SECURITY_CONTACT, settings.SECURITY_POLICY_URL = "https://example.org/report", ""
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines[0] == "Contact: https://example.org/report"
    assert len(lines) == 4


def test_there_is_none_where_the_operator_named_nobody(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
