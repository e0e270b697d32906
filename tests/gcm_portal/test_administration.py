"""The page from which everything is administered: who finds what there, and what waits."""

import pytest
from django.test import Client

from accounts.services import invite
from accounts.states import DelegationRole, Holding
from erasure.services import ask
from gcm_portal.administration.mail import mail_owed
from gcm_portal.administration.places import GROUPS, places_of
from notices.models import Notice
from notices.services import owe
from reports.models import Report, ReportSchedule
from reports.services import ensure_default_schedules, pause_schedule
from tests.factories import accounts, needs, pledges, reports, tools
from tests.factories import roundtables as factory

pytestmark = pytest.mark.django_db


def waiting(person):
    """What waits at each place, by its address without the language."""
    return {line.url.removeprefix("/en"): (line.count, line.words) for _, lines in places_of(person) for line in lines}


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_administrator_finds_every_place_and_a_moderator_theirs():
    moderator = set(waiting(accounts.moderator()))
    administrator = set(waiting(accounts.administrator()))
    assert moderator == {
        "/accounts/people/vacancies/", "/moderation/", "/moderation/overdue/", "/moderation/matching/",
        "/moderation/published/",
        "/moderation/peer-reviews/", "/moderation/reviewers/", "/reports/production/",
    }  # fmt: skip
    assert len(administrator) == sum(len(places) for _title, places in GROUPS)
    assert moderator < administrator
    assert places_of(accounts.focal_point("PRT")) == []


def test_where_nothing_waits_it_says_so():
    found = waiting(accounts.administrator())
    quiet = {address: words for address, (count, words) in found.items() if count == 0 and words}
    assert quiet == {
        "/accounts/people/proposals/": "0 proposals to confirm",
        "/accounts/people/delegations/": "0 end within 60 days",
        "/accounts/invitations/": "0 not accepted yet",
        "/accounts/people/": "mail to 0 people comes back",
        "/moderation/": "0 submissions to decide on",
        "/moderation/erasure/": "0 requests to answer",
        "/moderation/matching/": "0 needs without a match",
        "/moderation/peer-reviews/": "0 reviews with a free place",
        "/moderation/reviewers/": "0 people to enter",
        "/moderation/forums/": "0 drafts to publish",
        "/desk/calls/": "0 calls to publish",
        "/moderation/schedules/": "0 schedules are paused",
        "/reports/production/": "0 reports failed",
        "/moderation/health/": "0 messages could not be sent yet",
    }
    assert found["/accounts/people/vacancies/"] == (195, "195 States without a focal point")


def test_what_waits_is_counted():
    keeper, focal = factory.administrator(), accounts.focal_point("PRT")
    accounts.nominated(focal)
    invite(by=keeper, email="a@example.org", party=accounts.portugal(), role=DelegationRole.DRAFTER)
    pledges.submitted(focal)
    needs.published(focal, accounts.moderator())
    ask(focal, what=Holding.ACCOUNT, by=focal)
    factory.topic()
    factory.public(factory.topic(number=2))
    tools.call(by=keeper)
    ensure_default_schedules()
    pause_schedule(ReportSchedule.objects.first(), by=keeper)
    report = reports.queued()
    Report.objects.filter(pk=report.pk).update(state="failed", failure="storage")
    Notice.objects.update(failure="refused")
    found = waiting(keeper)
    assert {address: words for address, (_n, words) in found.items() if words and address != "/accounts/people/"} == {
        "/accounts/people/proposals/": "1 proposal to confirm",
        "/accounts/people/delegations/": "0 end within 60 days",
        "/accounts/people/vacancies/": "194 States without a focal point",
        "/accounts/invitations/": "1 not accepted yet",
        "/moderation/": "1 submission to decide on",
        "/moderation/erasure/": "1 request to answer",
        "/moderation/matching/": "1 need without a match",
        "/moderation/peer-reviews/": "0 reviews with a free place",
        "/moderation/reviewers/": "0 people to enter",
        "/moderation/forums/": "1 draft to publish",
        "/desk/calls/": "1 call to publish",
        "/moderation/schedules/": "1 schedule is paused",
        "/reports/production/": "1 report failed",
        "/moderation/health/": f"{Notice.objects.count()} messages could not be sent yet",
    }


def test_the_page_is_reached_from_the_desk_and_from_the_queue():
    client = signed_in(accounts.administrator())
    for address in ("/en/desk/", "/en/moderation/"):
        assert 'href="/en/moderation/administration/"' in client.get(address).content.decode()
    page = client.get("/en/moderation/administration/").content.decode()
    for name in ("Proposals", "Delegations", "Forums and calendar", "Report schedules", "Health"):
        assert name in page


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_however_much_waits(rows, django_assert_num_queries):
    focal = accounts.focal_point("PRT")
    client = signed_in(factory.administrator())
    for number in range(1, rows + 1):
        accounts.nominated(focal, email=f"next{number}@example.org")
        pledges.submitted(focal)
        factory.topic(number=number)
    with django_assert_num_queries(22):
        client.get("/en/moderation/administration/")


def test_mail_is_owed_until_it_is_sent_and_to_people_who_can_sign_in():
    somebody, gone = accounts.person("a@example.org"), accounts.person("b@example.org", is_active=False)
    owe("sample", to=[somebody, gone], key="one")
    owed = {str(each.label): (each.owed, each.failing) for each in mail_owed()}
    assert owed == {
        "About submissions": (0, 0),
        "About delegations": (0, 0),
        "About everything else": (1, 0),
        "To partners named in pledges": (0, 0),
    }
