"""The desk's pledge pages: who gets in, what comes back, what is said."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Delegation
from pledges.models import Pledge
from pledges.services import draft_amendment
from tests.factories import accounts, pledges
from tests.pledges.answers import answers, two_partners
from workflow import services as workflow
from workflow.models import AuditEvent, Record

pytestmark = pytest.mark.django_db
OF_A_VERSION = ["detail", "edit", "review", "preview", "submitted", "withdraw"]


@pytest.fixture
def focal(client):
    """A focal point of Portugal, signed in."""
    person = accounts.focal_point()
    client.force_login(person)
    return person


def page(name, *args):
    return reverse(f"desk_pledges:{name}", args=args)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def stored():
    """What is in the tables a GET must not touch."""
    return list(Pledge.objects.order_by("pk").values()), AuditEvent.objects.count(), Record.objects.count()


def test_every_page_asks_to_sign_in_and_leads_back(client):
    pledge = pledges.published()
    urls = [page("new"), *(page(name, pledge.pk) for name in OF_A_VERSION), page("submit", pledge.pk)]
    for url in [*urls, page("amend", pledge.reference), page("request_withdrawal", pledge.reference)]:
        assert client.get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


def test_pages_of_the_desk_are_not_kept_by_any_cache(client, focal):
    pledge = pledges.draft(focal)
    for url in (page("new"), page("detail", pledge.pk), page("edit", pledge.pk), page("preview", pledge.pk)):
        assert "no-store" in client.get(url).headers["Cache-Control"]


def test_another_states_pledge_answers_like_one_that_is_not_there(client, focal):
    egypt = accounts.focal_point("EGY")
    theirs = pledges.draft(egypt, state="EGY")
    public = pledges.published(egypt, state="EGY")
    for pk in (theirs.pk, public.pk, 999_999, 10**30):
        assert {client.get(page(name, pk)).status_code for name in OF_A_VERSION} == {404}
        assert client.post(page("submit", pk)).status_code == 404
    assert client.post(page("amend", public.reference)).status_code == 404
    assert client.get(page("request_withdrawal", public.reference)).status_code == 404


def test_a_delegation_that_ended_yesterday_opens_nothing(client, focal):
    pledge = pledges.draft(focal)
    Delegation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert {client.get(page(name, pledge.pk)).status_code for name in OF_A_VERSION} == {404}
    assert client.post(page("submit", pledge.pk)).status_code == 404
    assert client.get(page("new")).status_code == 403
    assert client.post(page("new"), answers()).status_code == 403


def test_reading_writes_nothing(client, focal):
    draft, public = pledges.draft(focal), pledges.published(focal)
    before = stored()
    for pledge in (draft, public):
        assert {client.get(page(name, pledge.pk)).status_code for name in OF_A_VERSION} <= {200, 302}
    assert client.get(page("request_withdrawal", public.reference)).status_code == 200
    assert client.get(page("submit", draft.pk)).status_code == 405
    assert client.get(page("amend", public.reference)).status_code == 405
    assert stored() == before


def test_a_draft_is_begun_and_led_to_its_review(client, focal):
    answer = client.post(page("new"), answers(review="yes", **two_partners()))
    pledge = Pledge.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, page("review", pledge.pk))
    assert (pledge.title, pledge.owner.pk, pledge.partners.count()) == ("One-stop shops in all districts", "PRT", 2)


def test_a_draft_may_be_as_good_as_empty(client, focal):
    answer = client.post(page("new"), {"language": "en", "partner-TOTAL_FORMS": "0", "partner-INITIAL_FORMS": "0"})
    assert answer.headers["Location"] == page("edit", Pledge.objects.get().pk)
    assert said(answer) == ["Draft saved. Nobody outside your delegation sees it until it is submitted."]


def test_a_form_with_an_error_comes_back_with_all_that_was_typed(client, focal):
    answer = client.post(page("new"), answers(ends_on="2020-01-01", **two_partners()))
    html = answer.content.decode()
    assert (answer.status_code, Pledge.objects.count()) == (200, 0)
    assert '<a href="#id_ends_on">' in html
    assert html.count("The end is before the start.") == 2
    for kept in ("One-stop shops in all districts", "ana@example.org", "Ministry of the Interior", "2020-01-01"):
        assert kept in html
    assert '<option value="CPV" selected>' in html
    assert "Never published." in html


def test_what_people_type_is_escaped(client, focal):
    pledge = pledges.draft(focal, title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>")
    for name in ("detail", "edit", "review", "preview", "withdraw"):
        html = client.get(page(name, pledge.pk)).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_a_drafter_edits_and_is_told_who_submits(client):
    drafter = accounts.drafter()
    client.force_login(drafter)
    pledge = pledges.draft(drafter)
    assert client.post(page("edit", pledge.pk), answers(revision="1")).status_code == 302
    html = client.get(page("review", pledge.pk)).content.decode()
    assert "A focal point submits" in html
    assert page("submit", pledge.pk) not in html
    assert client.post(page("submit", pledge.pk)).status_code == 403
    assert Pledge.objects.get().status == "draft"


def test_the_review_names_what_is_missing_beside_a_link_to_its_question(client, focal):
    pledge = pledges.draft(focal, title="", description="Short.", objectives=())
    html = client.get(page("review", pledge.pk)).content.decode()
    for field in ("title", "description", "objectives"):
        assert f'<a href="{page("edit", pledge.pk)}#id_{field}">' in html
        assert f'id="id_{field}"' in client.get(page("edit", pledge.pk)).content.decode()
    assert page("submit", pledge.pk) not in html
    answer = client.post(page("submit", pledge.pk))
    assert answer.headers["Location"] == page("review", pledge.pk)
    assert said(answer) == ["Some answers are still missing."]


def test_a_submission_is_confirmed_with_its_reference(client, focal):
    pledge = pledges.draft(focal)
    answer = client.post(page("submit", pledge.pk), follow=True)
    pledge.refresh_from_db()
    assert answer.redirect_chain == [(page("submitted", pledge.pk), 302)]
    assert (pledge.status, pledge.reference in answer.content.decode()) == ("submitted", True)


def test_a_second_click_submits_nothing_twice_and_says_so(client, focal):
    pledge = pledges.draft(focal)
    client.post(page("submit", pledge.pk))
    events = AuditEvent.objects.count()
    answer = client.post(page("submit", pledge.pk))
    assert said(answer) == ["This pledge has been submitted already; nothing was sent twice."]
    assert answer.headers["Location"] == page("detail", pledge.pk)
    assert AuditEvent.objects.count() == events


def test_the_second_of_two_sees_what_is_saved_beside_what_they_typed(client, focal):
    pledge = pledges.draft(focal, title="Before both")
    first = answers(title="The first one’s title", description="The first one’s text.", revision="1")
    assert client.post(page("edit", pledge.pk), first).status_code == 302
    mine = answers(title="My title", lead_institution="My ministry", revision="1")
    answer = client.post(page("edit", pledge.pk), mine)
    html = answer.content.decode()
    assert (answer.status_code, Pledge.objects.get().title) == (409, "The first one’s title")
    for shown in ("The first one’s title", "The first one’s text.", "My title", "My ministry", "Save mine anyway"):
        assert shown in html
    assert '<input type="hidden" name="revision" value="2">' in html
    assert client.post(page("edit", pledge.pk), mine | {"revision": "2"}).status_code == 302
    assert Pledge.objects.get().title == "My title"


def test_the_same_save_twice_is_saved_once_without_alarm(client, focal):
    pledge = pledges.draft(focal)
    for _ in range(2):
        answer = client.post(page("edit", pledge.pk), answers(revision="1", **two_partners()))
        assert answer.status_code == 302
    assert Pledge.objects.get().revision == 2


def test_what_was_typed_survives_that_somebody_submitted_meanwhile(client, focal):
    pledge = pledges.submitted(focal)
    answer = client.post(page("edit", pledge.pk), answers(title="Typed too late", revision="1"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "This record can no longer be edited." in html
    assert 'value="Typed too late"' in html
    assert "Save mine anyway" not in html
    assert Pledge.objects.get().title == "A sample pledge"


def test_an_error_keeps_the_revision_the_writer_started_from(client, focal):
    pledge = pledges.draft(focal)
    client.post(page("edit", pledge.pk), answers(revision="1"))
    answer = client.post(page("edit", pledge.pk), answers(title="x" * 201, revision="1"))
    assert '<input type="hidden" name="revision" value="1">' in answer.content.decode()


def test_what_was_submitted_is_not_edited(client, focal):
    answer = client.get(page("edit", pledges.submitted(focal).pk))
    assert said(answer) == ["This record can no longer be edited."]


def test_what_came_back_shows_its_reason(client, focal):
    pledge = pledges.submitted(focal)
    workflow.return_for_changes(pledge, by=accounts.moderator(), note="Say by when.")
    for name in ("detail", "edit", "review"):
        assert "Say by when." in client.get(page(name, pledge.pk)).content.decode()


def test_the_preview_has_no_contact_person_and_no_status(client, focal):
    pledge = pledges.draft(focal, contact_email="maria@example.org")
    preview = client.get(page("preview", pledge.pk)).content.decode()
    assert ("maria@example.org" in preview, 'data-status="' in preview) == (False, False)
    assert "maria@example.org" in client.get(page("review", pledge.pk)).content.decode()


def test_withdrawing_is_asked_once_more(client, focal):
    pledge = pledges.submitted(focal)
    assert "This cannot be undone" in client.get(page("withdraw", pledge.pk)).content.decode()
    assert client.post(page("withdraw", pledge.pk)).headers["Location"] == reverse("desk:home")
    assert Pledge.objects.get().status == "withdrawn"
    assert client.post(page("withdraw", pledge.pk)).headers["Location"] == page("detail", pledge.pk)


def test_an_amendment_begins_as_a_copy_and_a_second_click_leads_to_the_first(client, focal):
    pledge = pledges.published(focal)
    first = client.post(page("amend", pledge.reference))
    draft = Pledge.objects.get(status="draft")
    assert first.headers["Location"] == page("edit", draft.pk)
    second = client.post(page("amend", pledge.reference))
    assert second.headers["Location"] == page("detail", draft.pk)
    assert said(second)[-1] == "An amendment of this record is already under way."
    html = client.get(page("edit", draft.pk)).content.decode()
    assert ("What changes, and why" in html, "A sample pledge" in html) == (True, True)


def test_a_request_to_withdraw_is_reviewed_and_not_edited(client, focal):
    pledge = pledges.published(focal)
    empty = client.post(page("request_withdrawal", pledge.reference), {"reason": ""})
    assert "Say why it is withdrawn." in empty.content.decode()
    answer = client.post(page("request_withdrawal", pledge.reference), {"reason": "The programme ended."})
    request = Pledge.objects.get(status="draft")
    assert answer.headers["Location"] == page("review", request.pk)
    assert "The programme ended." in client.get(page("review", request.pk)).content.decode()
    assert client.get(page("edit", request.pk)).headers["Location"] == page("detail", request.pk)


def test_a_withdrawal_while_an_amendment_is_open_leads_to_the_amendment(client, focal):
    pledge = pledges.published(focal)
    draft = draft_amendment(pledge, by=focal)
    answer = client.post(page("request_withdrawal", pledge.reference), {"reason": "Over."})
    assert answer.headers["Location"] == page("detail", draft.pk)


def test_who_speaks_for_two_parties_chooses_on_the_form(client, focal):
    city = accounts.organisation()
    Delegation.objects.create(person=focal, organisation=city, role="drafter", starts_on="2021-01-01")
    assert "For whom do you make this pledge?" in client.get(page("new")).content.decode()
    client.post(page("new"), answers(owner=f"organisation:{city.pk}"))
    assert Pledge.objects.get().owner == city


@pytest.mark.parametrize("language", ["fr", "ar", "zh-hans"])
def test_pages_answer_in_other_languages(client, focal, language):
    pledge = pledges.draft(focal)
    for name in ("edit", "review", "preview", "detail"):
        with translation.override(language):
            assert f'<html lang="{language}"' in client.get(page(name, pledge.pk)).content.decode()


@pytest.mark.parametrize(
    "hostile",
    [
        {"partner-TOTAL_FORMS": "abc"},
        {"partner-TOTAL_FORMS": "100000000"},
        {"partner-0-name": "\x00", "partner-0-state": "\x00"},
        {"objectives": ["\x00"]},
        {"matched_record": "\x00"},
        {"forum": "\x00"},
        {"starts_on": "9" * 500},
        {"contact_email": "\x00@example.org"},
    ],
)
def test_hostile_answers_bring_the_form_back(client, focal, hostile):
    answer = client.post(page("new"), answers(**hostile))
    assert (answer.status_code, Pledge.objects.count()) == (200, 0)
    assert "One-stop shops in all districts" in answer.content.decode()


@pytest.mark.parametrize("url", ["/en/desk/pledges/%00/amend/", "/en/desk/pledges/99999999999999999999999/edit/"])
def test_odd_addresses_are_not_there(client, focal, url):
    assert client.post(url).status_code == 404
