"""Where updates begin, the one click that says nothing has changed, and updates as text for other reports."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from drafting import services as drafting
from progress.models import ProgressUpdate
from progress.services import UPDATE_CONTENT
from progress.states import Stage
from tests.factories import accounts, pledges, progress
from workflow import services as workflow

pytestmark = pytest.mark.django_db
BEGIN = {"language": "en"}


@pytest.fixture
def focal(client):
    """A focal point of Portugal, signed in."""
    person = accounts.focal_point()
    client.force_login(person)
    return person


@pytest.fixture
def moderator():
    return accounts.moderator()


@pytest.fixture
def pledge(focal, moderator):
    return pledges.published(focal, moderator)


def page(name, *args):
    return reverse(f"desk_progress:{name}", args=args)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def html(answer):
    return answer.content.decode()


def test_every_page_asks_to_sign_in(client):
    for url in (page("new", "GCM-PL-2026-00001"), page("unchanged", "GCM-PL-2026-00001"), page("as_text", 1, "sdg")):
        assert client.get(url).headers["Location"] == f"{reverse('account_login')}?next={url}"


def test_only_ones_own_public_pledge_is_reported_on(client, focal, moderator):
    theirs = pledges.published(accounts.focal_point("EGY"), moderator, state="EGY")
    waiting = pledges.submitted(focal)
    for reference in (theirs.reference, waiting.reference, "GCM-PL-2026-99999", "nonsense"):
        assert client.get(page("new", reference)).status_code == 404
        assert client.post(page("new", reference), BEGIN).status_code == 404
        assert client.post(page("unchanged", reference)).status_code == 404
    assert ProgressUpdate.objects.count() == 0


def test_a_delegation_that_ended_yesterday_opens_nothing(client, focal, pledge):
    update = progress.draft(focal, about=pledge.record)
    Delegation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    for url in (page("new", pledge.reference), page("detail", update.pk), page("as_text", update.pk, "review")):
        assert client.get(url).status_code == 404
    assert client.post(page("unchanged", pledge.reference)).status_code == 404


def test_the_last_update_stands_beside_and_its_text_is_not_copied(client, focal, moderator, pledge):
    assert "Nothing has been reported on this yet." in html(client.get(page("new", pledge.reference)))
    progress.published(focal, about=pledge.record, moderator=moderator, narrative="The last word.", barriers="Staff.")
    assert "The last word." in html(client.get(page("new", pledge.reference)))
    answer = client.post(page("new", pledge.reference), BEGIN)
    update = ProgressUpdate.objects.under_way().get()
    assert answer.headers["Location"] == page("step", update.pk, "stage")
    assert (update.narrative, update.barriers, update.stage) == ("", "Staff.", Stage.IN_PROGRESS)
    work = html(client.get(page("step", update.pk, "done")))
    assert ("The last word." in work, ">\nStaff.</textarea>" in work) == (True, True)


def test_a_language_there_is_not_is_refused_and_the_page_comes_back(client, focal, pledge):
    answer = client.post(page("new", pledge.reference), {"language": "de"})
    assert answer.status_code == 200
    assert "Select a valid choice. de is not one of the available choices." in html(answer)
    assert ProgressUpdate.objects.count() == 0


def test_a_second_update_leads_to_the_one_that_is_under_way(client, focal, pledge):
    first = progress.draft(focal, about=pledge.record)
    assert page("detail", first.pk) in html(client.get(page("new", pledge.reference)))
    for answer in (
        client.post(page("new", pledge.reference), BEGIN),
        client.post(page("unchanged", pledge.reference)),
    ):
        assert answer.headers["Location"] == page("detail", first.pk)
        assert said(answer)[-1] == (
            "An update on this is under way already. Finish it, or withdraw it before you begin another."
        )
    assert ProgressUpdate.objects.get() == first


def test_one_click_says_that_nothing_has_changed(client, focal, moderator, pledge):
    progress.published(focal, about=pledge.record, moderator=moderator)
    assert page("unchanged", pledge.reference) in html(client.get(page("new", pledge.reference)))
    answer = client.post(page("unchanged", pledge.reference))
    update = ProgressUpdate.objects.under_way().get()
    assert answer.headers["Location"] == page("submitted", update.pk)
    assert (update.status, update.is_unchanged) == ("submitted", True)
    assert client.get(page("unchanged", pledge.reference)).status_code == 405


def test_a_second_click_changes_nothing(client, focal, moderator, pledge):
    progress.published(focal, about=pledge.record, moderator=moderator)
    client.post(page("unchanged", pledge.reference))
    client.post(page("unchanged", pledge.reference))
    assert ProgressUpdate.objects.count() == 2


def test_a_drafters_click_leaves_a_draft(client, focal, moderator, pledge):
    progress.published(focal, about=pledge.record, moderator=moderator)
    client.force_login(accounts.drafter())
    answer = client.post(page("unchanged", pledge.reference))
    update = ProgressUpdate.objects.under_way().get()
    assert (update.status, answer.headers["Location"]) == ("draft", page("detail", update.pk))
    assert said(answer) == ["Saved as a draft. A focal point of your delegation submits it."]


def test_before_a_first_update_nothing_can_be_unchanged(client, focal, pledge):
    assert page("unchanged", pledge.reference) not in html(client.get(page("new", pledge.reference)))
    answer = client.post(page("unchanged", pledge.reference))
    assert answer.headers["Location"] == page("new", pledge.reference)
    assert said(answer) == [
        "Nothing was published on this yet, so nothing can be unchanged since. Write a first update."
    ]


def test_the_page_says_which_report_an_update_answers(client, focal, moderator):
    soon = pledges.published(focal, moderator, starts_on=timezone.localdate() - timedelta(days=365 - 70))
    later = pledges.published(focal, moderator, starts_on=timezone.localdate())
    assert "The next report is due on" in html(client.get(page("new", later.reference)))
    progress.published(focal, moderator=moderator, about=soon.record, speaks_for_on=date(2026, 2, 3))
    assert "The next report is due on" in html(client.get(page("new", soon.reference)))
    progress.published(
        focal, moderator=moderator, about=later.record, stage=Stage.FULFILLED, speaks_for_on=timezone.localdate()
    )
    assert "No further report falls due" in html(client.get(page("new", later.reference)))


def test_an_update_goes_from_form_to_the_secretariat(client, focal, pledge):
    client.post(page("new", pledge.reference), BEGIN)
    update = ProgressUpdate.objects.get()
    for step, typed in (
        ("stage", {"stage": "fulfilled", "speaks_for_on": "2026-06-30", "language": "en"}),
        ("done", {"narrative": "Two offices opened."}),
        ("indicator", {"indicator_value": "12 offices"}),
        (
            "evidence",
            {"links-total": "1", "links-0-title": "Report", "links-0-address": "https://example.org/report"},
        ),
    ):
        shown = client.get(page("step", update.pk, step))
        seen = {"seen": shown.context["seen"], "go": "list"}
        assert client.post(page("step", update.pk, step), typed | seen).headers["Location"] == (
            page("detail", update.pk)
        )
    preview = html(client.get(page("preview", update.pk)))
    for words in ("Two offices opened.", "12 offices", "Document attached", 'rel="nofollow noopener external"'):
        assert words in preview
    assert client.post(page("submit", update.pk)).headers["Location"] == page("submitted", update.pk)
    update.refresh_from_db()
    assert (update.status, update.stage, update.assurance) == ("submitted", "fulfilled", "documented")


def test_a_step_with_an_error_comes_back_filled(client, focal, pledge):
    update = progress.draft(focal, about=pledge.record, stage="")
    typed = {"stage": "planning", "speaks_for_on": "2017-01-01", "language": "fr", "seen": "x"}
    shown = html(client.post(page("step", update.pk, "stage"), typed))
    assert shown.count("The Compact was adopted in December 2018: give a later day.") == 2
    for kept in ('value="2017-01-01"', '<option value="fr" selected>'):
        assert kept in shown
    update.refresh_from_db()
    assert (update.stage, update.language) == ("", "en")


def test_a_closed_pledges_draft_can_still_be_read(client, focal, moderator, pledge):
    update = progress.draft(focal, about=pledge.record)
    workflow.retract(pledge, by=moderator, note="A mistake.")
    for name in ("detail", "review", "preview"):
        assert client.get(page(name, update.pk)).status_code == 200


def test_an_amendment_of_a_public_update_is_begun_and_shows_what_changes(client, focal, moderator, pledge):
    public = progress.published(focal, moderator=moderator, about=pledge.record, narrative="Two offices.")
    client.post(page("amend", public.reference), {"reason": "There are three."})
    draft = ProgressUpdate.objects.get(status="draft")
    drafting.save(
        draft,
        by=focal,
        content=UPDATE_CONTENT,
        values={"narrative": "Three offices."},
        seen=drafting.stamp({"narrative": "Two offices."}),
    )
    shown = html(client.get(page("review", draft.pk)))
    assert ("</span>Two<" in shown, "</span>Three<" in shown) == (True, True)  # the words that differ are marked


@pytest.mark.parametrize("purpose", ["review", "sdg"])
def test_ones_own_update_is_written_out_in_any_status(client, focal, pledge, purpose):
    update = progress.draft(focal, about=pledge.record)
    assert "Draft: this text was not submitted, and may change." in html(
        client.get(page("as_text", update.pk, purpose))
    )
    workflow.withdraw(update, by=focal)
    assert client.get(page("as_text", update.pk, purpose)).status_code == 200


def test_the_refugee_compacts_text_is_for_mirror_pledges_only(client, focal, moderator, pledge):
    plain = progress.draft(focal, about=pledge.record)
    mirror = progress.draft(focal, about=pledges.published(focal, moderator, is_mirror=True).record)
    for name in ("as_text", "as_text_file"):
        assert client.get(page(name, plain.pk, "refugee-compact")).status_code == 404
        assert client.get(page(name, mirror.pk, "refugee-compact")).status_code == 200
        assert client.get(page(name, mirror.pk, "another")).status_code == 404


def test_another_states_update_is_written_out_once_it_is_public(client, moderator):
    egypt = accounts.focal_point("EGY")
    pledge = pledges.published(egypt, moderator, state="EGY")
    update = progress.submitted(egypt, about=pledge.record, state_id="EGY")
    client.force_login(accounts.focal_point())
    assert client.get(page("as_text", update.pk, "review")).status_code == 404
    assert client.get(page("detail", update.pk)).status_code == 404
    workflow.publish(update, by=moderator)
    assert client.get(page("as_text", update.pk, "review")).status_code == 200
    workflow.retract(pledge, by=moderator, note="A mistake.")
    assert client.get(page("as_text", update.pk, "review")).status_code == 404


def test_the_text_is_downloaded_as_plain_utf_8(client, focal, pledge):
    update = progress.submitted(focal, about=pledge.record, narrative="Zwei Büros.\r\nمكتبان")
    answer = client.get(page("as_text_file", update.pk, "sdg"))
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{update.reference}-sdg.txt"'
    assert answer.content.startswith(b"Contribution on SDG indicator 10.7.2")
    assert "Zwei Büros.\nمكتبان" in answer.content.decode("utf-8")
    assert b"\r" not in answer.content
    assert answer.content.endswith(b"\n")


def test_the_text_is_shown_escaped(client, focal, pledge):
    update = progress.draft(focal, about=pledge.record, narrative="</textarea><script>alert(1)</script>")
    assert "&lt;/textarea&gt;&lt;script&gt;" in html(client.get(page("as_text", update.pk, "review")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_takes_the_same_queries_for_any_number(
    client, focal, moderator, count, django_assert_num_queries
):
    pledge = pledges.published(focal, moderator)
    for day in range(count):
        progress.published(focal, moderator=moderator, about=pledge.record, speaks_for_on=date(2026, 6, 1 + day))
    client.get(page("new", pledge.reference))
    with django_assert_num_queries(QUERIES_OF_NEW):
        client.get(page("new", pledge.reference))


QUERIES_OF_NEW = 15
