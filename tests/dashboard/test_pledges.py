"""The list of pledges, a pledge's page, its history and its tombstone."""

import json
from datetime import date
from decimal import Decimal

import pytest

from drafting.services import draft_withdrawal
from pledges.models import Pledge
from pledges.services import PLEDGE_CONTENT, answer_naming
from pledges.states import Nature, PledgeType, Reply
from progress.states import Stage
from tests.dashboard.test_home import text_of
from tests.factories import accounts
from tests.factories import pledges as pledge_factory
from workflow import services
from workflow.states import Change

pytestmark = pytest.mark.django_db


NO_FACTS = {
    "related_objectives": [],
    "principles": [],
    "matches": None,
    "mirror": False,
    "partners": [],
    "levels": [],
    "countries": [],
    "region": None,
    "lead_institution": None,
    "novelty": None,
    "continuing_since": None,
    "forum": None,
    "indicator": None,
    "baseline": None,
    "target": None,
    "budget": None,
    "sdg_targets": [],
    "plan_measure": None,
}  # of a pledge that says no more than it must


def listed(client, query=""):
    """The titles a filter leaves, in their order, as the JSON of the same address says."""
    answer = client.get(f"/en/pledges/?format=json&{query}")
    assert answer.status_code == 200
    return [row["title"] for row in answer.json()["results"]]


def amended(pledge, desk, *, change=Change.AMENDMENT, **fields):
    """A next version of the pledge, public."""
    version = pledge_factory.draft(
        desk.portugal, record=pledge.record, change=change, change_reason="Because of the sample.", **fields
    )
    services.submit(version, by=desk.portugal)
    return services.publish(version, by=desk.moderator)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Second", "First"]),
        ("sort=title", ["First", "Second"]),
        ("objective=7", ["First"]),
        ("objective=8", ["Second"]),
        ("objective=7&objective=8", ["Second", "First"]),
        ("objective=1", []),
        ("round_table=2", ["Second"]),
        ("round_table=2&forum=2026", []),
        ("round_table=4&forum=2022", ["First"]),
        ("forum=2022", ["First"]),
        ("state=PRT", ["Second", "First"]),
        ("state=FRA", []),
        ("region=ECE", ["Second", "First"]),
        ("region=ECA", []),
        ("region=none", []),
        ("owner=state", ["Second", "First"]),
        ("owner=organisation", []),
        ("owner=academia", []),
        ("freshness=none", ["First"]),
        ("type=common", ["Second"]),
        ("type=none", []),
        ("nature=financial", ["Second"]),
        ("level=local", ["First"]),
        ("principle=rule_of_law", ["First"]),
        ("stage=fulfilled", ["Second"]),
        ("stage=planning", []),
        ("stage=none", ["First"]),
        ("stage=none&objective=8", []),
    ],
)
def test_each_filter_narrows_the_list(client, desk, query, expected):
    first = desk.pledge(title="First", objectives=(7,), forum_id=2022, levels=["local"])
    first.principles.set(["rule_of_law"])
    second = desk.pledge(
        title="Second", objectives=(8, 9), pledge_type=PledgeType.COMMON, natures=[Nature.FINANCIAL, Nature.PROCESS]
    )
    desk.update(second, stage=Stage.FULFILLED)
    assert listed(client, query) == expected


def test_the_page_and_the_data_have_the_same_rows(client, desk):
    for number in range(3):
        desk.pledge(title=f"Sample {number}")
    page = client.get("/en/pledges/?sort=title").content.decode()
    titles = listed(client, "sort=title")
    assert titles == ["Sample 0", "Sample 1", "Sample 2"]
    assert [page.index(title) for title in titles] == sorted(page.index(title) for title in titles)


