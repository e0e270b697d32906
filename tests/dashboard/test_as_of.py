"""Any public page as it stood at an earlier publication: the same words and numbers, and ways to now."""

import json
import re

import pytest
from django.test import Client

from pledges.models import Pledge
from tests.dashboard.addresses import addresses
from tests.factories import accounts, needs, plans, pledges, progress, roundtables
from workflow import services
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db

STRIPPED = [
    (r'<p class="past-notice">.*?</p>', ""),
    (r'<input type="hidden" name="as_of" value="\d+">', ""),
    (r"(\?|&amp;|&)as_of=\d+", ""),
    (r'href="\?(#[^"]*)?"', r'href="\1"'),
    (r"\s+", " "),
]


def words(answer):
    """What the page says, without what tells that it is of the past."""
    page = answer.content.decode()
    for pattern, replacement in STRIPPED:
        page = re.sub(pattern, replacement, page, flags=re.S)
    return page


def at(address, number):
    """The address, asking for that publication."""
    return f"{address}{'&' if '?' in address else '?'}as_of={number}"


@pytest.fixture
def records(desk):
    """One of each kind, public."""
    pledge, city = desk.pledge(title="A sample that will change"), accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledges.published(speaker, moderator=desk.moderator, state=None, organisation=city)
    desk.update(pledge)
    return {
        "pledges": [pledge.reference],
        "tools": [desk.tool(objectives=(7,)).reference],
        "plans": [plans.published(desk.portugal, desk.moderator).reference],
        "needs": [needs.published(desk.portugal, moderator=desk.moderator).reference],
        "organisations": [city.slug],
    }


def move_on(desk, records):
    """Amend, withdraw, add and edit: what a year brings."""
    pledge = Pledge.objects.published().get(record__reference=records["pledges"][0])
    changed = pledges.amendment(pledge, desk.portugal)
    changed.title = "A sample that has changed"
    changed.save()
    services.publish(services.submit(changed, by=desk.portugal), by=desk.moderator)
    progress.published(desk.portugal, moderator=desk.moderator, about=desk.pledge(objectives=(8,)).record)
    desk.tool(objectives=(8,))
    gone = pledges.withdrawal(desk.pledge(), desk.portugal)
    services.publish(services.submit(gone, by=desk.portugal), by=desk.moderator)
    roundtables.dated(2030)
    roundtables.entry()
    roundtables.public(roundtables.note())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_as_of_an_earlier_publication_says_what_it_said_then(desk, records, language):
    number = current_publication()
    then = {address: words(Client().get(address)) for address in addresses(records, language=language)}
    move_on(desk, records)
    now = {address: words(Client().get(at(address, number))) for address in then}
    assert [address for address in then if now[address] != then[address]] == []


def test_a_page_of_the_past_says_so_leads_to_now_and_is_canonically_the_present_page(desk, records):
    number = current_publication()
    desk.pledge()
    page = Client().get(f"/en/pledges/?objective=7&as_of={number}").content.decode()
    assert f"This is how it stood at publication {number} of " in page
    assert '<a href="/en/pledges/?objective=7" data-moment="now">Show it as it stands now</a>' in page
    assert re.search(r'rel="canonical" href="[^"?]+/en/pledges/"', page)


def test_links_chips_forms_and_formats_of_a_page_of_the_past_stay_there(desk, records):
    number = current_publication()
    desk.pledge()
    page = Client().get(f"/en/pledges/?objective=7&as_of={number}").content.decode()
    reference = records["pledges"][0]
    assert f'href="/en/pledges/{reference}/?as_of={number}"' in page
    assert f'href="/en/?as_of={number}"' in page
    assert f'href="?objective=7&amp;format=json&amp;rows=all&amp;as_of={number}"' in page
    assert f'href="?as_of={number}"' in page  # the chip: the list without the objective
    assert f'href="/fr/pledges/?objective=7&amp;as_of={number}"' in page
    assert re.search(
        rf'<form class="filter-form" method="get"[^>]*><input type="hidden" name="as_of" value="{number}">', page
    )
    assert 'href="/en/reports/"' in page
    assert f'href="/en/data/?as_of={number}#publications"' in page


def test_the_latest_publication_asked_for_is_the_page_of_now(desk, records):
    asked, plain = Client().get(at("/en/states/PRT/", current_publication())), Client().get("/en/states/PRT/")
    assert words(asked) == words(plain)
    assert "past-notice" not in asked.content.decode()


def test_what_was_not_there_then_is_not_there_and_ages_are_told_as_then(desk, records, django_assert_num_queries):
    number, late = current_publication(), desk.pledge()
    assert Client().get(at(f"/en/pledges/{late.reference}/", number)).status_code == 404
    page = at(f"/en/pledges/{records['pledges'][0]}/", number)
    etag = Client().get(page)["ETag"]
    with django_assert_num_queries(3):
        assert Client().get(page, headers={"if-none-match": etag}).status_code == 304


def test_a_record_withdrawn_since_is_shown_as_it_stood(desk, records):
    pledge = desk.pledge(title="A sample to be withdrawn")
    number = current_publication()
    services.publish(services.submit(pledges.withdrawal(pledge, desk.portugal), by=desk.portugal), by=desk.moderator)
    address = f"/en/pledges/{pledge.reference}/"
    assert Client().get(address).status_code == 410
    assert "A sample to be withdrawn" in Client().get(at(address, number)).content.decode()


def test_what_was_retracted_since_is_not_shown_at_any_moment_and_its_versions_neither(desk, records):
    pledge = desk.pledge(title="A kanarienvogel")
    first = current_publication()
    changed = services.publish(
        services.submit(pledges.amendment(pledge, desk.portugal), by=desk.portugal), by=desk.moderator
    )
    second = current_publication()
    places = [f"/en/pledges/{pledge.reference}/", "/en/pledges/", "/en/states/PRT/", "/en/objectives/7/", "/en/data/"]
    before = [Client().get(at(place, first)) for place in places]
    assert [b"kanarienvogel" in answer.content for answer in before[:4]] == [True] * 4
    services.retract(changed, by=desk.moderator, note="A sample reason.")
    for number in (first, second):
        answers = [Client().get(at(place, number)) for place in places]
        assert [b"kanarienvogel" in answer.content for answer in answers] == [False] * 5
        assert answers[0].status_code == 410
    listed = json.loads(Client().get(at("/en/pledges/?format=json", first)).content)
    assert pledge.reference not in {each["reference"] for each in listed["results"]}


@pytest.mark.parametrize("asked", ["0", "-1", "x", "1.5", "%00", "9" * 5000, "999999999", "1%20or%201"])
@pytest.mark.parametrize("place", ["/en/", "/en/pledges/", "/ar/objectives/7/", "/en/pledges/GCM-PL-2026-99999/"])
def test_what_is_no_publication_is_400_and_says_so(desk, place, asked):
    answer = Client().get(f"{place}?as_of={asked}")
    assert (answer.status_code, "as_of" in answer.content.decode()) == (400, True)


def test_an_empty_moment_is_now(desk):
    assert Client().get("/en/?as_of=").status_code == 200


def test_a_redirect_of_the_past_stays_in_the_past(desk):
    desk.pledge()
    number = current_publication()
    desk.pledge()
    assert Client().get(f"/en/states/prt/?as_of={number}")["Location"] == f"/en/states/PRT/?as_of={number}"
