"""Drafts: begun, saved by one of two, copied for an amendment or a withdrawal; a status is never written here."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import Delegation
from pledges.models import Pledge, PledgeAttachment, PledgeContact
from pledges.services import draft_amendment, draft_pledge, draft_withdrawal, save_draft
from pledges.services.drafting import Contact, PledgeContent
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.exceptions import AmendmentOpen, NotEditable, Overtaken, ReasonMissing
from workflow.models import AuditEvent, Record
from workflow.states import Change, Status

pytestmark = pytest.mark.django_db


def content(**values):
    """A form's content: a title, two objectives, one partner, a contact person."""
    return PledgeContent(
        values={"title": "Written today", "natures": ["process"]} | values,
        objectives=[3, 1],
        related_objectives=[2],
        principles=["people_centred"],
        partners=[{"name": "City of Sample", "kind": "local_government", "state_id": "PRT"}],
        contact=Contact(name="Ana Sample", email="ana@example.org"),
    )


def placed(pledge):
    return list(pledge.placements.order_by("objective_id").values_list("objective_id", "weight"))


def test_a_pledge_begins_as_a_draft_of_its_party_with_all_that_was_typed():
    by = accounts.drafter()
    pledge = Pledge.objects.get(pk=draft_pledge(by=by, owner=accounts.portugal(), content=content()).pk)
    assert (pledge.status, pledge.revision, pledge.author, pledge.state_id) == (Status.DRAFT, 1, by, "PRT")
    assert (pledge.title, pledge.natures, pledge.reference) == ("Written today", ["process"], "")
    assert placed(pledge) == [(1, "main"), (2, "related"), (3, "main")]
    assert list(pledge.principles.values_list("key", flat=True)) == ["people_centred"]
    assert list(pledge.partners.values_list("name", "kind", "state_id")) == [
        ("City of Sample", "local_government", "PRT")
    ]
    assert PledgeContact.objects.get(record=pledge.record).email == "ana@example.org"


def test_an_organisation_pledges_in_its_own_name():
    city = accounts.organisation()
    by = accounts.delegate("clerk@example.org", role="drafter", organisation=city)
    pledge = draft_pledge(by=by, owner=city, content=content())
    assert (pledge.owner, pledge.state_id) == (city, None)


def test_nobody_begins_a_pledge_for_somebody_else_and_nothing_is_left_behind():
    with pytest.raises(PermissionDenied):
        draft_pledge(by=accounts.focal_point("EGY"), owner=accounts.portugal(), content=content())
    assert (Pledge.objects.count(), Record.objects.count(), PledgeContact.objects.count()) == (0, 0, 0)


def test_saving_replaces_what_was_there_and_counts():
    by = accounts.drafter()
    pledge = pledges.draft(by, objectives=(7, 8), contact_email="old@example.org")
    before = pledge.saved_at
    save_draft(pledge, by=by, revision=1, content=content(description="", starts_on=None))
    saved = Pledge.objects.get(pk=pledge.pk)
    assert (saved.title, saved.description, saved.starts_on, saved.revision) == ("Written today", "", None, 2)
    assert saved.saved_at > before
    assert placed(saved) == [(1, "main"), (2, "related"), (3, "main")]
    assert [contact.email for contact in PledgeContact.objects.all()] == ["ana@example.org"]


def test_a_contact_person_taken_out_is_forgotten():
    by = accounts.drafter()
    pledge = pledges.draft(by, contact_email="old@example.org")
    save_draft(pledge, by=by, revision=1, content=PledgeContent(values={"title": "x"}))
    assert PledgeContact.objects.count() == 0


def test_the_second_of_two_who_save_is_told_and_overwrites_nothing():
    first, second = accounts.drafter(), accounts.focal_point()
    pledge = pledges.draft(first)
    save_draft(Pledge.objects.get(pk=pledge.pk), by=first, revision=1, content=content(title="First"))
    with pytest.raises(Overtaken):
        save_draft(Pledge.objects.get(pk=pledge.pk), by=second, revision=1, content=content(title="Second"))
    assert Pledge.objects.get(pk=pledge.pk).title == "First"
    save_draft(Pledge.objects.get(pk=pledge.pk), by=second, revision=2, content=content(title="Second"))
    assert Pledge.objects.get(pk=pledge.pk).title == "Second"


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PUBLISHED, Status.WITHDRAWN, Status.REJECTED])
def test_only_drafts_and_what_came_back_are_saved(status):
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.submitted(by)
    {
        Status.SUBMITTED: lambda: None,
        Status.PUBLISHED: lambda: workflow.publish(pledge, by=moderator),
        Status.WITHDRAWN: lambda: workflow.withdraw(pledge, by=by),
        Status.REJECTED: lambda: workflow.reject(pledge, by=moderator, note="No."),
    }[status]()
    with pytest.raises(NotEditable):
        save_draft(pledge, by=by, revision=1, content=content())
    assert Pledge.objects.get(pk=pledge.pk).title == "A sample pledge"


def test_what_came_back_is_saved_and_stays_returned():
    by = accounts.focal_point()
    pledge = pledges.submitted(by)
    workflow.return_for_changes(pledge, by=accounts.moderator(), note="By when?")
    save_draft(pledge, by=by, revision=1, content=content())
    assert (pledge.title, pledge.status) == ("Written today", Status.RETURNED)


