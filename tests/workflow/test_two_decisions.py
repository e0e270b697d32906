"""Two decisions on chosen kinds: one moderator approves, another publishes what was approved, and nothing else."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from notices.models import Notice
from pledges.models import Pledge
from tests.factories import accounts, pledges, tools
from tests.factories.roles import everybody, in_status
from tests.workflow.test_services import at_once
from workflow import services
from workflow.exceptions import (
    ApprovedAlready,
    OneDecisionSuffices,
    OwnWork,
    SecondDecisionMissing,
    TransitionNotAllowed,
)
from workflow.models import AuditEvent, Publication
from workflow.selectors import approval_of
from workflow.states import Status, Verb

pytestmark = pytest.mark.django_db

DECIDE = {"moderator", "administrator", "superuser"}


@pytest.fixture
def two_on_pledges(settings):
    """Pledges need two decisions here; nothing else does."""

    def switch_on():
        settings.TWO_DECISIONS_ON = frozenset({"pledge"})

    return switch_on


@pytest.fixture
def waiting(two_on_pledges):
    """A pledge that awaits the first of two decisions."""
    two_on_pledges()
    return pledges.submitted(accounts.focal_point())


@pytest.mark.parametrize("status", list(Status), ids=str)
def test_approving_works_exactly_from_submitted_and_for_moderators(status, two_on_pledges):
    item = in_status(status)
    two_on_pledges()
    for role, person in everybody().items():
        events, sid = AuditEvent.objects.count(), transaction.savepoint()
        if status != Status.SUBMITTED:
            with pytest.raises(TransitionNotAllowed):
                services.approve(item, by=person)
        elif role not in DECIDE:
            with pytest.raises(PermissionDenied):
                services.approve(item, by=person)
        else:
            services.approve(item, by=person)
            event = AuditEvent.objects.latest("pk")
            assert (event.verb, event.before, event.after, event.actor) == (Verb.APPROVE, status, status, person)
            transaction.savepoint_rollback(sid)
            continue
        assert (Pledge.objects.get(pk=item.pk).status, AuditEvent.objects.count()) == (status, events)
        transaction.savepoint_commit(sid)


@pytest.mark.parametrize("status", list(Status), ids=str)
def test_publishing_after_another_has_approved_keeps_to_its_states_and_roles(status, two_on_pledges):
    item, first = in_status(status), accounts.moderator("first.of.two@example.org")
    two_on_pledges()
    if status == Status.SUBMITTED:
        services.approve(item, by=first)
    for role, person in everybody().items():
        sid = transaction.savepoint()
        if status != Status.SUBMITTED:
            with pytest.raises(TransitionNotAllowed):
                services.publish(item, by=person)
        elif role not in DECIDE:
            with pytest.raises(PermissionDenied):
                services.publish(item, by=person)
        else:
            assert services.publish(item, by=person).status == Status.PUBLISHED
        transaction.savepoint_rollback(sid)
        item = Pledge.objects.get(pk=item.pk)


def test_nothing_is_published_before_the_first_decision(waiting):
    with pytest.raises(SecondDecisionMissing):
        services.publish(waiting, by=accounts.moderator())
    assert not Pledge.objects.published().exists()


def test_whoever_approved_does_not_publish(waiting):
    moderator = accounts.moderator()
    services.approve(waiting, by=moderator)
    with pytest.raises(SecondDecisionMissing):
        services.publish(waiting, by=moderator)
    assert Pledge.objects.get(pk=waiting.pk).status == Status.SUBMITTED


def test_approving_publishes_nothing_and_owes_nobody_a_message(waiting):
    notices, publications = Notice.objects.count(), Publication.objects.count()
    services.approve(waiting, by=accounts.moderator())
    assert not Pledge.objects.published().exists()
    assert (Notice.objects.count(), Publication.objects.count()) == (notices, publications)


def test_the_second_moderator_publishes_what_the_first_approved(waiting):
    first, second = accounts.moderator(), accounts.moderator("second@example.org")
    services.approve(waiting, by=first)
    services.publish(waiting, by=second)
    told = waiting.record.events.order_by("pk").values_list("verb", "actor", "before", "after")
    assert list(told)[-2:] == [
        (Verb.APPROVE, first.pk, Status.SUBMITTED, Status.SUBMITTED),
        (Verb.PUBLISH, second.pk, Status.SUBMITTED, Status.PUBLISHED),
    ]


def test_what_is_submitted_after_an_approval_was_never_approved(waiting):
    first, second = accounts.moderator(), accounts.moderator("second@example.org")
    services.approve(waiting, by=first)
    services.return_for_changes(waiting, by=second, note="One thing more.")
    services.submit(waiting, by=waiting.author)
    assert approval_of(waiting) is None
    with pytest.raises(SecondDecisionMissing):
        services.publish(waiting, by=second)
    services.approve(waiting, by=second)
    assert services.publish(waiting, by=first).status == Status.PUBLISHED


def test_an_approval_of_one_version_is_none_of_its_amendment(waiting):
    first, second = accounts.moderator(), accounts.moderator("second@example.org")
    services.approve(waiting, by=first)
    services.publish(waiting, by=second)
    amended = services.submit(pledges.amendment(waiting, waiting.author), by=waiting.author)
    with pytest.raises(SecondDecisionMissing):
        services.publish(amended, by=second)


@pytest.mark.parametrize("is_the_drafter", [True, False])
def test_nobody_approves_or_publishes_their_own_work(two_on_pledges, is_the_drafter):
    two_on_pledges()
    both = accounts.focal_point()
    both.staff_role = "moderator"
    both.save()
    other = accounts.drafter()
    item = services.submit(pledges.draft(both if is_the_drafter else other), by=both)
    with pytest.raises(OwnWork):
        services.approve(item, by=both)
    services.approve(item, by=accounts.moderator())
    with pytest.raises(OwnWork):
        services.publish(item, by=both)


def test_it_is_approved_once(waiting):
    services.approve(waiting, by=accounts.moderator())
    for person in (accounts.moderator("second@example.org"), accounts.administrator()):
        with pytest.raises(ApprovedAlready):
            services.approve(waiting, by=person)
    assert AuditEvent.objects.filter(verb=Verb.APPROVE).count() == 1


def test_kinds_that_are_not_named_are_published_by_one_and_approved_by_nobody(waiting):
    moderator, tool = accounts.moderator(), tools.submitted(waiting.author)
    with pytest.raises(OneDecisionSuffices):
        services.approve(tool, by=moderator)
    assert services.publish(tool, by=moderator).status == Status.PUBLISHED


def test_a_withdrawal_takes_two_decisions_as_well(waiting):
    first, second = accounts.moderator(), accounts.moderator("second@example.org")
    services.approve(waiting, by=first)
    services.publish(waiting, by=second)
    leaving = services.submit(pledges.withdrawal(waiting, waiting.author), by=waiting.author)
    with pytest.raises(SecondDecisionMissing):
        services.publish(leaving, by=first)
    services.approve(leaving, by=second)
    services.publish(leaving, by=first)
    assert not Pledge.objects.published().exists()


def test_an_approval_whose_audit_row_fails_is_none(waiting, monkeypatch):
    def refuse(*args, **kwargs):
        raise IntegrityError("no audit row")

    with monkeypatch.context() as broken, pytest.raises(IntegrityError):
        broken.setattr(AuditEvent.objects, "create", refuse)
        services.approve(waiting, by=accounts.moderator())
    assert approval_of(waiting) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("verb", "refused"), [(services.approve, ApprovedAlready), (services.publish, TransitionNotAllowed)]
)
def test_of_two_at_once_one_takes_the_decision(two_on_pledges, verb, refused):
    two_on_pledges()
    item = pledges.submitted(accounts.focal_point())
    others = [accounts.moderator(f"moderator{number}@example.org") for number in range(3)]
    if verb is services.publish:
        services.approve(item, by=others.pop())
    outcomes = at_once(*[lambda by=by: verb(Pledge.objects.get(pk=item.pk), by=by) for by in others[:2]])
    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [refused]


def test_every_pair_of_two_people_is_told_apart(waiting):
    staff = [accounts.moderator(), accounts.moderator("second@example.org"), accounts.administrator()]
    for approver, publisher in product(staff, staff):
        sid = transaction.savepoint()
        services.approve(waiting, by=approver)
        if approver == publisher:
            with pytest.raises(SecondDecisionMissing):
                services.publish(waiting, by=publisher)
        else:
            assert services.publish(waiting, by=publisher).status == Status.PUBLISHED
        transaction.savepoint_rollback(sid)
        waiting.refresh_from_db()
