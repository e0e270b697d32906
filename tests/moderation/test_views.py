"""The desk over HTTP: who gets in, what the pages show, how decisions are taken and refused."""

import pytest
from django.urls import reverse

from drafting.services import draft_withdrawal
from moderation.services import stamp_of
from moderation.states import Kind
from pledges.forms import PLEDGE
from pledges.models import Pledge
from tests.factories import accounts, attachments, needs, plans, pledges, progress, reviews, tools
from workflow import services
from workflow.models import AuditEvent, Record
from workflow.states import Change, Closing, Status

pytestmark = pytest.mark.django_db
QUEUE = "/en/moderation/"


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator()


@pytest.fixture
def desk(client, moderator):
    """A browser in which the moderator is signed in."""
    client.force_login(moderator)
    return client


def page_of(item, kind="pledge"):
    return reverse("moderation:record", args=[kind, item.pk])


def decide(client, item, verb, *, kind="pledge", note="", seen=None):
    """Send the form of the page as it stands."""
    seen = stamp_of(item) if seen is None else seen
    return client.post(f"{page_of(item, kind)}{verb}/", {"note": note, "seen": seen})


def test_signed_out_the_way_leads_to_the_sign_in(client, portugal):
    item = pledges.submitted(portugal)
    for address in (QUEUE, page_of(item)):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, f"/en/accounts/login/?next={address}")
    answer = decide(client, item, "publish")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/en/accounts/login/")


@pytest.mark.parametrize("who", [accounts.person, accounts.drafter, accounts.focal_point])
def test_for_everybody_but_staff_there_is_no_such_page(client, who):
    item = pledges.submitted(accounts.focal_point("KEN"), state="KEN")
    client.force_login(who(email="other@example.org"))
    assert client.get(QUEUE).status_code == 404
    assert client.get(page_of(item)).status_code == 404
    assert decide(client, item, "publish").status_code == 404
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_an_administrator_moderates_too(client):
    client.force_login(accounts.administrator())
    assert client.get(QUEUE).status_code == 200


def test_the_desk_is_never_kept_by_a_cache(desk, portugal):
    for address in (QUEUE, page_of(pledges.submitted(portugal))):
        assert "no-store" in desk.get(address)["Cache-Control"]


def test_an_empty_queue_says_so(desk):
    answer = desk.get(QUEUE)
    assert answer.status_code == 200
    assert "Nothing awaits a decision" in answer.content.decode()


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_shown_with_its_three_decisions(desk, portugal, kind):
    live = pledges.published(portugal, accounts.moderator("second@example.org"))
    item = {
        Kind.PLEDGE: lambda: pledges.submitted(portugal),
        Kind.TOOL: lambda: tools.submitted(portugal),
        Kind.UPDATE: lambda: progress.submitted(portugal, about=live.record),
        Kind.PLAN: lambda: plans.submitted(portugal),
        Kind.REVIEW: lambda: reviews.submitted(portugal),
        Kind.NEED: lambda: needs.submitted(portugal),
    }[kind]()
    answer = desk.get(page_of(item, kind.value))
    assert answer.status_code == 200
    assert list(answer.context["forms"]) == ["publish", "return", "reject"]
    assert item.reference in answer.content.decode()


def test_the_page_of_an_amendment_stands_beside_what_is_published(desk, portugal, moderator):
    live = pledges.published(portugal, moderator, title="Fair recruitment")
    values = {name: getattr(live, name) for name in ("description", "pledge_type", "natures", "starts_on", "state")}
    item = services.submit(
        services.start_draft(
            Pledge(
                record=live.record,
                change=Change.AMENDMENT,
                change_reason="The law was passed.",
                title="Fairer recruitment",
                is_open_ended=True,
                covers_whole_compact=True,
                **values,
            ),
            by=portugal,
        ),
        by=portugal,
    )
    content = desk.get(page_of(item)).content.decode()
    assert "[removed: </span>Fair<span" in content
    assert "[added: </span>Fairer<span" in content
    assert "The law was passed." in content
    assert decide(desk, item, "publish").status_code == 302
    assert [each.title for each in Pledge.objects.published()] == ["Fairer recruitment"]


def test_a_withdrawal_is_announced_as_such_and_takes_the_record_off_the_site(desk, portugal, moderator):
    live = pledges.published(portugal, moderator)
    item = services.submit(
        draft_withdrawal(live, by=portugal, content=PLEDGE.content, reason="Overtaken by a new law."), by=portugal
    )
    content = desk.get(page_of(item)).content.decode()
    assert "A request to withdraw the record" in content
    assert "Overtaken by a new law." in content
    assert decide(desk, item, "publish").status_code == 302
    assert Record.objects.get(pk=item.record_id).closing == Closing.WITHDRAWN


def test_the_contact_person_is_shown_and_marked_private(desk, portugal):
    content = desk.get(page_of(pledges.submitted(portugal, contact_email="ana@example.org"))).content.decode()
    assert 'href="mailto:ana@example.org"' in content
    assert "Private: never published" in content


def test_a_draft_and_what_never_was_are_not_found(desk, portugal):
    assert desk.get(page_of(pledges.draft(portugal))).status_code == 404
    for address in ("pledge/0/", "pledge/999999999999999999999999/", "plan/1/", "update/1/"):
        assert desk.get(f"{QUEUE}{address}").status_code == 404


