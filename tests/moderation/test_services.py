"""Deciding is held to what was read, even when two things happen at once."""

import threading

import pytest
from django.db import connection

from moderation.exceptions import ChangedMeanwhile
from moderation.services import decide, stamp_of
from pledges.models import Pledge
from tests.factories import accounts, pledges
from workflow import services
from workflow.exceptions import TransitionNotAllowed
from workflow.models import AuditEvent
from workflow.states import Status, Verb


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "status"),
    [(Verb.PUBLISH, Status.PUBLISHED), (Verb.RETURN, Status.RETURNED), (Verb.REJECT, Status.REJECTED)],
)
def test_each_decision_is_the_kernels_verb(verb, status):
    item = pledges.submitted(accounts.focal_point())
    decide(verb, item, by=accounts.moderator(), note="Because.", seen=stamp_of(item))
    assert Pledge.objects.get(pk=item.pk).status == status


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [Verb.SUBMIT, Verb.WITHDRAW, Verb.IMPORT])
def test_verbs_that_are_no_decisions_are_a_mistake_of_the_caller(verb):
    item = pledges.submitted(accounts.focal_point())
    with pytest.raises(ValueError, match=verb.value):
        decide(verb, item, by=accounts.moderator(), note="", seen=stamp_of(item))


@pytest.mark.django_db
def test_a_text_that_was_submitted_again_is_not_the_one_that_was_read():
    portugal, moderator = accounts.focal_point(), accounts.moderator()
    item = pledges.submitted(portugal)
    read = stamp_of(item)
    services.submit(services.return_for_changes(item, by=moderator, note="Again."), by=portugal)
    with pytest.raises(ChangedMeanwhile):
        decide(Verb.PUBLISH, item, by=moderator, note="", seen=read)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED
    assert not AuditEvent.objects.filter(verb=Verb.PUBLISH).exists()


@pytest.mark.django_db
def test_a_record_that_was_never_submitted_here_has_an_empty_mark():
    assert stamp_of(Pledge()) == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_decides_and_the_other_is_told():
    item = pledges.submitted(accounts.focal_point())
    moderators = [accounts.moderator(f"moderator{number}@example.org") for number in range(2)]
    together = threading.Barrier(2)
    outcomes = []

    def work(verb, by):
        mine = Pledge.objects.get(pk=item.pk)
        together.wait(timeout=10)
        try:
            decide(verb, mine, by=by, note="Because.", seen=stamp_of(item))
            outcomes.append("done")
        except TransitionNotAllowed:
            outcomes.append("refused")
        finally:
            connection.close()

    workers = [
        threading.Thread(target=work, args=pair) for pair in zip((Verb.PUBLISH, Verb.REJECT), moderators, strict=True)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sorted(outcomes) == ["done", "refused"]
    assert AuditEvent.objects.filter(verb__in=[Verb.PUBLISH, Verb.REJECT]).count() == 1
