"""Many decisions at once: each stands or falls by itself, and a confirmation sent twice does each once."""

import threading
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from attachments.states import Scan
from moderation import services
from moderation.models import Batch, BatchEntry
from moderation.selectors import batch_of, results_of
from moderation.services.batches import Pick
from moderation.states import BATCH_MAX, Ending, Kind, Outcome
from pledges.models import Pledge
from tests.factories import accounts, attachments, pledges, tools
from tests.factories.queue import copies, one_of_each
from workflow import services as workflow
from workflow.exceptions import WorkflowError
from workflow.models import AuditEvent
from workflow.states import Status, Verb

pytestmark = pytest.mark.django_db
KEY = UUID(int=1)


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def ana():
    return accounts.moderator("ana@example.org", name="Ana")


def pick(item, kind=Kind.PLEDGE):
    return Pick(kind, item.pk, services.stamp_of(item))


def outcomes(batch):
    return [(result.entry.outcome, result.entry.after, result.why) for result in results_of(batch)]


def events(verb):
    return AuditEvent.objects.filter(verb=verb).count()


@pytest.mark.parametrize(
    ("verb", "status"), [(Verb.PUBLISH, Status.PUBLISHED), (Verb.RETURN, Status.RETURNED)], ids=["publish", "return"]
)
def test_each_of_many_is_decided_by_its_own_verb_with_its_own_audit_row(portugal, ana, verb, status):
    items = one_of_each(portugal, accounts.moderator())
    before = events(verb)
    picks = [pick(item, kind) for kind, item in items.items()]
    batch = services.decide_many(KEY, verb, picks, by=ana, note="Say more.")
    assert outcomes(batch) == [(Outcome.DONE, status, "")] * 6
    assert events(verb) - before == 6
    mine = AuditEvent.objects.filter(verb=verb, actor=ana)
    assert set(mine.values_list("note", flat=True)) == {"Say more."}
    assert mine.values("record").distinct().count() == 6


def test_what_fails_is_named_and_the_rest_stands(portugal, ana):
    good, changed, unread, held = (pledges.submitted(portugal) for _ in range(4))
    unread.attachments.add(attachments.stored(portugal, scan=Scan.PENDING))
    services.claim(held, by=accounts.moderator("ben@example.org", name="Ben"))
    workflow.withdraw(gone := pledges.submitted(portugal), by=portugal)
    decided = pledges.published(portugal, accounts.moderator())
    ana.delegations.create(role="focal_point", state_id="KEN", starts_on="2020-01-01")
    own = pledges.submitted(ana, state="KEN")
    draft = pledges.draft(portugal)
    picks = [pick(each) for each in (good, changed, unread, held, own, gone, decided, draft)]
    workflow.submit(
        workflow.return_for_changes(changed, by=accounts.moderator("c@example.org"), note="-"), by=portugal
    )

    batch = services.decide_many(KEY, Verb.PUBLISH, [*picks, Pick(Kind.TOOL, 10**9)], by=ana)

    assert [(outcome, why.partition(".")[0]) for outcome, _after, why in outcomes(batch)] == [
        (Outcome.DONE, ""),
        (Outcome.FAILED, "This was changed and submitted again since you opened it"),
        (
            Outcome.FAILED,
            "A file of this submission is still being checked for malware, or malware was found in it, so it cannot "
            "be published yet",
        ),
        (Outcome.FAILED, outcomes(batch)[3][2].partition(".")[0]),
        (Outcome.FAILED, "You drafted or submitted this record, so somebody else has to decide on it"),
        (Outcome.FAILED, "This cannot be done now: the record is “Withdrawn”"),
        (Outcome.FAILED, "This cannot be done now: the record is “Published”"),
        (Outcome.FAILED, "This submission no longer awaits a decision: it was decided on or taken back"),
        (Outcome.FAILED, "This submission no longer awaits a decision: it was decided on or taken back"),
    ]
    assert outcomes(batch)[3][2].startswith("Ben has held this submission since")
    assert BatchEntry.objects.exclude(held_in=None).get().reason == ""  # no name is kept
    assert AuditEvent.objects.filter(actor=ana, verb=Verb.PUBLISH).count() == 1
    assert Pledge.objects.filter(status=Status.SUBMITTED).count() == 4


def test_a_reason_of_the_kernel_is_shown_as_it_says_it(portugal, ana, monkeypatch):
    class NotYet(WorkflowError):
        message = "A rule of tomorrow."

    def refuse(*args, **kwargs):
        raise NotYet

    monkeypatch.setattr("moderation.services.batches.decide", refuse)
    batch = services.decide_many(KEY, Verb.PUBLISH, [pick(pledges.submitted(portugal))], by=ana)
    assert outcomes(batch) == [(Outcome.FAILED, "", "A rule of tomorrow.")]


@pytest.mark.parametrize(
    ("error", "words"),
    [(PermissionDenied, "You may not decide on this submission."), (RuntimeError, "Something went wrong on our side")],
)
def test_whatever_happens_to_one_the_next_is_tried(portugal, ana, monkeypatch, error, words):
    first, second = (pledges.submitted(portugal) for _ in range(2))
    decide = services.decide

    def break_first(verb, item, **how):
        if item.pk == first.pk:
            raise error
        return decide(verb, item, **how)

    monkeypatch.setattr("moderation.services.batches.decide", break_first)
    batch = services.decide_many(KEY, Verb.PUBLISH, [pick(first), pick(second)], by=ana)
    assert [outcome for outcome, _after, _why in outcomes(batch)] == [Outcome.FAILED, Outcome.DONE]
    assert outcomes(batch)[0][2].startswith(words)


