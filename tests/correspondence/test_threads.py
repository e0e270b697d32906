"""Questions and answers: who may, when, what is told to whom, and what the audit trail does not say."""

import json
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection

from accounts.models import Delegation
from accounts.selectors import mandates_of
from correspondence import selectors, services
from correspondence.exceptions import NothingAsked, NothingWritten, ThreadClosed
from correspondence.models import Message, Thread
from correspondence.services.threads import ANSWER, QUESTION
from correspondence.states import Side
from notices.models import Notice
from pledges.models import Pledge
from tests.factories import accounts, pledges
from tests.factories.correspondence import answered, asked, erased
from tests.factories.roles import everybody, in_status
from workflow import services as workflow
from workflow.exceptions import OwnWork
from workflow.models import AuditEvent
from workflow.states import Status, Verb

pytestmark = pytest.mark.django_db

ASKS = {"moderator", "administrator", "superuser"}
ANSWERS = {"focal point", "drafter", "superuser"}


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def waiting(portugal):
    return pledges.submitted(portugal)


@pytest.mark.parametrize("status", list(Status), ids=str)
def test_a_question_is_asked_by_staff_about_what_lies_on_the_desk(status):
    item = in_status(status)
    for role, person in everybody().items():
        before = Message.objects.count()
        if status != Status.SUBMITTED:
            with pytest.raises(ThreadClosed):
                services.ask(item, by=person, text="By when?")
        elif role not in ASKS:
            with pytest.raises(PermissionDenied):
                services.ask(item, by=person, text="By when?")
        else:
            assert services.ask(item, by=person, text="By when?").side == Side.SECRETARIAT
            before += 1
        assert (Message.objects.count(), Pledge.objects.get(pk=item.pk).status) == (before, status)


def test_a_question_is_answered_by_who_drafts_or_speaks_for_its_owner(waiting):
    asked(waiting)
    for role, person in everybody().items():
        if role in ANSWERS:
            assert services.answer(waiting, by=person, text="Soon.").side == Side.OWNER
        else:
            with pytest.raises(PermissionDenied):
                services.answer(waiting, by=person, text="Soon.")


def test_nothing_is_answered_that_was_not_asked_or_is_decided(waiting, portugal):
    with pytest.raises(NothingAsked):
        services.answer(waiting, by=portugal, text="Soon.")
    asked(waiting)
    workflow.return_for_changes(waiting, by=accounts.moderator(), note="One thing.")
    with pytest.raises(ThreadClosed):
        services.answer(waiting, by=portugal, text="Soon.")


def test_a_version_submitted_again_goes_on_with_its_thread(waiting, portugal):
    asked(waiting)
    workflow.return_for_changes(waiting, by=accounts.moderator(), note="One thing.")
    workflow.submit(waiting, by=portugal)
    answered(waiting, by=portugal)
    assert [message.side for message in selectors.thread_of(waiting).messages.all()] == ["secretariat", "owner"]


def test_nobody_asks_themselves(portugal):
    portugal.staff_role = "moderator"
    portugal.save()
    item = pledges.submitted(portugal)
    with pytest.raises(OwnWork):
        services.ask(item, by=portugal, text="By when?")


@pytest.mark.parametrize("text", ["", " \n "])
def test_without_words_nothing_is_sent(waiting, portugal, text):
    with pytest.raises(NothingWritten):
        services.ask(waiting, by=accounts.moderator(), text=text)
    asked(waiting)
    with pytest.raises(NothingWritten):
        services.answer(waiting, by=portugal, text=text)
    assert Message.objects.count() == 1


def test_the_audit_trail_says_that_something_was_asked_and_answered_and_not_what(waiting, portugal):
    moderator = accounts.moderator()
    asked(waiting, by=moderator, text="SECRET QUESTION")
    answered(waiting, by=portugal, text="SECRET ANSWER")
    events = waiting.record.events.filter(verb__in=[Verb.ASK, Verb.ANSWER]).order_by("pk")
    assert [(each.verb, each.actor, each.before, each.after, each.note) for each in events] == [
        (Verb.ASK, moderator, "submitted", "submitted", ""),
        (Verb.ANSWER, portugal, "submitted", "submitted", ""),
    ]
    assert not any("SECRET" in json.dumps(each.snapshot) for each in AuditEvent.objects.all())
    assert not any("SECRET" in json.dumps(each.facts) for each in Notice.objects.all())


def test_a_question_is_told_to_everybody_who_can_answer_it_and_an_answer_to_who_asked(waiting, portugal):
    drafter, moderator = accounts.drafter(), accounts.moderator()
    accounts.moderator("uninvolved@example.org")
    accounts.focal_point("KEN")
    question = asked(waiting, by=moderator)
    answer = answered(waiting, by=drafter)
    ours = Notice.objects.filter(topic__startswith="correspondence.").order_by("pk")
    owed = ours.values_list("topic", "recipient__email", "facts")
    assert list(owed) == [
        (QUESTION, portugal.email, {"message": question.pk}),
        (QUESTION, drafter.email, {"message": question.pk}),
        (ANSWER, moderator.email, {"message": answer.pk}),
    ]


