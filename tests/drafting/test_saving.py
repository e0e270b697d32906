"""Drafts: begun once, saved without losing anybody's words, copied for an amendment or a withdrawal."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from drafting import services
from drafting.services import stamp
from pledges.models import Pledge
from tests.drafting.sample import CONTENT, begun
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.exceptions import AmendmentOpen, NotEditable, Overtaken, ReasonMissing
from workflow.models import Record
from workflow.states import Change, Closing, Status

pytestmark = pytest.mark.django_db


def seen_of(pledge, *names):
    return stamp(CONTENT.read(pledge, names))


def save(pledge, by, seen=None, **values):
    return services.save(pledge, by=by, content=CONTENT, values=values, seen=seen or seen_of(pledge, *values))


def test_a_record_begins_with_its_first_answers_and_is_counted_as_a_draft():
    pledge = begun(accounts.drafter("PRT"), language="fr", description="Première", partners=[{"name": "City"}])
    pledge.refresh_from_db()
    assert (pledge.status, pledge.language, pledge.description) == (Status.DRAFT, "fr", "Première")
    assert CONTENT.read(pledge, ["partners"]) == {"partners": [{"name": "City"}]}


def test_nobody_begins_a_record_for_somebody_elses_state():
    with pytest.raises(PermissionDenied):
        begun(accounts.focal_point("KEN"), language="en")
    assert Pledge.objects.count() == 0


def test_an_empty_form_sent_twice_begins_one_record():
    person, form = accounts.drafter("PRT"), uuid4()
    first, second = (
        services.begin(Pledge(state_id="PRT"), by=person, content=CONTENT, values={"language": "en"}, begun_with=form)
        for _ in range(2)
    )
    assert (first, Pledge.objects.count(), Record.objects.count()) == (second, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_the_same_moment_begins_one_record():
    person, form = accounts.drafter("PRT"), uuid4()

    def send(_number):
        try:
            return services.begin(
                Pledge(state_id="PRT"), by=person, content=CONTENT, values={"language": "en"}, begun_with=form
            ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = set(threads.map(send, range(4)))
    assert len(found) == 1


def test_saving_changes_what_was_answered_and_nothing_else():
    person = accounts.drafter("PRT")
    pledge = begun(person, language="en", description="Before", partners=[{"name": "A"}])
    save(pledge, person, description="After")
    pledge.refresh_from_db()
    assert CONTENT.read(pledge) == {
        "language": "en",
        "natures": [],
        "description": "After",
        "starts_on": None,
        "partners": [{"name": "A"}],
        "objectives": [],
    }
    assert pledge.revision == 2


def test_the_second_of_two_who_change_the_same_answer_is_told_and_nothing_is_overwritten():
    first, second = accounts.drafter("PRT"), accounts.focal_point("PRT")
    pledge = begun(first, language="en", description="Both read this")
    seen = seen_of(pledge, "description")
    save(Pledge.objects.get(pk=pledge.pk), first, seen=seen, description="The first wrote")
    with pytest.raises(Overtaken):
        save(Pledge.objects.get(pk=pledge.pk), second, seen=seen, description="The second wrote")
    pledge.refresh_from_db()
    assert pledge.description == "The first wrote"


def test_two_who_change_different_answers_are_no_conflict():
    first, second = accounts.drafter("PRT"), accounts.focal_point("PRT")
    pledge = begun(first, language="en", description="Text", partners=[])
    of_text, of_partners = seen_of(pledge, "description"), seen_of(pledge, "partners")
    save(Pledge.objects.get(pk=pledge.pk), first, seen=of_text, description="New text")
    save(Pledge.objects.get(pk=pledge.pk), second, seen=of_partners, partners=[{"name": "New partner"}])
    pledge.refresh_from_db()
    assert CONTENT.read(pledge, ["description", "partners"]) == {
        "description": "New text",
        "partners": [{"name": "New partner"}],
    }


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_told_and_no_text_is_lost():
    people = [accounts.drafter("PRT"), accounts.focal_point("PRT")]
    pledge = begun(people[0], language="en", description="Start")
    seen = seen_of(pledge, "description")

    def write(number):
        try:
            save(Pledge.objects.get(pk=pledge.pk), people[number], seen=seen, description=f"Text of {number}")
            return "saved"
        except Overtaken:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcome = list(threads.map(write, range(2)))
    pledge.refresh_from_db()
    assert sorted(outcome) == ["saved", "told"]
    assert pledge.description == f"Text of {outcome.index('saved')}"


def test_what_was_handed_in_is_not_saved_over():
    focal = accounts.focal_point("PRT")
    pledge = pledges.submitted(focal)
    with pytest.raises(NotEditable):
        save(pledge, focal, description="Too late")


def test_somebody_of_another_state_saves_nothing():
    pledge = begun(accounts.drafter("PRT"), language="en", description="Ours")
    with pytest.raises(PermissionDenied):
        save(pledge, accounts.focal_point("KEN"), description="Theirs")


def test_an_amendment_begins_as_a_copy_of_everything_for_a_reason():
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    live = pledges.published(focal, moderator, title="Fair recruitment", description="d" * 400)
    draft = services.draft_amendment(live, by=focal, content=CONTENT, reason=" The date moved. ")
    assert (draft.record, draft.change, draft.change_reason) == (live.record, Change.AMENDMENT, "The date moved.")
    assert CONTENT.read(draft) == CONTENT.read(live)
    assert (draft.title, draft.status, live.status) == ("Fair recruitment", Status.DRAFT, Status.PUBLISHED)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_no_amendment_and_no_withdrawal_without_a_reason(reason):
    focal = accounts.focal_point("PRT")
    live = pledges.published(focal, accounts.moderator())
    for verb in (services.draft_amendment, services.draft_withdrawal):
        with pytest.raises(ReasonMissing):
            verb(live, by=focal, content=CONTENT, reason=reason)
    assert Pledge.objects.filter(record=live.record).count() == 1


def test_a_second_amendment_waits_for_the_first():
    focal = accounts.focal_point("PRT")
    live = pledges.published(focal, accounts.moderator())
    services.draft_amendment(live, by=focal, content=CONTENT, reason="One")
    with pytest.raises(AmendmentOpen):
        services.draft_amendment(live, by=focal, content=CONTENT, reason="Two")


def test_a_draft_is_not_amended():
    focal = accounts.focal_point("PRT")
    with pytest.raises(NotEditable):
        services.draft_amendment(begun(focal, language="en"), by=focal, content=CONTENT, reason="Why")


def test_a_record_can_be_superseded_by_another_and_its_tombstone_leads_there():
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    old, new = pledges.published(focal, moderator), pledges.published(focal, moderator)
    request = services.draft_withdrawal(
        old, by=focal, content=CONTENT, reason="One broader pledge", superseded_by=new.record
    )
    workflow.submit(request, by=focal)
    workflow.publish(request, by=moderator)
    record = Record.objects.get(pk=old.record_id)
    assert (record.closing, record.superseded_by, record.closing_note) == (
        Closing.SUPERSEDED,
        new.record,
        "One broader pledge",
    )


def test_a_withdrawal_that_names_no_successor_is_only_a_withdrawal():
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    live = pledges.published(focal, moderator)
    request = services.draft_withdrawal(live, by=focal, content=CONTENT, reason="Over")
    workflow.submit(request, by=focal)
    workflow.publish(request, by=moderator)
    assert Record.objects.get(pk=live.record_id).closing == Closing.WITHDRAWN


def test_the_reason_can_be_put_in_better_words_until_it_is_handed_in():
    focal = accounts.focal_point("PRT")
    live = pledges.published(focal, accounts.moderator())
    draft = services.draft_withdrawal(live, by=focal, content=CONTENT, reason="Ovr")
    services.save_reason(draft, by=focal, reason="Over")
    assert Pledge.objects.get(pk=draft.pk).change_reason == "Over"
    workflow.submit(draft, by=focal)
    with pytest.raises(NotEditable):
        services.save_reason(draft, by=focal, reason="Later")


def test_the_same_answers_have_the_same_stamp_whatever_their_order():
    assert stamp({"a": 1, "b": [2]}) == stamp({"b": [2], "a": 1})
    assert stamp({"a": 1}) != stamp({"a": "1"})