def test_where_the_audit_fails_nothing_happened_to_that_one(portugal, ana, monkeypatch):
    item = pledges.submitted(portugal)

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("workflow.services.verbs._record_event", broken)
    batch = services.decide_many(KEY, Verb.PUBLISH, [pick(item)], by=ana)
    assert [outcome for outcome, _after, _why in outcomes(batch)] == [Outcome.FAILED]
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_sent_again_it_does_nothing_and_says_the_same(portugal, ana):
    own = pledges.submitted(portugal)
    items = [pledges.submitted(portugal), own]
    services.claim(own, by=accounts.moderator("ben@example.org"))
    first = services.decide_many(KEY, Verb.PUBLISH, [pick(each) for each in items], by=ana)
    before = outcomes(first)
    again = services.decide_many(KEY, Verb.RETURN, [pick(tools.submitted(portugal), Kind.TOOL)], by=ana, note="x")
    assert (again, outcomes(again)) == (first, before)
    assert (events(Verb.PUBLISH), events(Verb.RETURN)) == (1, 0)


def test_a_batch_that_was_interrupted_goes_on_where_it_stopped(portugal, ana, monkeypatch):
    items = [pledges.submitted(portugal) for _ in range(3)]
    decide, seen = services.decide, []

    def die_at_the_second(verb, item, **how):
        seen.append(item.pk)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return decide(verb, item, **how)

    monkeypatch.setattr("moderation.services.batches.decide", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        services.decide_many(KEY, Verb.PUBLISH, [pick(each) for each in items], by=ana)
    assert [outcome for outcome, _after, _why in outcomes(batch_of(KEY, by=ana))] == [Outcome.DONE, "", ""]
    batch = services.decide_many(KEY, Verb.PUBLISH, [pick(each) for each in items], by=ana)
    assert [outcome for outcome, _after, _why in outcomes(batch)] == [Outcome.DONE] * 3
    assert seen == [items[0].pk, items[1].pk, items[1].pk, items[2].pk]


def test_a_claim_of_ones_own_ends_with_the_decision(portugal, ana):
    item = pledges.submitted(portugal)
    claim = services.claim(item, by=ana)
    services.decide_many(KEY, Verb.PUBLISH, [pick(item), pick(item)], by=ana)
    claim.refresh_from_db()
    assert claim.ending == Ending.DECIDED
    assert BatchEntry.objects.count() == 1


@pytest.mark.parametrize("who", [accounts.person, accounts.drafter, accounts.focal_point])
def test_only_moderators_decide_on_many(who):
    item = pledges.submitted(accounts.focal_point("KEN"), state="KEN")
    with pytest.raises(PermissionDenied):
        services.decide_many(KEY, Verb.PUBLISH, [pick(item)], by=who(email="other@example.org"))
    assert not Batch.objects.exists()


def test_a_key_is_one_persons(portugal, ana):
    services.decide_many(KEY, Verb.PUBLISH, [pick(pledges.submitted(portugal))], by=ana)
    ben = accounts.moderator("ben@example.org")
    with pytest.raises(PermissionDenied):
        services.decide_many(KEY, Verb.PUBLISH, [pick(pledges.submitted(portugal))], by=ben)
    with pytest.raises(Batch.DoesNotExist):
        batch_of(KEY, by=ben)
    assert events(Verb.PUBLISH) == 1


@pytest.mark.parametrize("verb", [Verb.REJECT, Verb.RETRACT, Verb.SUBMIT, Verb.WITHDRAW])
def test_other_verbs_are_not_done_to_many(portugal, ana, verb):
    with pytest.raises(ValueError, match=verb.value):
        services.decide_many(KEY, verb, [pick(pledges.submitted(portugal))], by=ana, note="x")


@pytest.mark.parametrize("count", [0, BATCH_MAX + 1])
def test_none_and_more_than_a_page_are_refused(ana, count):
    with pytest.raises(ValueError, match=f"publish of {count}"):
        services.decide_many(KEY, Verb.PUBLISH, [Pick(Kind.PLEDGE, number) for number in range(count)], by=ana)


@pytest.mark.parametrize("count", [1, 3])
def test_the_results_are_read_in_four_queries(portugal, ana, count, django_assert_num_queries):
    items = copies(pledges.submitted(portugal), count)
    batch = services.decide_many(KEY, Verb.PUBLISH, [pick(each) for each in items], by=ana)
    with django_assert_num_queries(4):
        assert len(results_of(batch)) == count


@pytest.mark.django_db(transaction=True)
def test_the_same_confirmation_twice_at_once_does_each_once():
    portugal, ana = accounts.focal_point(), accounts.moderator("ana@example.org")
    items = [pledges.submitted(portugal) for _ in range(4)]
    together, failures = threading.Barrier(2), []

    def work():
        together.wait(timeout=10)
        try:
            services.decide_many(KEY, Verb.PUBLISH, [pick(each) for each in items], by=ana)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert failures == []
    assert outcomes(batch_of(KEY, by=ana)) == [(Outcome.DONE, Status.PUBLISHED, "")] * 4
    assert events(Verb.PUBLISH) == 4
