"""Claims: one person decides on a submission at a time, everybody can see who, and nothing is held for ever."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from moderation import services
from moderation.exceptions import HeldByAnother, NotOnTheDesk
from moderation.models import Claim
from moderation.selectors import claim_on
from moderation.services.topics import CLAIM_LOST
from moderation.states import Ending
from moderation.tasks import end_lapsed_claims
from notices.models import Notice
from notices.services import topic_of
from pledges.models import Pledge
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.exceptions import OwnWork
from workflow.states import Status, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def item(portugal):
    return pledges.submitted(portugal)


@pytest.fixture
def ana():
    return accounts.moderator("ana@example.org", name="Ana")


@pytest.fixture
def ben():
    return accounts.moderator("ben@example.org", name="Ben")


def rows():
    return [(each.holder.name, each.ending) for each in Claim.objects.order_by("pk").select_related("holder")]


def lost():
    found = Notice.objects.filter(topic=CLAIM_LOST).order_by("pk").select_related("recipient")
    return [(each.recipient.name, each.facts["reason"]) for each in found]


def composed():
    notice = Notice.objects.get(topic=CLAIM_LOST)
    return topic_of(notice).compose(notice)


def test_who_claims_holds_it_and_claims_it_once(item, ana):
    first = services.claim(item, by=ana)
    assert services.claim(item, by=ana) == first
    assert claim_on(item) == first
    assert rows() == [("Ana", "")]


def test_a_colleague_is_told_who_holds_it_and_since_when(item, ana, ben):
    with time_machine.travel("2026-03-03 10:15Z", tick=False):
        services.claim(item, by=ana)
        with pytest.raises(HeldByAnother) as refused:
            services.claim(item, by=ben)
    assert refused.value.message == (
        "Ana has held this submission since 3 March 2026, 10:15 and is deciding on it. Leave it to them, or take it "
        "over first: they are told."
    )
    assert rows() == [("Ana", "")]


@pytest.mark.parametrize("act", [services.claim, services.release])
@pytest.mark.parametrize("who", [accounts.person, accounts.drafter, accounts.focal_point])
def test_only_moderators_claim(portugal, who, act):
    item = pledges.submitted(portugal)
    with pytest.raises(PermissionDenied):
        act(item, by=who(email="other@example.org"))
    assert rows() == []


def test_an_administrator_claims_too(item):
    services.claim(item, by=accounts.administrator())
    assert rows() == [("administrator", "")]


def test_nobody_claims_what_they_could_not_decide_on(portugal):
    portugal.staff_role = "moderator"
    portugal.save()
    with pytest.raises(OwnWork):
        services.claim(pledges.submitted(portugal), by=portugal)


def test_what_is_not_on_the_desk_is_not_claimed(portugal, ana, ben):
    gone = [
        pledges.draft(portugal),
        pledges.published(portugal, ben),
        workflow.withdraw(pledges.submitted(portugal), by=portugal),
        workflow.return_for_changes(pledges.submitted(portugal), by=ben, note="Not yet."),
        workflow.reject(pledges.submitted(portugal), by=ben, note="No."),
    ]
    for each in gone:
        for act in (services.claim, services.release):
            with pytest.raises(NotOnTheDesk):
                act(each, by=ana)
    assert rows() == []


def test_released_it_is_anybodys_again(item, ana, ben):
    services.claim(item, by=ana)
    services.release(item, by=ana)
    services.release(item, by=ana)
    assert claim_on(item) is None
    services.claim(item, by=ben)
    assert rows() == [("Ana", Ending.RELEASED), ("Ben", "")]


def test_nobody_releases_a_colleagues_claim(item, ana, ben):
    services.claim(item, by=ana)
    with pytest.raises(HeldByAnother):
        services.release(item, by=ben)
    assert claim_on(item).holder == ana


def test_taking_over_is_recorded_and_told(item, ana, ben):
    held = services.claim(item, by=ana)
    taken = services.take_over(item, by=ben, seen=held.pk)
    held.refresh_from_db()
    assert (claim_on(item), taken.instead_of) == (taken, held)
    assert (held.ending, held.ended_by) == (Ending.TAKEN_OVER, ben)
    assert lost() == [("Ana", Ending.TAKEN_OVER)]
    message = composed()
    assert message.subject == f"{item.reference} was taken over"
    assert message.paragraphs[0] == f"Ben is deciding on {item.reference} now, which you had claimed."
    assert message.link == f"/en/moderation/pledge/{item.pk}/"


def test_the_message_is_not_sent_where_it_is_no_longer_true(item, ana, ben):
    held = services.claim(item, by=ana)
    services.take_over(item, by=ben, seen=held.pk)
    services.release(item, by=ben)
    assert composed() is not None
    services.claim(item, by=ana)
    assert composed() is None
    workflow.publish(item, by=ana)
    assert composed() is None


def test_who_takes_over_takes_it_from_the_person_they_saw(item, ana, ben):
    held = services.claim(item, by=ana)
    services.take_over(item, by=ben, seen=held.pk)
    third = accounts.moderator("cleo@example.org", name="Cleo")
    with pytest.raises(HeldByAnother) as refused:
        services.take_over(item, by=third, seen=held.pk)
    assert refused.value.claim.holder == ben
    assert lost() == [("Ana", Ending.TAKEN_OVER)]


def test_what_nobody_holds_any_more_is_simply_claimed(item, ana, ben):
    held = services.claim(item, by=ana)
    services.release(item, by=ana)
    taken = services.take_over(item, by=ben, seen=held.pk)
    assert services.take_over(item, by=ben, seen=0) == taken
    assert (taken.holder, taken.instead_of, lost()) == (ben, None, [])


@pytest.mark.parametrize("verb", [Verb.PUBLISH, Verb.RETURN, Verb.REJECT])
def test_a_decision_on_what_a_colleague_holds_is_refused_and_the_holders_ends_the_claim(item, ana, ben, verb):
    services.claim(item, by=ana)
    with pytest.raises(HeldByAnother):
        services.decide(verb, item, by=ben, note="Because.", seen=services.stamp_of(item))
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED
    services.decide(verb, item, by=ana, note="Because.", seen=services.stamp_of(item))
    assert rows() == [("Ana", Ending.DECIDED)]
    assert lost() == []


def test_a_decision_that_fails_leaves_the_claim(item, ana, monkeypatch):
    services.claim(item, by=ana)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("workflow.services.verbs._record_event", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.decide(Verb.PUBLISH, item, by=ana, note="", seen=services.stamp_of(item))
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED
    assert rows() == [("Ana", "")]


def test_taking_over_without_telling_does_not_happen(item, ana, ben, monkeypatch):
    held = services.claim(item, by=ana)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("moderation.services.topics.owe", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.take_over(item, by=ben, seen=held.pk)
    assert rows() == [("Ana", "")]


def test_a_claim_is_for_one_submission_and_not_for_the_next(item, portugal, ana, ben):
    services.claim(item, by=ana)
    workflow.return_for_changes(item, by=ben, note="Not yet.")
    assert claim_on(item) is None
    workflow.submit(item, by=portugal)
    assert claim_on(item) is None
    services.claim(item, by=ben)
    assert rows() == [("Ana", Ending.LEFT), ("Ben", "")]


def test_a_claim_held_for_too_long_counts_no_more(item, ana, ben, settings):
    settings.CLAIM_WORKING_DAYS = 2
    with time_machine.travel("2026-03-05 10:00Z", tick=False):  # a Thursday
        services.claim(item, by=ana)
    with time_machine.travel("2026-03-09 23:00Z", tick=False):
        assert claim_on(item).holder == ana
    with time_machine.travel("2026-03-10 00:00Z", tick=False):
        assert claim_on(item) is None
        services.claim(item, by=ben)
    assert rows() == [("Ana", Ending.LAPSED), ("Ben", "")]


def test_the_sweep_ends_what_no_longer_counts_and_tells_who_forgot(portugal, ana, ben):
    held_long, left, decided, fresh = (pledges.submitted(portugal) for _ in range(4))
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        for each in (held_long, left):
            services.claim(each, by=ana)
    services.claim(decided, by=ana)
    services.claim(fresh, by=ben)
    workflow.withdraw(left, by=portugal)
    workflow.publish(decided, by=ben)
    assert services.end_overtaken_claims() == 3
    end_lapsed_claims()
    assert rows() == [("Ana", Ending.LAPSED), ("Ana", Ending.LEFT), ("Ana", Ending.LEFT), ("Ben", "")]
    assert lost() == [("Ana", Ending.LAPSED)]
    assert composed().subject == f"{held_long.reference} is free for others again"


def test_the_database_keeps_one_claim_a_record_and_what_has_ended(item, ana, ben):
    held = services.claim(item, by=ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(record=item.record, submitted_at=item.submitted_at, holder=ben)
    services.release(item, by=ana)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Claim.objects.filter(pk=held.pk).update(holder=ben)
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        Claim.objects.filter(pk=held.pk).delete()


def at_once(*works):
    """What each of these answers when they run together, each in a connection of its own."""
    together, outcomes = threading.Barrier(len(works)), []

    def run(work):
        together.wait(timeout=10)
        try:
            outcomes.append(work())
        except HeldByAnother as refused:
            outcomes.append(f"told of {refused.claim.holder.name}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_or_sweep_at_once_one_does_it_and_the_other_is_told():
    item = pledges.submitted(accounts.focal_point())
    people = [accounts.moderator(f"{name}@example.org", name=name) for name in ("Ana", "Ben")]
    outcomes = at_once(
        *(lambda by=by: services.claim(Pledge.objects.get(pk=item.pk), by=by).holder.name for by in people)
    )
    winner = Claim.objects.get().holder.name
    assert sorted(outcomes) == sorted([winner, f"told of {winner}"])

    Claim.objects.update(since=timezone.now() - timedelta(days=30))
    assert sorted(at_once(services.end_overtaken_claims, services.end_overtaken_claims)) == [0, 1]
    assert lost() == [(winner, Ending.LAPSED)]
