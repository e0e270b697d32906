"""Organisations that pledge or provide tools."""

import pytest

from accounts.states import OrganisationKind
from dashboard.selectors.parties import organisation_page, organisations_by_kind
from progress.selectors import figures_by_organisation
from tests.dashboard.test_home import text_of
from tests.factories import accounts
from tests.factories import pledges as pledge_factory
from tests.factories import tools as tool_factory
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def pledging(desk, name="City of Sample", *, kind=OrganisationKind.LOCAL):
    """An organisation with a public pledge, and the pledge."""
    city = accounts.organisation(name, kind=kind)
    speaker = accounts.delegate(f"{city.slug}@example.org", role="focal_point", organisation=city)
    return city, pledge_factory.published(speaker, moderator=desk.moderator, state=None, organisation=city)


def test_nobody_is_listed_before_something_of_theirs_is_public(client, desk):
    city = accounts.organisation()
    assert "No organisation is on record here yet" in text_of(client.get("/en/organisations/"))
    assert client.get(f"/en/organisations/{city.slug}/").status_code == 404


def test_organisations_stand_by_kind_and_name(desk):
    pledging(desk, "Zeta City")
    pledging(desk, "Ábaco City")
    pledging(desk, "An association", kind=OrganisationKind.CIVIL)
    kinds = organisations_by_kind(moment=current_moment(), language="en")
    assert [[line.organisation.name for line in lines] for _, lines in kinds] == [
        ["Ábaco City", "Zeta City"],
        ["An association"],
    ]


def test_a_provider_of_tools_is_listed_too(client, desk):
    city = accounts.organisation("Tool maker")
    speaker = accounts.delegate("maker@example.org", role="focal_point", organisation=city)
    tool_factory.published(speaker, moderator=desk.moderator, state=None, organisation=city)
    assert "Kind not known Tool maker 1 tool" in text_of(client.get("/en/organisations/"))
    assert "A sample tool" in text_of(client.get("/en/organisations/tool-maker/"))


def test_an_organisations_figures_are_its_own(client, desk):
    city, _ = pledging(desk)
    desk.pledge()
    moment = current_moment()
    assert organisation_page(city, moment).figures == figures_by_organisation(moment)[city.pk]
    assert "1 pledge on record 0 of 1 have a progress update" in text_of(client.get(city.get_absolute_url()))


def test_it_leaves_the_list_with_its_last_record(client, desk):
    city, pledge = pledging(desk)
    services.retract(pledge, by=desk.moderator, note="By mistake.")
    assert client.get(city.get_absolute_url()).status_code == 404
    assert "City of Sample" not in text_of(client.get("/en/organisations/"))


def test_pages_take_the_same_queries_for_any_number(client, desk, django_assert_num_queries):
    city, _ = pledging(desk)
    with django_assert_num_queries(6):
        client.get("/en/organisations/")
    for number in range(3):
        pledging(desk, f"City {number}")
        pledge_factory.published(
            accounts.delegate(f"more{number}@example.org", role="focal_point", organisation=city),
            moderator=desk.moderator,
            state=None,
            organisation=city,
            title=f"Sample {number}",
        )
    with django_assert_num_queries(6):
        client.get("/en/organisations/")
    with django_assert_num_queries(26):
        client.get(city.get_absolute_url())
