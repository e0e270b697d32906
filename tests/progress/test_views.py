"""The desk's pages of progress updates."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from progress.models import ProgressUpdate
from tests.factories import accounts, pledges, progress
from tests.progress.test_forms import TYPED
from workflow import services as workflow
from workflow.models import AuditEvent

pytestmark = pytest.mark.django_db
OF_AN_UPDATE = ["detail", "edit", "withdraw"]


@pytest.fixture
def focal(client):
    """A focal point of Portugal, signed in."""
    person = accounts.focal_point()
    client.force_login(person)
    return person


def page(name, *args):
    return reverse(f"desk_progress:{name}", args=args)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_every_page_asks_to_sign_in(client):
    for url in [page("new", "GCM-PL-2026-00001"), *(page(name, 1) for name in [*OF_AN_UPDATE, "submit"])]:
        assert client.get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


def test_only_ones_own_public_pledge_is_reported_on(client, focal):
    theirs = pledges.published(accounts.focal_point("EGY"), state="EGY")
    waiting = pledges.submitted(focal)
    for reference in (theirs.reference, waiting.reference, "GCM-PL-2026-99999"):
        assert client.get(page("new", reference)).status_code == 404
        assert client.post(page("new", reference), TYPED).status_code == 404
    assert ProgressUpdate.objects.count() == 0


def test_another_states_update_is_not_there(client, focal):
    egypt = accounts.focal_point("EGY")
    pledge = pledges.published(egypt, state="EGY")
    update = progress.draft(egypt, about=pledge.record, state_id="EGY")
    assert {client.get(page(name, update.pk)).status_code for name in OF_AN_UPDATE} == {404}
    assert client.post(page("submit", update.pk)).status_code == 404


def test_a_delegation_that_ended_yesterday_opens_nothing(client, focal):
    pledge = pledges.published(focal)
    update = progress.draft(focal, about=pledge.record)
    Delegation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert {client.get(page(name, update.pk)).status_code for name in OF_AN_UPDATE} == {404}
    assert client.get(page("new", pledge.reference)).status_code == 404


def test_the_form_shows_the_last_update_beside_it(client, focal):
    pledge = pledges.published(focal, accounts.moderator())
    assert (
        "Nothing has been reported on this pledge yet." in client.get(page("new", pledge.reference)).content.decode()
    )
    moderator = accounts.moderator("second@example.org")
    progress.published(focal, about=pledge.record, moderator=moderator, narrative="The last word.")
    assert "The last word." in client.get(page("new", pledge.reference)).content.decode()


def test_an_update_goes_from_form_to_the_secretariat(client, focal):
    pledge = pledges.published(focal)
    answer = client.post(page("new", pledge.reference), TYPED | {"review": "yes"})
    update = ProgressUpdate.objects.get()
    assert answer.headers["Location"] == page("detail", update.pk)
    assert "Submit this update" in client.get(page("detail", update.pk)).content.decode()
    answer = client.post(page("submit", update.pk))
    update.refresh_from_db()
    assert (update.status, update.narrative) == ("submitted", "Two offices opened.")
    assert said(answer)[-1] == (
        f"Submitted under the reference {update.reference}. You are told by e-mail what becomes of it."
    )
    events = AuditEvent.objects.count()
    assert said(client.post(page("submit", update.pk)))[-1] == (
        "This update has been submitted already; nothing was sent twice."
    )
    assert AuditEvent.objects.count() == events


def test_a_form_with_an_error_comes_back_filled(client, focal):
    pledge = pledges.published(focal)
    html = client.post(page("new", pledge.reference), TYPED | {"speaks_for_on": "2017-01-01"}).content.decode()
    assert html.count("The Compact was adopted in December 2018: give a later day.") == 2
    for kept in ("Two offices opened.", "A third office.", 'value="2017-01-01"'):
        assert kept in html
    assert ProgressUpdate.objects.count() == 0


def test_an_incomplete_update_is_kept_and_not_submitted(client, focal):
    update = progress.draft(focal, about=pledges.published(focal).record, narrative="")
    answer = client.post(page("submit", update.pk))
    assert said(answer) == ["Some answers are still missing."]
    html = client.get(page("detail", update.pk)).content.decode()
    assert f'<a href="{page("edit", update.pk)}#id_narrative">' in html
    assert page("submit", update.pk) not in html


def test_a_drafter_is_told_who_submits(client):
    drafter = accounts.drafter()
    client.force_login(drafter)
    update = progress.draft(drafter, about=pledges.published().record)
    assert "A focal point submits" in client.get(page("detail", update.pk)).content.decode()
    assert client.post(page("submit", update.pk)).status_code == 403


def test_the_second_of_two_loses_nothing(client, focal):
    update = progress.draft(focal, about=pledges.published(focal).record)
    client.post(page("edit", update.pk), TYPED | {"narrative": "The first one’s.", "revision": "1"})
    answer = client.post(page("edit", update.pk), TYPED | {"narrative": "Mine.", "revision": "1"})
    html = answer.content.decode()
    assert (answer.status_code, "The first one’s." in html, "Mine." in html) == (409, True, True)
    client.post(page("edit", update.pk), TYPED | {"narrative": "Mine.", "revision": "2"})
    assert ProgressUpdate.objects.get().narrative == "Mine."


def test_what_was_typed_survives_that_the_pledge_was_submitted_meanwhile(client, focal):
    update = progress.submitted(focal, about=pledges.published(focal).record)
    answer = client.post(page("edit", update.pk), TYPED | {"narrative": "Too late.", "revision": "1"})
    assert (answer.status_code, "Too late." in answer.content.decode()) == (409, True)
    assert said(client.get(page("edit", update.pk))) == ["This record can no longer be edited."]


def test_withdrawing_is_asked_once_more(client, focal):
    update = progress.draft(focal, about=pledges.published(focal).record)
    assert "This cannot be undone" in client.get(page("withdraw", update.pk)).content.decode()
    assert ProgressUpdate.objects.get().status == "draft"
    assert client.post(page("withdraw", update.pk)).headers["Location"] == reverse("desk:home")
    assert ProgressUpdate.objects.get().status == "withdrawn"
    assert client.post(page("withdraw", update.pk)).headers["Location"] == page("detail", update.pk)


def test_a_draft_on_a_pledge_that_was_retracted_can_still_be_read(client, focal):
    moderator = accounts.moderator()
    pledge = pledges.published(focal, moderator)
    update = progress.draft(focal, about=pledge.record)
    workflow.retract(pledge, by=moderator, note="A mistake.")
    assert client.get(page("detail", update.pk)).status_code == 200