def test_what_is_back_with_its_owner_is_not_shown(desk, portugal, moderator):
    item = services.return_for_changes(pledges.submitted(portugal, title="Being rewritten"), by=moderator, note="No.")
    answer = desk.get(page_of(item))
    assert answer.status_code == 200
    assert "Being rewritten" not in answer.content.decode()
    assert "no longer on the moderators" in answer.content.decode()


@pytest.mark.parametrize(
    ("verb", "status", "told"),
    [
        ("publish", Status.PUBLISHED, "Published: the public can read it now."),
        ("return", Status.RETURNED, "Returned for changes: the focal point is told why."),
        ("reject", Status.REJECTED, "Rejected: the focal point is told why."),
    ],
)
def test_a_decision_is_done_told_and_leads_back_to_the_queue(desk, portugal, moderator, verb, status, told):
    item = pledges.submitted(portugal)
    answer = desk.post(f"{page_of(item)}{verb}/", {"note": "Because.", "seen": stamp_of(item)}, follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert told in answer.content.decode()
    assert Pledge.objects.get(pk=item.pk).status == status
    event = AuditEvent.objects.get(record=item.record, verb=verb)
    assert (event.actor, event.note) == (moderator, "" if verb == "publish" else "Because.")


def test_a_published_record_can_be_retracted_with_a_reason(desk, portugal, moderator):
    item = pledges.published(portugal, moderator)
    assert list(desk.get(page_of(item)).context["forms"]) == ["retract"]
    assert decide(desk, item, "retract", note="Sent by mistake.").status_code == 302
    assert Record.objects.get(pk=item.record_id).closing_note == "Sent by mistake."
    assert desk.get(page_of(item)).context["forms"] == {}


@pytest.mark.parametrize("verb", ["return", "reject"])
def test_without_a_reason_it_is_refused_at_the_reasons_own_box(desk, portugal, verb):
    item = pledges.submitted(portugal)
    answer = decide(desk, item, verb, note=" \n ")
    assert answer.status_code == 400
    assert answer.context["forms"][verb].errors == {
        "note": ["Say why: the person who submitted this will read your reason."]
    }
    assert f'href="#{verb}_note"' in answer.content.decode()
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_a_reason_that_cannot_be_kept_comes_back_in_its_box(desk, portugal):
    item = pledges.submitted(portugal)
    for note in ("x" * 3001, "a\0b"):
        answer = decide(desk, item, "return", note=note)
        assert answer.status_code == 400
        assert answer.context["forms"]["return"]["note"].value() == note
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_nobody_decides_on_their_own_work(client):
    both = accounts.focal_point("PRT")
    both.staff_role = "moderator"
    both.save()
    client.force_login(both)
    item = pledges.submitted(both)
    page = client.get(page_of(item))
    assert page.context["forms"] == {}
    assert "You drafted or submitted this record, so somebody else has to decide on it." in page.content.decode()
    answer = decide(client, item, "publish")
    assert answer.status_code == 409
    assert "You drafted or submitted this record" in answer.content.decode()
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_the_slower_of_two_moderators_is_told_and_keeps_their_words(desk, portugal):
    item = pledges.submitted(portugal)
    services.return_for_changes(item, by=accounts.moderator("faster@example.org"), note="Add a date.")
    answer = decide(desk, item, "reject", note="Not a pledge at all.")
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody may have been faster." in content
    assert "Not a pledge at all." in content
    assert Pledge.objects.get(pk=item.pk).status == Status.RETURNED


def test_what_was_submitted_again_is_not_published_unread(desk, portugal):
    item = pledges.submitted(portugal)
    read = stamp_of(item)
    services.return_for_changes(item, by=accounts.moderator("faster@example.org"), note="Add a date.")
    item.title = "Another text"
    item.save()
    services.submit(item, by=portugal)
    answer = decide(desk, item, "return", note="Say more.", seen=read)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "This was changed and submitted again since you opened it." in content
    assert "Another text" in content
    assert answer.context["forms"]["return"]["note"].value() == "Say more."
    assert answer.context["forms"]["return"]["seen"].value() == stamp_of(item)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_a_decision_without_the_mark_of_what_was_read_is_refused(desk, portugal):
    item = pledges.submitted(portugal)
    assert decide(desk, item, "publish", seen="").status_code == 409
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


@pytest.mark.parametrize("verb", ["submit", "withdraw", "import", "draft", "nonsense"])
def test_other_verbs_are_not_taken_at_the_desk(desk, portugal, verb):
    item = pledges.submitted(portugal)
    assert decide(desk, item, verb).status_code == 404
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_a_link_decides_nothing(desk, portugal):
    item = pledges.submitted(portugal)
    assert desk.get(f"{page_of(item)}publish/").status_code == 405


def test_an_attachment_is_handed_out_as_a_download_to_staff_only(desk, client, portugal):
    item = pledges.submitted(portugal)
    found = attachments.stored(portugal, name="План.txt", content=b"A sample plan.")
    item.attachments.add(found)
    address = reverse("moderation:file", args=["pledge", item.pk, found.pk])
    assert address in desk.get(page_of(item)).content.decode()
    answer = desk.get(address)
    assert b"".join(answer.streaming_content) == b"A sample plan."
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    other = pledges.submitted(portugal)
    assert desk.get(reverse("moderation:file", args=["pledge", other.pk, found.pk])).status_code == 404
    client.force_login(portugal)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh-hans"])
def test_the_desk_is_there_in_every_language(desk, portugal, language):
    item = pledges.submitted(portugal)
    assert desk.get(f"/{language}/moderation/").status_code == 200
    assert desk.get(f"/{language}/moderation/pledge/{item.pk}/").status_code == 200