def test_a_row_as_data(client, desk):
    pledge = desk.pledge(contact_email="contact@example.org")
    desk.update(pledge, stage=Stage.PLANNING, speaks_for_on=date(2026, 3, 2))
    answer = client.get("/fr/pledges/?format=json")
    assert answer["Content-Type"] == "application/json"
    assert "contact" not in answer.content.decode().lower()
    found = json.loads(answer.content)
    assert {name: found[name] for name in ("count", "page", "pages")} == {"count": 1, "page": 1, "pages": 1}
    assert found["results"] == [
        {
            "reference": pledge.reference,
            "title": "A sample pledge",
            "language": "en",
            "owner": {"kind": "state", "code": "PRT", "name": "Portugal"},
            "objectives": [7],
            "whole_compact": False,
            "type": "individual",
            "stage": "planning",
            "stage_on": "2026-03-02",
            "starts_on": "2026-01-01",
            "ends_on": None,
            **NO_FACTS,
            "natures": ["process"],
            "description": pledge.description,
            "open_ended": True,
            "published_on": pledge.published_at.date().isoformat(),
            "published_in": pledge.published_in_id,
            "url": f"http://localhost:8000/fr/pledges/{pledge.reference}/",
            "source_url": None,
        }
    ]


FACTS = {
    "levels": ["regional"],
    "region": "Atlantic",
    "lead_institution": "Ministry",
    "novelty": "continuing",
    "indicator": "Offices",
    "baseline": "3",
    "target": "20",
    "sdg_targets": ["8.8", "10.c"],
}


def test_all_facts_of_a_pledge_are_data(client, desk):
    cited = desk.pledge(title="The one it matches")
    money = {"budget_amount": Decimal("1500.50"), "budget_currency": "EUR", "budget_is_secured": True}
    days = {"is_open_ended": False, "ends_on": date(2028, 12, 31), "continuing_since": date(2020, 1, 1)}
    matching = {"pledge_type": PledgeType.MATCHING, "matched_record": cited.record, "forum_id": 2026}
    pledge = pledge_factory.joint(desk.portugal, title="Full", **FACTS, **money, **days, **matching)
    pledge.placements.create(objective_id=9, weight="related")
    pledge.principles.set(["people_centred"])
    pledge.countries.set(["PRT", "CPV"])
    services.publish(services.submit(pledge, by=desk.portugal), by=desk.moderator)
    found = client.get("/en/pledges/?format=json&q=Full").json()["results"][0]
    expected = FACTS | {
        "related_objectives": [9],
        "principles": ["people_centred"],
        "matches": cited.reference,
        "partners": [{"name": "Cabo Verde", "kind": None, "state": "CPV", "confirmed": False}],
        "countries": ["CPV", "PRT"],
        "open_ended": False,
        "ends_on": "2028-12-31",
        "continuing_since": "2020-01-01",
        "forum": 2026,
        "budget": {"amount": "1500.50", "currency": "EUR", "secured": True},
    }
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("records", [1, 3])
def test_the_data_take_the_same_queries_for_any_number(client, desk, records, django_assert_num_queries):
    for number in range(records):
        desk.pledge(title=f"Sample {number}").countries.set(["PRT"])
    with django_assert_num_queries(9):
        client.get("/en/pledges/?format=json")


def test_data_say_which_publication_they_are_true_at(client, desk):
    pledge = desk.pledge()
    assert client.get("/en/pledges/?format=json").json()["publication"] == pledge.published_in_id


def test_filters_in_force_can_be_taken_off_one_by_one(client, desk):
    desk.pledge(objectives=(7, 8))
    page = client.get("/en/pledges/?objective=7&objective=8&state=PRT&sort=title&page=1").content.decode()
    assert "Objective: 7." in page
    assert "State: Portugal" in page
    assert 'href="?objective=8&amp;state=PRT&amp;sort=title"' in page
    assert 'href="?objective=7&amp;objective=8&amp;sort=title"' in page
    assert 'href="?objective=7&amp;objective=8&amp;state=PRT&amp;sort=title&amp;format=json&amp;rows=all"' in page


def test_how_many_is_said_with_the_whole(client, desk):
    desk.pledge(objectives=(7,))
    desk.pledge(objectives=(8,), title="Another sample")
    words = text_of(client.get("/en/pledges/?objective=7"))
    assert "Pledges that meet the filters: 1 of 2. With a progress update: 0 of 1." in words
    assert "No pledge meets all of these filters" in text_of(client.get("/en/pledges/?objective=1"))


