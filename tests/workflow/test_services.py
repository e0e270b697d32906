"""The verbs: all or nothing, two at once, numbers without gaps. Who may what: `tests/journeys/test_verbs.py`."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from accounts.states import DelegationRole
from notices.models import Notice
from pledges.models import Pledge
from tests.factories import accounts, pledges
from workflow import services
from workflow.exceptions import Incomplete, OwnWork, ReasonMissing, RecordClosed, TransitionNotAllowed
from workflow.models import AuditEvent, Publication, Record
from workflow.states import NEEDS_REASON, Change, Closing, Status, Verb

pytestmark = pytest.mark.django_db

VERBS = {
    Verb.SUBMIT: services.submit,
    Verb.WITHDRAW: services.withdraw,
    Verb.RETURN: services.return_for_changes,
    Verb.REJECT: services.reject,
    Verb.PUBLISH: services.publish,
    Verb.RETRACT: services.retract,
}


def act(verb, item, *, by):
    """Use the verb, with a reason where it needs one."""
    note = {"note": "A reason."} if verb in NEEDS_REASON else {}
    return VERBS[verb](item, by=by, **note)


@pytest.mark.parametrize("verb", [Verb.RETURN, Verb.REJECT, Verb.PUBLISH], ids=str)
def test_nobody_decides_on_what_they_drafted_or_submitted(verb):
    both = accounts.focal_point("PRT")
    both.staff_role = "moderator"
    both.save()
    item = pledges.submitted(both)
    with pytest.raises(OwnWork):
        act(verb, item, by=both)

    drafted_by_another = pledges.draft(accounts.drafter("PRT"))
    services.submit(drafted_by_another, by=both)
    with pytest.raises(OwnWork):
        act(verb, drafted_by_another, by=both)


def test_a_superuser_decides_on_nothing_of_their_own_either():
    author = accounts.focal_point("PRT", email="author@example.org")
    author.is_superuser = True
    author.save()
    item = pledges.submitted(author)
    with pytest.raises(OwnWork):
        services.publish(item, by=author)


@pytest.mark.parametrize("verb", [Verb.RETURN, Verb.REJECT], ids=str)
@pytest.mark.parametrize("note", ["", "  \n "])
def test_a_refusal_needs_a_reason(verb, note):
    item = pledges.submitted(accounts.focal_point())
    with pytest.raises(ReasonMissing):
        VERBS[verb](item, by=accounts.moderator(), note=note)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_an_incomplete_draft_is_not_submitted_and_everything_missing_is_named():
    author = accounts.focal_point()
    item = pledges.draft(author, title=" ", description="Too short.", natures=[], objectives=(), starts_on=None)
    with pytest.raises(Incomplete) as refusal:
        services.submit(item, by=author)
    assert set(refusal.value.missing) == {"title", "description", "natures", "objectives", "starts_on"}
    assert Pledge.objects.get(pk=item.pk).status == Status.DRAFT


def test_a_reference_is_given_at_the_first_submission_and_kept():
    author, moderator = accounts.focal_point(), accounts.moderator()
    first = pledges.draft(author)
    assert first.reference == ""
    services.submit(first, by=author)
    year = first.submitted_at.year
    assert first.reference == f"GCM-PL-{year}-00001"
    services.return_for_changes(first, by=moderator, note="One thing.")
    services.submit(first, by=author)
    assert first.reference == f"GCM-PL-{year}-00001"
    assert pledges.submitted(author).reference == f"GCM-PL-{year}-00002"


def test_publications_are_numbered_without_gaps_even_when_one_fails():
    author, moderator = accounts.focal_point(), accounts.moderator()
    start = Publication.objects.count()
    first, second = pledges.submitted(author), pledges.submitted(author)
    services.publish(first, by=moderator)
    with pytest.raises(TransitionNotAllowed):
        services.publish(first, by=moderator)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.publish(second, by=moderator)
        raise RuntimeError("something after the verb fails")
    services.publish(second, by=moderator)
    numbers = list(Publication.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, start + 3))


def test_a_verb_whose_audit_row_fails_changes_nothing(monkeypatch):
    author, moderator = accounts.focal_point(), accounts.moderator()
    item = pledges.submitted(author)
    publications, notices = Publication.objects.count(), Notice.objects.count()

    def refuse(*args, **kwargs):
        raise IntegrityError("no audit row")

    monkeypatch.setattr(AuditEvent.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        services.publish(item, by=moderator)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED
    assert (Publication.objects.count(), Notice.objects.count()) == (publications, notices)


def test_an_amendment_replaces_the_version_before_it_under_the_same_reference():
    author, moderator = accounts.focal_point(), accounts.moderator()
    old = pledges.published(author, moderator, title="First wording")
    new = pledges.draft(author, title="Second wording", record=old.record, change=Change.AMENDMENT)
    services.submit(new, by=author)
    services.publish(new, by=moderator)
    before, after = old.published_in_id, new.published_in_id
    assert [p.title for p in Pledge.objects.published().filter(record=old.record)] == ["Second wording"]
    assert [p.title for p in Pledge.objects.as_of(before).filter(record=old.record)] == ["First wording"]
    assert [p.title for p in Pledge.objects.as_of(after).filter(record=old.record)] == ["Second wording"]
    assert new.reference == old.reference


def test_a_record_has_at_most_one_open_version():
    author = accounts.focal_point()
    old = pledges.published(author)
    pledges.draft(author, record=old.record, change=Change.AMENDMENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        pledges.draft(author, record=old.record, change=Change.AMENDMENT)


def test_a_published_withdrawal_closes_the_record_with_the_owners_reason():
    author, moderator = accounts.focal_point(), accounts.moderator()
    old = pledges.published(author, moderator)
    leaving = pledges.draft(
        author, record=old.record, change=Change.WITHDRAWAL, change_reason="The programme was not funded."
    )
    services.submit(leaving, by=author)
    services.publish(leaving, by=moderator)
    record = Record.objects.get(pk=old.record_id)
    assert (record.closing, record.closing_note, record.closed_in_id) == (
        Closing.WITHDRAWN, "The programme was not funded.", leaving.published_in_id,
    )  # fmt: skip
    assert not Pledge.objects.published().filter(record=record).exists()
    assert [p.pk for p in Pledge.objects.as_of(old.published_in_id).filter(record=record)] == [old.pk]
    assert [p.pk for p in Pledge.objects.ever_published().filter(record=record)] == [old.pk]


def test_what_is_retracted_is_shown_nowhere_again():
    moderator = accounts.moderator()
    item = pledges.published(moderator=moderator)
    services.retract(item, by=moderator, note="Published in error.")
    record = Record.objects.get(pk=item.record_id)
    assert (record.closing, record.closing_note) == (Closing.RETRACTED, "Published in error.")
    assert not Pledge.objects.published().exists()
    assert not Pledge.objects.ever_published().exists()


def test_a_replaced_version_is_not_retracted():
    author, moderator = accounts.focal_point(), accounts.moderator()
    old = pledges.published(author, moderator)
    new = pledges.draft(author, record=old.record, change=Change.AMENDMENT)
    services.publish(services.submit(new, by=author), by=moderator)
    with pytest.raises(TransitionNotAllowed):
        services.retract(old, by=moderator, note="Too late.")


def test_an_amendment_under_way_does_not_bring_back_what_was_retracted():
    author, moderator = accounts.focal_point(), accounts.moderator()
    old = pledges.published(author, moderator)
    waiting = pledges.submitted(author, record=old.record, change=Change.AMENDMENT)
    services.retract(old, by=moderator, note="Published in error.")
    with pytest.raises(RecordClosed):
        services.publish(waiting, by=moderator)
    services.return_for_changes(waiting, by=moderator, note="The record is closed.")
    with pytest.raises(RecordClosed):
        services.submit(waiting, by=author)
    services.withdraw(waiting, by=author)
    assert not Pledge.objects.published().exists()


def test_an_import_is_one_publication_by_the_machine_and_by_nobody_else():
    system = User.objects.system()
    author = accounts.person(is_superuser=True)
    items = [pledges.draft(author) for _ in range(3)]
    with pytest.raises(PermissionDenied):
        services.publish_imported(items, by=accounts.moderator(), note="by hand")
    publication = services.publish_imported(items, by=system, note="registry.csv")
    assert {p.published_in for p in Pledge.objects.published()} == {publication}
    assert AuditEvent.objects.filter(verb=Verb.IMPORT, publication=publication).count() == 3
    assert services.publish_imported([], by=system, note="nothing") is None


def test_reference_data_is_edited_by_administrators_and_the_machine_only():
    for somebody in (accounts.moderator(), accounts.focal_point()):
        with pytest.raises(PermissionDenied):
            services.publish_reference_edit(by=somebody, note="a date moved")
    before = Publication.objects.count()
    services.publish_reference_edit(by=accounts.administrator(), note="a date moved")
    assert Publication.objects.count() == before + 1


def test_a_submission_is_told_to_moderators_with_a_receipt_and_a_decision_to_author_and_focal_points():
    author, colleague = accounts.drafter("PRT"), accounts.focal_point("PRT")
    other, moderator = accounts.focal_point("KEN"), accounts.moderator()
    item = pledges.draft(author)
    services.submit(item, by=colleague)
    services.return_for_changes(item, by=moderator, note="Please say when.")
    told = [(n.topic, n.recipient) for n in Notice.objects.order_by("facts__event", "recipient__email")]
    assert told == [
        ("workflow.receipt", colleague),
        ("workflow.submit", moderator),
        ("workflow.return", author),
        ("workflow.return", colleague),
    ]
    assert not other.notices_owed.exists()


def test_the_audit_trail_holds_no_contact_person():
    author = accounts.focal_point()
    item = pledges.submitted(author, contact_email="private.contact@example.org")
    for event in AuditEvent.objects.filter(record=item.record):
        assert "private.contact" not in str(event.snapshot)
        assert "Contact Person" not in str(event.snapshot)


def test_only_who_drafts_for_the_owner_starts_a_draft():
    for somebody in (accounts.focal_point("KEN"), accounts.moderator(), accounts.person()):
        with pytest.raises(PermissionDenied), transaction.atomic():
            pledges.draft(somebody, state="PRT")
    assert not Pledge.objects.exists()


def test_an_organisations_contributor_speaks_for_the_organisation_only():
    city = accounts.organisation()
    contributor = accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city)
    item = pledges.submitted(contributor, state=None, organisation=city)
    assert item.status == Status.SUBMITTED
    with pytest.raises(PermissionDenied), transaction.atomic():
        pledges.draft(contributor, state="PRT")


def at_once(*calls):
    """Run the calls in threads of their own, each with its own connection; what each returned or raised."""
    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            outcomes[index] = call()
        except Exception as problem:
            outcomes[index] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_and_exactly_one_decides():
    author = accounts.focal_point()
    first, second = accounts.moderator(), accounts.moderator("other@example.org")
    item = pledges.submitted(author)
    outcomes = at_once(
        lambda: services.publish(Pledge.objects.get(pk=item.pk), by=first),
        lambda: services.reject(Pledge.objects.get(pk=item.pk), by=second, note="No."),
    )
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)] == [TransitionNotAllowed]
    assert AuditEvent.objects.filter(record=item.record, verb__in=[Verb.PUBLISH, Verb.REJECT]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_publish_at_once_and_every_number_is_given_once():
    author, moderator = accounts.focal_point(), accounts.moderator()
    items = [pledges.submitted(author) for _ in range(6)]
    start = Publication.objects.count()
    outcomes = at_once(
        *[lambda pk=item.pk: services.publish(Pledge.objects.get(pk=pk), by=moderator) for item in items]
    )
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert sorted(Publication.objects.values_list("number", flat=True)) == list(range(1, start + 7))
