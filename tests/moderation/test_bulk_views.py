"""Deciding on many over HTTP: what was ticked is listed with what would happen, confirmed once, and told."""

from uuid import UUID

import pytest

from moderation import services
from moderation.models import Batch
from moderation.states import BATCH_MAX
from pledges.models import Pledge
from tests.factories import accounts, pledges, tools
from tests.factories.queue import copies
from workflow import services as workflow
from workflow.models import AuditEvent
from workflow.states import Status

pytestmark = pytest.mark.django_db
BULK = "/en/moderation/bulk/"
KEY = UUID(int=7)


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator(name="Ana")


@pytest.fixture
def desk(client, moderator):
    """A browser in which the moderator is signed in."""
    client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def listed(client, *items, act="publish", kind="pledge"):
    return client.get(BULK, {"act": act, "pick": [f"{kind}-{item.pk}" for item in items]})


def as_shown(answer, **changes):
    """The form of the confirmation, as it would be sent."""
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None} | changes


def test_what_was_ticked_is_listed_with_its_owner_and_what_would_happen(desk, portugal, moderator):
    live, public = (pledges.published(portugal, accounts.moderator(f"{n}@example.org")) for n in range(2))
    items = [
        pledges.submitted(portugal, title="A new one"),
        workflow.submit(pledges.amendment(live, portugal), by=portugal),
        workflow.submit(pledges.withdrawal(public, portugal), by=portugal),
    ]
    content = listed(desk, *items).content.decode()
    for words in (
        "Publish 3 submissions?",
        "A new one",
        "Portugal",
        "Becomes public.",
        "Replaces the version the public reads now.",
        "Takes the record off the site.",
    ):
        assert words in content
    assert [f'value="pledge-{each.pk}@{services.stamp_of(each)}"' in content for each in items] == [True] * 3
    returning = listed(desk, *items, act="return").content.decode()
    assert "Return 3 submissions for changes?" in returning
    assert returning.count("Goes back to its owner, who can correct it.") == 3
    assert Pledge.objects.filter(status=Status.SUBMITTED).count() == 3


def test_what_will_not_be_done_is_said_before(desk, portugal, moderator):
    held = pledges.submitted(portugal)
    services.claim(held, by=accounts.moderator("ben@example.org", name="Ben"))
    moderator.delegations.create(role="focal_point", state_id="KEN", starts_on="2020-01-01")
    own = pledges.submitted(moderator, state="KEN")
    content = listed(desk, held, own).content.decode()
    assert "Ben has claimed it: it will not be done." in content
    assert "Your own work: it will not be done." in content


def test_what_left_the_desk_is_left_out_and_counted(desk, portugal, moderator):
    here, gone = pledges.submitted(portugal), pledges.published(portugal, moderator)
    answer = listed(desk, here, gone, pledges.draft(portugal))
    assert [line.pk for line in answer.context["lines"]] == [here.pk]
    assert "2 submissions you ticked no longer await a decision and are left out." in answer.content.decode()
    nothing = listed(desk, gone)
    assert nothing.status_code == 200
    assert '<form method="post" action="/en/moderation/bulk/"' not in nothing.content.decode()


def test_confirmed_each_is_published_and_the_page_says_so(desk, portugal, moderator):
    items = [pledges.submitted(portugal, title=f"Number {number}") for number in range(3)]
    page = listed(desk, *items)
    workflow.withdraw(items[2], by=portugal)
    answer = desk.post(BULK, as_shown(page), follow=True)
    assert answer.redirect_chain == [(f"{BULK}{Batch.objects.get().pk}/", 302)]
    content = answer.content.decode()
    assert "2 of 3 submissions were published" in content
    assert "This cannot be done now: the record is “Withdrawn”." in content
    assert f'href="/en/moderation/pledge/{items[0].pk}/"' in content
    assert "Number 0" in content
    assert "Number 2" not in content  # it is its owner's again
    again = desk.post(BULK, as_shown(page), follow=True)
    assert (again.redirect_chain, again.content.count(b"2 of 3")) == (answer.redirect_chain, 1)
    assert AuditEvent.objects.filter(verb="publish").count() == 2