def test_pages_keep_the_filters_and_are_named_in_the_title(client, desk):
    for number in range(26):
        desk.pledge(title=f"Sample {number:02}")
    first = client.get("/en/pledges/?state=PRT&sort=title").content.decode()
    assert 'href="?state=PRT&amp;sort=title&amp;page=2"' in first
    second = client.get("/en/pledges/?state=PRT&sort=title&page=2").content.decode()
    assert "<title>Pledges, page 2 –" in " ".join(second.split())
    assert ("Sample 25" in second, "Sample 24" in second) == (True, False)


@pytest.mark.parametrize("records", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, desk, records, django_assert_num_queries):
    for number in range(records):
        desk.update(desk.pledge(title=f"Sample {number}", objectives=(number + 1, 7)))
    with django_assert_num_queries(13):
        client.get("/en/pledges/?objective=7&sort=title")


def test_a_pledge_has_its_page(client, desk):
    pledge = desk.pledge(contact_email="contact@example.org")
    words = text_of(client.get(pledge.get_absolute_url()))
    assert "A sample pledge" in words
    assert "No update yet Nothing has been reported on this pledge here." in words
    assert f"[{pledge.reference}, publication {pledge.published_in_id}]. GCM Implementation Portal." in words
    assert "Contact Person" not in words


def test_updates_stand_newest_first(client, desk):
    pledge = desk.pledge()
    desk.update(pledge, narrative="Older words.", speaks_for_on=date(2026, 1, 1))
    desk.update(pledge, narrative="Newer words.", speaks_for_on=date(2026, 5, 1), stage=Stage.FULFILLED)
    words = text_of(client.get(pledge.get_absolute_url()))
    assert words.index("Newer words.") < words.index("Older words.")
    assert "Self-reported" in words


