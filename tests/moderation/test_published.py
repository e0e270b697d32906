"""Published records: found by reference, title or owner, each with what is asked about it."""

import pytest
from django.urls import reverse

from accounts.states import DelegationRole, Holding
from drafting.selectors import story_of
from erasure.services import ask
from moderation.selectors import story
from moderation.services import stamp_of
from moderation.states import Kind
from pledges.models import Pledge
from tests.factories import accounts, needs, plans, pledges, progress, reviews, tools
from tests.factories.erasure import carried_out
from workflow import services
from workflow.models import Record
from workflow.states import Closing

pytestmark = pytest.mark.django_db
PUBLISHED = "/en/moderation/published/"


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator()


@pytest.fixture
def desk(client, moderator):
    """A browser in which the moderator is signed in."""
    client.force_login(moderator)
    return client


def titles(desk, **query):
    return [line.title for line in desk.get(PUBLISHED, query).context["lines"]]


def one_of_each(focal, moderator):
    """A published record of every kind."""
    pledge = pledges.published(focal, moderator, title="A pledge of fair recruitment")
    return {
        Kind.PLEDGE: pledge,
        Kind.TOOL: tools.published(focal, moderator),
        Kind.UPDATE: progress.published(focal, about=pledge.record, moderator=moderator),
        Kind.PLAN: plans.published(focal, moderator),
        Kind.REVIEW: reviews.published(focal, moderator),
        Kind.NEED: needs.published(focal, moderator),
    }


def test_every_kind_is_found_by_its_reference_its_title_and_its_owner(desk, focal, moderator):
    for kind, item in one_of_each(focal, moderator).items():
        [line] = desk.get(PUBLISHED, {"q": item.reference.lower()}).context["lines"]
        assert (line.kind, line.pk, line.reference, line.owner) == (kind, item.pk, item.reference, "Portugal")
        assert desk.get(line.url).status_code == 200
        assert item.pk in {line.pk for line in desk.get(PUBLISHED, {"kind": kind.value}).context["lines"]}
    assert titles(desk, q="FAIR RECRUITMENT") == ["A pledge of fair recruitment"] * 2
    assert len(titles(desk, q="portug")) == 6
    assert titles(desk, q="Kenya") == []


def test_an_organisations_record_is_found_by_its_name(desk, moderator):
    city = accounts.organisation("City of Sample")
    contributor = accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city)
    pledges.published(contributor, moderator, state=None, organisation=city)
    [line] = desk.get(PUBLISHED, {"q": "of sample"}).context["lines"]
    assert line.owner == "City of Sample"


def test_only_what_the_public_reads_now_is_listed(desk, focal, moderator):
    first = pledges.published(focal, moderator, title="First wording")
    services.publish(services.submit(pledges.amendment(first, focal), by=focal), by=moderator)
    Pledge.objects.filter(record=first.record).exclude(pk=first.pk).update(title="Second wording")
    pledges.submitted(focal, title="Not public")
    services.retract(pledges.published(focal, moderator, title="Gone"), by=moderator, note="An error.")
    assert titles(desk) == ["Second wording"]


def test_what_is_asked_about_a_record_stands_at_it_and_can_be_looked_for(desk, client, focal, moderator):
    leaving, amended, private, _plain = (
        pledges.published(focal, moderator, title=title, contact_email="ana@example.org")
        for title in ("Leaving", "Amended", "Private", "Plain")
    )
    withdrawal = services.submit(pledges.withdrawal(leaving, focal), by=focal)
    amendment = services.submit(pledges.amendment(amended, focal), by=focal)
    request = ask(private.record, what=Holding.CONTACTS, by=focal)
    asked = {
        line.title: (line.withdrawal, line.amendment, line.erasure) for line in desk.get(PUBLISHED).context["lines"]
    }
    assert asked == {
        "Leaving": (withdrawal.pk, None, None),
        "Amended": (None, amendment.pk, None),
        "Private": (None, None, request),
        "Plain": (None, None, None),
    }
    assert titles(desk, about="withdrawal") == ["Leaving"]
    assert titles(desk, about="erasure") == ["Private"]
    assert titles(desk, about="erasure", kind="tool") == []
    page = desk.get(PUBLISHED).content.decode()
    assert reverse("moderation:record", args=["pledge", withdrawal.pk]) in page
    assert reverse("erasure:detail", args=[request.pk]) not in page
    client.force_login(accounts.administrator())
    assert reverse("erasure:detail", args=[request.pk]) in client.get(PUBLISHED).content.decode()
    carried_out(request)
    assert titles(desk, about="erasure") == []