def test_returning_asks_for_one_reason_which_everybody_gets(desk, portugal):
    items = [pledges.submitted(portugal) for _ in range(2)]
    page = listed(desk, *items, act="return")
    refused = desk.post(BULK, as_shown(page, note=" \n "))
    assert refused.status_code == 400
    assert "Say why: each person who submitted one of these will read your reason." in refused.content.decode()
    assert as_shown(refused)["key"] == str(as_shown(page)["key"])
    answer = desk.post(BULK, as_shown(refused, note="Say who pays."), follow=True)
    assert "2 of 2 submissions were returned" in answer.content.decode()
    assert list(AuditEvent.objects.filter(verb="return").values_list("note", flat=True)) == ["Say who pays."] * 2


def test_a_refused_confirmation_keeps_the_stamps_it_was_sent_with(desk, portugal, moderator):
    item = pledges.submitted(portugal)
    page = listed(desk, item, act="return")
    second = accounts.moderator("second@example.org")
    workflow.submit(workflow.return_for_changes(item, by=second, note="-"), by=portugal)
    refused = desk.post(BULK, as_shown(page, note=""))
    answer = desk.post(BULK, as_shown(refused, note="Say more."), follow=True)
    assert "0 of 1 submission was returned" in answer.content.decode()
    assert "This was changed and submitted again since you opened it." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"act": "publish"}, "Tick at least one submission in the queue."),
        ({"act": "reject", "pick": "pledge-1"}, "Select a valid choice"),
        ({"pick": "pledge-1"}, "This field is required."),
        ({"act": "publish", "pick": "plans-1"}, "cannot be read"),
        ({"act": "publish", "pick": "pledge-x"}, "cannot be read"),
        ({"act": "publish", "pick": "pledge-1\0"}, "cannot be read"),
        ({"act": "publish", "pick": "pledge-" + "9" * 19}, "cannot be read"),
        ({"act": "publish", "pick": "pledge-1@" + "x" * 101}, "cannot be read"),
        (
            {"act": "publish", "pick": [f"pledge-{number}" for number in range(BATCH_MAX + 1)]},
            "At most 50 submissions can be decided on at once.",
        ),
    ],
    ids=["none", "verb", "no verb", "kind", "number", "nul", "huge", "stamp", "many"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_selection_nobody_could_have_made_is_a_bad_request_that_says_why(desk, method, data, words):
    answer = getattr(desk, method)(BULK, data)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("key", ["", "no-key", "\0"])
def test_a_confirmation_without_its_key_is_shown_again(desk, portugal, key):
    page = listed(desk, pledges.submitted(portugal))
    assert desk.post(BULK, as_shown(page, key=key)).status_code == 400
    assert not Batch.objects.exists()


def test_a_confirmation_without_stamps_decides_on_nothing(desk, portugal):
    item = pledges.submitted(portugal)
    answer = desk.post(BULK, {"act": "publish", "pick": f"pledge-{item.pk}", "key": KEY}, follow=True)
    assert "0 of 1 submission was published" in answer.content.decode()
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_what_became_of_a_batch_is_for_who_confirmed_it(desk, portugal, client):
    answer = desk.post(BULK, as_shown(listed(desk, pledges.submitted(portugal))))
    client.force_login(accounts.administrator(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(answer["Location"]).status_code == 404
    assert client.get(f"{BULK}{KEY}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_confirmation_asks_seven_questions(desk, portugal, count, django_assert_num_queries):
    items = copies(tools.submitted(portugal), count)
    with django_assert_num_queries(7):
        assert len(listed(desk, *items, kind="tool").context["lines"]) == count
