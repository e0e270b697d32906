"""The sitemap names every public page in six languages, and nothing that is not public."""

from xml.etree import ElementTree

import pytest

from gcm_portal import sitemap
from reports.services import build_due_reports
from tests.dashboard.conftest import Desk
from tests.factories import accounts, pledges, reports
from workflow import services

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def desk():
    """Somebody who submits and somebody who publishes."""
    return Desk()


def located(client, path):
    """The addresses of a part or of the index, without the host."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    found = ElementTree.fromstring(answer.content).iterfind(".//s:loc", NAMES)
    return [each.text.partition("localhost:8000")[2] for each in found]


def test_every_address_it_names_is_there(client, desk):
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledges.published(speaker, desk.moderator, state=None, organisation=city)
    desk.tool()
    parts = located(client, "/sitemap.xml")
    assert parts == [f"/sitemap/{name}/1.xml" for name in ("pages", "states", "organisations", "pledges", "tools")]
    named = [path for part in parts if "states" not in part for path in located(client, part)]
    english = [path for path in named if path.startswith("/en/")]
    assert [path for path in english if client.get(path).status_code != 200] == []
    assert len(named) == 6 * len(english)
    assert f"/en/organisations/{city.slug}/" in english


def test_each_names_itself_in_six_languages_and_when_it_changed(client, desk):
    pledge = desk.pledge()
    root = ElementTree.fromstring(client.get("/sitemap/pledges/1.xml").content)
    (arabic,) = (url for url in root if "/ar/" in url.findtext("s:loc", namespaces=NAMES))
    languages = [link.get("hreflang") for link in arabic.iterfind("x:link", NAMES)]
    assert sorted(languages) == ["ar", "en", "es", "fr", "ru", "x-default", "zh-hans"]
    assert arabic.findtext("s:lastmod", namespaces=NAMES)[:10] == pledge.published_at.strftime("%Y-%m-%d")


def test_what_is_not_public_is_not_in_it(client, desk):
    hidden = pledges.submitted(desk.portugal)
    gone = desk.pledge()
    services.retract(gone, by=desk.moderator, note="Why.")
    shown = desk.pledge()
    named = located(client, "/sitemap/pledges/1.xml")
    assert [path for path in named if path.startswith("/en/")] == [f"/en/pledges/{shown.reference}/"]
    assert hidden.reference not in "".join(named)


def test_a_part_has_only_so_many_and_the_next_goes_on(client, desk, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGES_MAX", 2)
    references = [desk.pledge().reference for _ in range(3)]
    assert [path for path in located(client, "/sitemap.xml") if "pledges" in path] == [
        "/sitemap/pledges/1.xml",
        "/sitemap/pledges/2.xml",
    ]
    found = located(client, "/sitemap/pledges/1.xml") + located(client, "/sitemap/pledges/2.xml")
    assert [path for path in found if "/en/" in path] == [f"/en/pledges/{reference}/" for reference in references]
    assert sitemap.ADDRESSES_MAX == 5_000


@pytest.mark.parametrize("path", ["pledges/1", "pages/2", "pages/0", "elsewhere/1", "pages/99999999999"])
def test_there_is_nothing_past_the_last(client, path):
    assert client.get(f"/sitemap/{path}.xml").status_code == 404


def test_it_takes_the_same_queries_for_any_number(client, desk, django_assert_num_queries):
    for count in (1, 2):
        for _ in range(count):
            desk.pledge()
        with django_assert_num_queries(2):
            client.get("/sitemap/pledges/1.xml")


def test_a_report_is_in_it_once_it_is_built(client, desk):
    desk.pledge(objectives=(7,))
    asked, waiting = reports.queued(number=2), reports.queued(number=3, releases=False)
    assert client.get("/sitemap/reports/1.xml").status_code == 404
    build_due_reports()
    desk.pledge()  # pages of the sitemap move with publications
    assert "/sitemap/reports/1.xml" in located(client, "/sitemap.xml")
    assert f"/en/reports/{asked.reference}/" in located(client, "/sitemap/reports/1.xml")
    assert waiting.reference not in client.get("/sitemap/reports/1.xml").content.decode()
    assert client.get(f"/en/reports/{asked.reference}/").status_code == 200