def test_another_state_and_staff_do_not_save():
    pledge = pledges.draft(accounts.focal_point())
    for somebody in (accounts.focal_point("EGY"), accounts.moderator(), accounts.person()):
        with pytest.raises(PermissionDenied):
            save_draft(pledge, by=somebody, revision=1, content=content())


def test_a_delegation_that_ended_yesterday_saves_nothing():
    by = accounts.drafter()
    pledge = pledges.draft(by)
    Delegation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        save_draft(pledge, by=by, revision=1, content=content())


def test_saving_writes_no_audit_row_and_no_status():
    by = accounts.drafter()
    pledge = pledges.draft(by)
    events = AuditEvent.objects.count()
    save_draft(pledge, by=by, revision=1, content=content())
    assert (AuditEvent.objects.count(), pledge.status) == (events, Status.DRAFT)


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_the_same_moment_lose_nothing():
    by = accounts.drafter()
    pledge = pledges.draft(by)
    gate, outcomes = threading.Barrier(2), []

    def save(title):
        mine = Pledge.objects.get(pk=pledge.pk)
        gate.wait()
        try:
            save_draft(mine, by=by, revision=1, content=content(title=title))
            outcomes.append(title)
        except Overtaken:
            outcomes.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[title]) for title in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = Pledge.objects.get(pk=pledge.pk)
    assert sorted(outcomes) == sorted([saved.title, "overtaken"])
    assert (saved.revision, placed(saved)) == (2, [(1, "main"), (2, "related"), (3, "main")])


def test_an_amendment_copies_everything_and_leaves_the_public_version_alone():
    by = accounts.focal_point()
    old = pledges.published(by, objectives=(7, 8), lead_institution="Ministry", forum_id=2026, levels=["local"])
    old.principles.set(["people_centred"])
    old.countries.set(["CPV"])
    old.partners.create(name="City of Sample", kind="local_government", state_id="PRT")
    PledgeAttachment.objects.create(pledge=old, file="pledges/2026/a.pdf", name="a.pdf", size=3)
    new = Pledge.objects.get(pk=draft_amendment(old, by=by).pk)
    assert (new.status, new.change, new.revision, new.reference) == ("draft", Change.AMENDMENT, 1, old.reference)
    assert (new.published_in, new.submitted_by, new.submitted_at) == (None, None, None)
    apart = {"change", "author", "change_reason", *Pledge.BOOKKEEPING}
    assert {name: value for name, value in new.snapshot().items() if name not in {"id", "submitted_by", *apart}} == {
        name: value for name, value in old.snapshot().items() if name not in {"id", "submitted_by", *apart}
    }
    assert list(new.attachments.values_list("file", "name", "size")) == [("pledges/2026/a.pdf", "a.pdf", 3)]
    assert Pledge.objects.published().get() == old


def test_one_amendment_at_a_time():
    by = accounts.focal_point()
    pledge = pledges.published(by)
    draft_amendment(pledge, by=by)
    for begin in (draft_amendment, lambda item, by: draft_withdrawal(item, by=by, reason="Over.")):
        with pytest.raises(AmendmentOpen):
            begin(pledge, by=by)


def test_only_what_is_public_now_is_amended():
    by, moderator = accounts.focal_point(), accounts.moderator()
    draft = pledges.draft(by)
    pledge = pledges.published(by, moderator)
    workflow.retract(pledge, by=moderator, note="A mistake.")
    for item in (draft, pledge):
        with pytest.raises(NotEditable):
            draft_amendment(item, by=by)


def test_another_state_does_not_amend():
    pledge = pledges.published()
    with pytest.raises(PermissionDenied):
        draft_amendment(pledge, by=accounts.focal_point("EGY"))
    assert Pledge.objects.count() == 1


def test_a_withdrawal_carries_its_reason_to_the_tombstone():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(by, moderator)
    request = draft_withdrawal(pledge, by=by, reason=" The programme ended. ")
    workflow.submit(request, by=by)
    workflow.publish(request, by=moderator)
    record = Record.objects.get(pk=pledge.record_id)
    assert (record.closing, record.closing_note) == ("withdrawn", "The programme ended.")
    assert Pledge.objects.published().count() == 0


def test_a_pledge_the_registry_left_incomplete_can_still_be_withdrawn():
    by, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(by, moderator)
    Pledge.objects.filter(pk=pledge.pk).update(description="", starts_on=None, natures=[], pledge_type="")
    request = draft_withdrawal(pledge, by=by, reason="Never ours.")
    assert request.missing() == {}
    assert workflow.submit(request, by=by).status == Status.SUBMITTED


def test_a_withdrawal_without_a_reason_is_refused():
    by = accounts.focal_point()
    with pytest.raises(ReasonMissing):
        draft_withdrawal(pledges.published(by), by=by, reason=" ")


def test_a_request_to_withdraw_is_not_edited():
    by = accounts.focal_point()
    request = draft_withdrawal(pledges.published(by), by=by, reason="Over.")
    with pytest.raises(NotEditable):
        save_draft(request, by=by, revision=1, content=content(starts_on=date(2026, 1, 1)))