def test_an_answer_goes_to_every_moderator_where_who_asked_has_left(waiting, portugal):
    gone, stays = accounts.moderator("gone@example.org"), accounts.moderator("stays@example.org")
    asked(waiting, by=gone)
    gone.is_active = False
    gone.save()
    answered(waiting, by=portugal)
    assert [each.recipient for each in Notice.objects.filter(topic=ANSWER)] == [stays]


@pytest.mark.parametrize("side", [Side.SECRETARIAT, Side.OWNER])
def test_a_word_whose_audit_row_fails_was_never_written(waiting, portugal, monkeypatch, side):
    if side == Side.OWNER:
        asked(waiting)
    before = Message.objects.count(), Notice.objects.count()

    def refuse(*args, **kwargs):
        raise IntegrityError("no audit row")

    monkeypatch.setattr(AuditEvent.objects, "create", refuse)
    with pytest.raises(IntegrityError):
        if side == Side.OWNER:
            services.answer(waiting, by=portugal, text="Soon.")
        else:
            services.ask(waiting, by=accounts.moderator(), text="By when?")
    assert (Message.objects.count(), Notice.objects.count()) == before


def test_each_version_has_a_thread_of_its_own(waiting, portugal):
    asked(waiting)
    moderator = accounts.moderator()
    workflow.publish(waiting, by=moderator)
    amended = workflow.submit(pledges.amendment(waiting, portugal), by=portugal)
    assert selectors.thread_of(amended) is None
    asked(amended, by=moderator, text="Why?")
    assert (Thread.objects.count(), selectors.thread_of(waiting).messages.count()) == (2, 1)


def waiting_titles(person):
    return [thread.title for thread in selectors.waiting_for_owner(mandates_of(person))]


def test_what_waits_for_an_answer_is_found_by_those_who_can_give_it_as_long_as_it_waits(portugal):
    moderator, drafter = accounts.moderator(), accounts.drafter()
    first, second = pledges.submitted(portugal, title="First"), pledges.submitted(portugal, title="Second")
    pledges.submitted(portugal, title="Not asked about")
    for item in (first, second):
        asked(item, by=moderator)
    assert (waiting_titles(portugal), waiting_titles(drafter)) == (["First", "Second"], ["First", "Second"])
    assert waiting_titles(accounts.focal_point("KEN")) == []
    answered(first, by=drafter)
    assert waiting_titles(portugal) == ["Second"]
    workflow.publish(second, by=moderator)
    assert waiting_titles(portugal) == []
    asked(first, by=moderator, text="And then?")
    assert waiting_titles(portugal) == ["First"]
    workflow.withdraw(first, by=portugal)
    assert waiting_titles(portugal) == []
    Delegation.objects.update(ends_on="2021-01-01")
    assert list(selectors.threads_of_parties(mandates_of(portugal))) == []


def test_all_threads_of_a_party_say_what_they_are_about_and_how_it_stands(portugal):
    item = pledges.submitted(portugal, title="Sample", language="fr")
    asked(item)
    workflow.reject(item, by=accounts.moderator(), note="No.")
    (thread,) = selectors.threads_of_parties(mandates_of(portugal))
    assert (thread.title, thread.language, thread.status, thread.owner) == ("Sample", "fr", "rejected", item.state)
    assert (thread.record_url, thread.kind) == (f"/en/desk/pledges/{item.pk}/", "pledge")


def test_an_organisations_thread_is_its_own():
    city = accounts.organisation()
    contributor = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    item = pledges.submitted(contributor, state=None, organisation=city)
    asked(item)
    assert [thread.owner for thread in selectors.threads_of_parties(mandates_of(contributor))] == [city]
    assert list(selectors.threads_of_parties(mandates_of(accounts.focal_point()))) == []


def test_words_can_be_erased_and_that_they_were_written_stays(waiting, portugal):
    asked(waiting)
    answered(waiting, by=portugal)
    other = pledges.submitted(portugal)
    asked(other, by=accounts.moderator(), text="Kept")
    assert erased(waiting.record) == 2
    assert erased(waiting.record) == 0
    assert [message.text for message in Message.objects.all()] == ["", "", "Kept"]
    assert waiting.record.events.filter(verb__in=[Verb.ASK, Verb.ANSWER]).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_question_and_the_decision_at_once_are_one_after_the_other():
    item = pledges.submitted(accounts.focal_point())
    asker, decider = accounts.moderator(), accounts.moderator("second@example.org")
    together, outcomes = threading.Barrier(2), {}

    def work(name, act):
        together.wait(timeout=10)
        try:
            outcomes[name] = act() and "done"
        except ThreadClosed:
            outcomes[name] = "closed"
        finally:
            connection.close()

    acts = {
        "ask": lambda: services.ask(Pledge.objects.get(pk=item.pk), by=asker, text="By when?"),
        "publish": lambda: workflow.publish(Pledge.objects.get(pk=item.pk), by=decider),
    }
    threads = [threading.Thread(target=work, args=pair) for pair in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    order = list(
        item.record.events.filter(verb__in=[Verb.ASK, Verb.PUBLISH]).order_by("pk").values_list("verb", flat=True)
    )
    assert outcomes["publish"] == "done"
    assert (outcomes["ask"], order) in [("done", ["ask", "publish"]), ("closed", ["publish"])]