def test_a_request_its_owner_is_still_writing_is_nobody_elses_business(desk, focal, moderator):
    pledge = pledges.published(focal, moderator)
    pledges.withdrawal(pledge, focal)
    [line] = desk.get(PUBLISHED).context["lines"]
    assert (line.withdrawal, titles(desk, about="withdrawal")) == (None, [])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_nine_questions_whatever_its_length(desk, focal, moderator, rows, django_assert_num_queries):
    for number in range(rows):
        live = pledges.published(focal, moderator, contact_email="ana@example.org")
        services.submit(pledges.withdrawal(live, focal), by=focal)
        ask(live.record, what=Holding.CONTACTS, by=focal)
        tools.published(focal, moderator, title=f"A sample tool {number}")
    with django_assert_num_queries(9):
        assert len(desk.get(PUBLISHED).context["lines"]) == 2 * rows


def test_the_list_is_read_in_pages_that_keep_the_filter(desk, focal, moderator):
    for _ in range(26):
        pledges.published(focal, moderator)
    first = desk.get(PUBLISHED, {"q": "sample", "kind": "pledge"})
    assert len(first.context["lines"]) == 25
    assert 'href="?q=sample&amp;kind=pledge&amp;page=2"' in first.content.decode()
    assert len(desk.get(PUBLISHED, {"page": 2}).context["lines"]) == 1


@pytest.mark.parametrize("query", [{"kind": "plans"}, {"about": "x"}, {"q": "a\0b"}, {"q": "x" * 201}], ids=str)
def test_a_filter_nobody_could_have_chosen_is_a_bad_request(desk, query):
    assert desk.get(PUBLISHED, query).status_code == 400


@pytest.mark.parametrize("page", ["0", "2", "x", "\0", "9" * 40])
def test_a_page_that_is_none_is_not_found(desk, page):
    assert desk.get(PUBLISHED, {"page": page}).status_code == 404


def test_with_nothing_public_it_says_so(desk):
    assert "Nothing is public yet." in desk.get(PUBLISHED).content.decode()
    assert "Clear the filters" in desk.get(PUBLISHED, {"q": "x"}).content.decode()


# A withdrawal that its owner asks for, from the desk to the tombstone ---------------------------------------------


def ask_for_withdrawal(client, focal, pledge):
    """As the focal point does at the desk; the request, submitted."""
    client.force_login(focal)
    address = reverse("desk_pledges:request_withdrawal", args=[pledge.reference])
    client.post(address, {"reason": "It was not funded."})
    leaving = Pledge.objects.get(record=pledge.record, status="draft")
    client.post(reverse("desk_pledges:submit", args=[leaving.pk]))
    return Pledge.objects.get(pk=leaving.pk)


def test_a_withdrawal_reads_as_one_from_the_request_to_the_tombstone(client, focal, moderator):
    pledge = pledges.published(focal, moderator, title="A programme of samples")
    leaving = ask_for_withdrawal(client, focal, pledge)
    client.force_login(moderator)
    page = client.get(reverse("moderation:record", args=["pledge", leaving.pk])).content.decode()
    for words in ("A request to withdraw the record", "It was not funded.", "Take the record off the site"):
        assert words in page
    for words in ("The public can read it at once", "It is not public meanwhile"):
        assert words not in page
    decide = reverse("moderation:decide", args=["pledge", leaving.pk, "publish"])
    decided = client.post(decide, {"seen": stamp_of(leaving)}, follow=True)
    assert "Withdrawn as its owner asked" in decided.content.decode()

    record = Record.objects.get(pk=pledge.record_id)
    tombstone = client.get(reverse("pledges:detail", args=[pledge.reference]))
    assert (tombstone.status_code, record.closing) == (410, Closing.WITHDRAWN)
    for words in ("It was not funded.", f"publication {record.closed_in_id}", "Withdrawn by its owner"):
        assert words in tombstone.content.decode()
    client.force_login(focal)
    own = client.get(reverse("desk_pledges:detail", args=[pledge.pk])).content.decode()
    assert "Not public any more" in own
    for heads in ([each.what for each in story_of(record)], [each.heading for each in story(leaving)]):
        assert [str(each) for each in heads] == [
            "Withdrawn as asked", "Withdrawal asked for", "Request to withdraw started",
            "Published", "Submitted", "Draft started",
        ]  # fmt: skip
