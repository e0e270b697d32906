"""Atom feeds: valid, true, of exactly what was filtered, and never of what is not public."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from accounts.models import User
from alerts.templatetags.alerts import SCOPES
from tests.dashboard.addresses import public_pages
from tests.dashboard.test_pledges import amended
from tests.factories import accounts, needs, plans, pledges, reviews
from workflow import services
from workflow.models import Publication
from workflow.states import Change

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"


def feed(path, language="en"):
    """The feed at the address, parsed: it must be there."""
    answer = Client().get(f"/feeds/{language}/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def titles(path, language="en"):
    """The titles of its entries, the latest first."""
    return [each.findtext(f"{ATOM}title") for each in feed(path, language).findall(f"{ATOM}entry")]


def test_a_feed_is_what_rfc_4287_asks_for(desk, settings):
    settings.SITE_URL, settings.OPERATOR_NAME = "https://portal.example.org", "Sample operator"
    pledge = desk.pledge(title="Skills & work")
    root = feed("pledges/?objective=7")
    publication = Publication.objects.first()
    stamp = publication.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id") == "tag:portal.example.org,2026:feed/en/pledges?objective=7"
    assert root.findtext(f"{ATOM}updated") == stamp
    assert root.find(f"{ATOM}author").findtext(f"{ATOM}name") == "Sample operator"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": "https://portal.example.org/feeds/en/pledges/?objective=7",
        "alternate": "https://portal.example.org/en/pledges/?objective=7",
    }
    (entry,) = root.findall(f"{ATOM}entry")
    told = {child.tag.removeprefix(ATOM): child.text or child.get("href") or child.get("term") for child in entry}
    assert told == {
        "id": f"tag:portal.example.org,{publication.at:%Y-%m-%d}:publication/{publication.number}/en",
        "title": "Pledge published: Skills & work",
        "updated": stamp,
        "published": stamp,
        "link": f"https://portal.example.org/en/pledges/{pledge.reference}/",
        "category": "PL",
        "summary": f"{pledge.reference} · Portugal · Publication {publication.number}",
    }


def test_it_tells_of_amendments_updates_and_withdrawals_the_latest_first(desk):
    pledge = desk.pledge(title="First words")
    desk.update(pledge)
    amended(pledge, desk, title="Second words")
    amended(pledge, desk, change=Change.WITHDRAWAL, title="Second words")
    assert titles("pledges/?state=PRT") == [
        f"Pledge withdrawn by its owner: {pledge.reference}",
        "Pledge amended: Second words",
        f"Progress update published: {pledge.reference}",
        "Pledge published: First words",
    ]
    assert titles("pledges/?state=KEN") == []


def test_what_was_retracted_is_a_tombstone_for_all_that_was_said_of_it(desk):
    pledge = desk.pledge(title="Regretted words")
    second = amended(pledge, desk, title="Regretted again")
    services.retract(second, by=desk.moderator, note="Entered twice.")
    root = feed("pledges/")
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"Pledge retracted by the secretariat: {pledge.reference}"
    assert "Entered twice." in entry.findtext(f"{ATOM}summary")
    gone = root.findall(f"{TOMBSTONE}deleted-entry")
    numbers = [publication.number for publication in Publication.objects.all()[:3]]
    assert [each.get("ref").rpartition("publication/")[2] for each in gone] == [f"{each}/en" for each in numbers[1:]]
    assert {each.get("when") for each in gone} == {entry.findtext(f"{ATOM}updated")}
    assert "Regretted" not in ElementTree.tostring(root, encoding="unicode")


def test_what_is_not_public_is_in_no_feed(desk):
    live = desk.pledge(title="In public")
    pledges.draft(desk.portugal, title="A secret draft")
    pledges.submitted(desk.portugal, title="A secret submission")
    pledges.amendment(live, desk.portugal)
    for path in ("publications/", "pledges/", "states/PRT/", "objectives/7/", "round-tables/2026/2/"):
        assert "secret" not in "".join(titles(path))
    assert titles("pledges/") == ["Pledge published: In public"]


def test_one_party_s_feed_holds_all_its_kinds_and_nobody_elses(desk):
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledge, tool = desk.pledge(title="Of Portugal"), desk.tool(title="A tool of Portugal")
    need = needs.published(desk.portugal, desk.moderator)
    plan = plans.published(desk.portugal, desk.moderator)
    review = reviews.published(desk.portugal, desk.moderator)
    pledges.published(speaker, desk.moderator, title="Of the city", state=None, organisation=city)
    of_portugal = [
        f"Voluntary national review published: {review.title}",
        f"National implementation plan published: {plan.title}",
        f"Capacity need published: {need.title}",
        f"Tool published: {tool.title}",
        f"Pledge published: {pledge.title}",
    ]
    assert titles("states/PRT/") == of_portugal
    assert titles(f"organisations/{city.slug}/") == ["Pledge published: Of the city"]
    assert titles("publications/")[:6] == ["Pledge published: Of the city", *of_portugal]
    for name, count in {"tools": 1, "needs": 1, "plans": 1, "reviews": 1}.items():
        assert len(titles(f"{name}/")) == count


def test_an_objective_and_its_round_table_have_what_names_it(desk):
    desk.pledge(title="On seven", objectives=(7,))
    desk.pledge(title="On two", objectives=(2,))
    desk.tool(title="For seven", objectives=(7,))
    assert titles("objectives/7/") == ["Tool published: For seven", "Pledge published: On seven"]
    table = Client().get("/en/pledges/?round_table=1&format=json").json()["results"]
    assert titles("pledges/?round_table=1") == [f"Pledge published: {each['title']}" for each in table]
    assert titles("round-tables/2026/1/?ignored=yes") == titles("round-tables/2026/1/")


def test_an_import_is_one_entry_that_counts_what_is_in_the_filter(desk):
    drafts = [pledges.draft(desk.portugal, title=f"Sample {n}", objectives=(n,)) for n in (7, 7, 8)]
    services.publish_imported(drafts, by=User.objects.system(), note="registry.csv")
    assert titles("pledges/?objective=7") == ["Records imported from a public registry"]
    summary = feed("pledges/?objective=7").find(f"{ATOM}entry").findtext(f"{ATOM}summary")
    assert summary.startswith("2 records · ")


def test_the_same_question_in_another_order_is_the_same_feed(desk):
    desk.pledge(objectives=(7,))
    first = feed("pledges/?state=PRT&objective=8&objective=7&sort=title&page=3")
    second = feed("pledges/?objective=7&objective=8&state=PRT")
    assert first.findtext(f"{ATOM}id") == second.findtext(f"{ATOM}id")
    assert len(first.findall(f"{ATOM}entry")) == len(second.findall(f"{ATOM}entry")) == 1


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_each_language_has_its_own(desk, language):
    pledge = desk.pledge()
    root = feed("pledges/", language)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    entry = root.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/{language}/pledges/{pledge.reference}/")
    assert entry.findtext(f"{ATOM}id").endswith(f"/{language}")


def test_characters_that_xml_has_no_place_for_are_left_out(desk):
    desk.pledge(title="Bell\x07 and <tag> & \ufffe end")
    assert titles("pledges/") == ["Pledge published: Bell and <tag> &  end"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("pledges/?objective=99", 400),
        ("pledges/?state=%00", 400),
        ("plans/?page=0", 400),
        ("objectives/0/", 404),
        ("objectives/24/", 404),
        ("states/XXX/", 404),
        ("organisations/nobody/", 404),
        ("round-tables/2026/5/", 404),
        ("round-tables/1999/1/", 404),
        ("elsewhere/", 404),
    ],
)
def test_what_nobody_could_have_chosen_is_refused(client, path, status):
    assert client.get(f"/feeds/en/{path}").status_code == status


def test_an_organisation_without_anything_public_has_no_feed(client):
    city = accounts.organisation()
    assert client.get(f"/feeds/en/organisations/{city.slug}/").status_code == 404


def test_it_is_served_by_publication(client, desk):
    desk.pledge()
    first = client.get("/feeds/en/pledges/")
    again = client.get("/feeds/en/pledges/", headers={"if-none-match": first["ETag"]})
    desk.pledge()
    after = client.get("/feeds/en/pledges/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, after.status_code) == (304, 200)
    assert not first.cookies


def test_it_takes_the_same_queries_for_any_number(client, desk, django_assert_num_queries):
    def fill():
        pledge = desk.pledge(objectives=(7,))
        desk.update(pledge)
        services.retract(desk.pledge(objectives=(7,)), by=desk.moderator, note="Why.")
        desk.tool(objectives=(7,))

    for path, queries in (("publications/", 10), ("pledges/?objective=7&state=PRT", 15), ("objectives/7/", 12)):
        fill()
        with django_assert_num_queries(queries):
            client.get(f"/feeds/en/{path}")
        for _ in range(2):
            fill()
        with django_assert_num_queries(queries):
            client.get(f"/feeds/en/{path}")


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("", "publications/"),
        ("data/", "publications/"),
        ("objectives/7/", "objectives/7/"),
        ("states/PRT/", "states/PRT/"),
        ("forums/2026/round-tables/2/", "round-tables/2026/2/"),
        ("pledges/", "pledges/"),
        ("pledges/?state=PRT&sort=title&page=1", "pledges/?state=PRT"),
        ("tools/", "tools/"),
        ("needs/?objective=8&objective=7", "needs/?objective=7&amp;objective=8"),
        ("plans/", "plans/"),
        ("reviews/", "reviews/"),
    ],
)
def test_pages_lead_to_their_feed_in_the_head_and_in_sight(client, page, path):
    shown = client.get(f"/en/{page}").content.decode()
    link = f'type="application/atom+xml" title="What is published here, as a feed" href="/feeds/en/{path}"'
    assert f'<link rel="alternate" {link}>' in shown
    assert f'<a href="/feeds/en/{path}">' in shown


def test_a_page_that_refuses_its_filters_offers_no_feed(client):
    assert "/feeds/" not in client.get("/en/pledges/?state=nowhere").content.decode()


def test_the_pages_with_a_feed_exist():
    assert set(SCOPES) - {name for name, _ in public_pages()} == set()