@pytest.mark.parametrize("make", [pledge_factory.draft, pledge_factory.submitted])
def test_what_is_not_public_looks_like_what_does_not_exist(client, desk, make):
    pledge = make(desk.portugal, title="Hidden sample")
    reference = pledge.reference or "GCM-PL-2026-00001"
    hidden, missing = client.get(f"/en/pledges/{reference}/"), client.get("/en/pledges/GCM-PL-2026-99999/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content.decode().replace(reference, "") == missing.content.decode().replace("GCM-PL-2026-99999", "")


def test_a_retracted_pledge_leaves_a_tombstone_without_its_words(client, desk):
    pledge = desk.pledge(title="Regretted words")
    services.retract(pledge, by=desk.moderator, note="It was published by mistake.")
    for address in (pledge.get_absolute_url(), f"{pledge.get_absolute_url()}versions/"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "It was published by mistake." in text_of(answer)
        assert "Regretted words" not in answer.content.decode()
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert listed(client) == []


def test_a_withdrawn_pledge_leaves_a_tombstone_and_its_history(client, desk):
    pledge = desk.pledge(title="Former words")
    amended(pledge, desk, change=Change.WITHDRAWAL, title="Former words")
    answer = client.get(pledge.get_absolute_url())
    assert (answer.status_code, "Because of the sample." in text_of(answer)) == (410, True)
    history = client.get(f"{pledge.get_absolute_url()}versions/")
    assert (history.status_code, "Former words" in text_of(history)) == (200, True)
    assert "Withdrawn by its owner" in text_of(history)


def test_the_history_has_every_public_version_newest_first(client, desk):
    pledge = desk.pledge(title="First words")
    second = amended(pledge, desk, title="Second words")
    pledge_factory.draft(desk.portugal, record=pledge.record, change=Change.AMENDMENT, title="Draft words")
    words = text_of(client.get(f"{pledge.get_absolute_url()}versions/"))
    assert words.index("public now") < words.index("replaced in publication") < words.rindex("First words")
    assert f"Publication {second.published_in_id} · public now" in words
    assert f"replaced in publication {second.published_in_id}" in words
    assert "Draft words" not in words
    assert "Second words" in text_of(client.get(pledge.get_absolute_url()))


def test_the_history_says_field_by_field_what_changed_and_names_no_partner_that_declined(client, desk):
    cape = accounts.focal_point("CPV")
    pledge = pledge_factory.joint(desk.portugal, lead_institution="Ministry of Labour")
    services.publish(services.submit(pledge, by=desk.portugal), by=desk.moderator)
    amendment = pledge_factory.amendment(pledge, desk.portugal)
    PLEDGE_CONTENT.write(amendment, {"partners": []})
    amendment.pledge_type, amendment.lead_institution = PledgeType.INDIVIDUAL, "Ministry of the Interior"
    amendment.save()
    services.publish(services.submit(amendment, by=desk.portugal), by=desk.moderator)
    versions = f"{pledge.get_absolute_url()}versions/"
    words = text_of(client.get(versions))
    assert ("Ministry of Labour" in words, "Ministry of the Interior" in words) == (True, True)
    assert "What it changed" in words
    assert "Cabo Verde" in words
    again = pledge_factory.amendment(amendment, desk.portugal)
    PLEDGE_CONTENT.write(again, {"partners": [{"name": "Cabo Verde", "kind": "", "state": "CPV"}]})
    again.pledge_type = PledgeType.PARTNERSHIP
    again.save()
    services.submit(again, by=desk.portugal)
    answer_naming(again.partners.get(), by=cape, reply=Reply.DECLINED, remark="")
    services.publish(again, by=desk.moderator)
    assert "Cabo Verde" not in text_of(client.get(versions))


@pytest.mark.parametrize(("versions", "compared"), [(1, 0), (3, 2)])
def test_a_page_takes_the_same_queries_and_its_history_some_for_each_comparison(
    client, desk, versions, compared, django_assert_num_queries, django_assert_max_num_queries
):
    pledge = desk.pledge()
    for number in range(versions - 1):
        amended(pledge, desk, title=f"Sample {number}")
    for _ in range(versions):
        desk.update(pledge)
    with django_assert_num_queries(18):
        client.get(pledge.get_absolute_url())
    with django_assert_max_num_queries(10 + 45 * compared):
        client.get(f"{pledge.get_absolute_url()}versions/")


def test_a_row_of_a_list_says_what_its_version_says_each_time_one_of_its_facts_changes(client, desk):
    pledge = desk.pledge(title="First words")
    assert "First words" in text_of(client.get("/en/pledges/"))
    second = amended(pledge, desk, title="Second words")
    page = client.get("/en/pledges/")
    assert "Second words" in text_of(page) and "First words" not in text_of(page)
    assert 'data-stage="unknown"' in page.content.decode()
    desk.update(second, speaks_for_on=date(2026, 3, 2), stage=Stage.FULFILLED)
    assert 'data-stage="fulfilled"' in client.get("/en/pledges/").content.decode()


def test_an_imported_pledge_without_a_date_does_not_borrow_the_day_of_import(client, desk):
    pledge = desk.pledge()
    type(pledge.record).objects.filter(pk=pledge.record_id).update(source="registry", source_id="1")
    assert "Date of the pledge not known" in text_of(client.get("/en/pledges/"))
    Pledge.objects.filter(pk=pledge.pk).update(pledged_in_year=2022)
    assert "Pledged in 2022" in text_of(client.get("/en/pledges/?sort=title"))


def test_an_organisations_pledge_is_not_its_states(client, desk):
    city = accounts.organisation(state=accounts.portugal())
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledge_factory.published(speaker, moderator=desk.moderator, state=None, organisation=city, title="The city's")
    assert (listed(client), listed(client, "state=PRT")) == (["The city's"], [])


def test_the_tombstone_of_a_superseded_pledge_leads_to_the_one_that_took_its_place(client):
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    old, new = pledge_factory.published(focal, moderator), pledge_factory.published(focal, moderator)
    request = draft_withdrawal(
        old, by=focal, content=PLEDGE_CONTENT, reason="One broader pledge.", superseded_by=new.record
    )
    services.publish(services.submit(request, by=focal), by=moderator)
    answer = client.get(f"/en/pledges/{old.reference}/")
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "Superseded by another record" in html
    assert "One broader pledge." in html
    assert f'href="/en/pledges/{new.reference}/"' in html
    assert f'href="/en/pledges/{old.reference}/versions/"' in html
