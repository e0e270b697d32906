"""Beginning updates, confirming that nothing has changed, corroborating: what each verb promises and refuses."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from drafting import services as drafting
from progress import services
from progress.exceptions import ConfirmedAlready, NothingToConfirm, UpdateUnderWay
from progress.models import ProgressUpdate
from progress.states import Assurance, Stage
from tests.factories import accounts, attachments, pledges, progress
from workflow import services as workflow
from workflow.exceptions import Incomplete, NotEditable, OwnWork
from workflow.models import AuditEvent, Record
from workflow.states import Verb

pytestmark = pytest.mark.django_db
LAST = {
    "stage": Stage.IN_PROGRESS,
    "speaks_for_on": date(2026, 3, 1),
    "narrative": "The last word.",
    "barriers": "Staff.",
    "next_steps": "A third office.",
}


@pytest.fixture
def focal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


@pytest.fixture
def pledge(focal, moderator):
    return pledges.published(focal, moderator)


def unsaid():
    """Nothing was begun and nothing is in the audit trail of one."""
    return (
        ProgressUpdate.objects.under_way().count(),
        AuditEvent.objects.filter(target_type="progress.progressupdate").count(),
    )


def test_a_first_update_begins_empty_for_today(focal, pledge):
    update = services.begin_update(pledge.record, by=focal, language="fr")
    assert (update.about, update.state_id, update.author, update.status) == (pledge.record, "PRT", focal, "draft")
    assert (update.stage, update.speaks_for_on, update.language) == ("", timezone.localdate(), "fr")
    assert update.record.kind == "PU"


def test_a_next_one_begins_with_stage_barriers_and_next_steps_of_the_last(focal, moderator, pledge):
    progress.published(focal, moderator=moderator, about=pledge.record, **LAST)
    update = services.begin_update(pledge.record, by=focal, language="en")
    assert (update.stage, update.barriers, update.next_steps) == (Stage.IN_PROGRESS, "Staff.", "A third office.")
    assert (update.narrative, update.is_unchanged) == ("", False)


def test_after_a_confirmation_the_next_begins_with_what_that_confirmed(focal, moderator, pledge):
    progress.published(focal, moderator=moderator, about=pledge.record, **LAST)
    workflow.publish(services.confirm_unchanged(pledge.record, by=focal), by=moderator)
    update = services.begin_update(pledge.record, by=focal, language="en")
    assert (update.stage, update.barriers, update.next_steps) == (Stage.IN_PROGRESS, "Staff.", "A third office.")


def test_an_update_is_about_a_measure_as_well(focal, moderator):
    measure = progress.public_measure(focal, moderator)
    update = services.begin_update(measure.record, by=focal, language="en")
    assert (update.about, update.state_id) == (measure.record, "PRT")


def test_an_organisation_reports_on_its_own_pledge(moderator):
    city = accounts.organisation()
    person = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledge = pledges.published(person, moderator, state=None, organisation=city)
    update = services.begin_update(pledge.record, by=person, language="en")
    assert (update.state_id, update.organisation) == (None, city)


def test_only_what_is_public_is_reported_on(focal, moderator):
    closed = pledges.published(focal, moderator)
    workflow.retract(closed, by=moderator, note="A mistake.")
    for item in (pledges.draft(focal), pledges.submitted(focal), closed):
        with pytest.raises(NotEditable):
            services.begin_update(item.record, by=focal, language="en")
        with pytest.raises(NotEditable):
            services.confirm_unchanged(item.record, by=focal)
    assert unsaid() == (0, 0)


def test_another_state_reports_nothing_and_leaves_nothing_behind(pledge):
    with pytest.raises(PermissionDenied):
        services.begin_update(pledge.record, by=accounts.focal_point("EGY"), language="en")
    assert (unsaid(), Record.objects.filter(kind="PU").count()) == ((0, 0), 0)


def test_there_is_one_update_at_a_time(focal, pledge):
    first = services.begin_update(pledge.record, by=focal, language="en")
    for again in (services.begin_update, services.confirm_unchanged):
        said = {"language": "en"} if again is services.begin_update else {}
        with pytest.raises(UpdateUnderWay) as refused:
            again(pledge.record, by=focal, **said)
        assert refused.value.update == first
    assert refused.value.message == (
        "An update on this is under way already. Finish it, or withdraw it before you begin another."
    )
    workflow.withdraw(first, by=focal)
    assert services.begin_update(pledge.record, by=focal, language="en").pk != first.pk


def test_the_database_keeps_it_to_one_as_well(focal, pledge):
    progress.draft(focal, about=pledge.record)
    with pytest.raises(IntegrityError, match="update_one_under_way_on_a_record"), transaction.atomic():
        progress.draft(focal, about=pledge.record)


def test_an_amendment_of_an_update_does_not_stand_in_the_way_of_the_next(focal, moderator, pledge):
    public = progress.published(focal, moderator=moderator, about=pledge.record)
    drafting.draft_amendment(public, by=focal, content=services.UPDATE_CONTENT, reason="A slip.")
    assert services.begin_update(pledge.record, by=focal, language="en").status == "draft"


def test_the_same_form_sent_twice_begins_one(focal, pledge):
    form = uuid4()
    first = services.begin_update(pledge.record, by=focal, language="en", begun_with=form)
    again = services.begin_update(pledge.record, by=focal, language="en", begun_with=form)
    assert (again, ProgressUpdate.objects.count()) == (first, 1)


def test_a_focal_points_word_that_nothing_changed_goes_to_the_desk(focal, moderator, pledge):
    last = progress.published(focal, moderator=moderator, about=pledge.record, language="fr", **LAST)
    update = services.confirm_unchanged(pledge.record, by=focal)
    assert (update.status, update.is_unchanged, update.stage, update.language) == (
        "submitted",
        True,
        last.stage,
        "fr",
    )
    assert (update.speaks_for_on, update.narrative, update.barriers) == (timezone.localdate(), "", "")
    workflow.publish(update, by=moderator)
    assert ProgressUpdate.objects.published().count() == 2


def test_a_drafters_waits_for_the_focal_point(focal, moderator, pledge):
    progress.published(focal, moderator=moderator, about=pledge.record, **LAST)
    update = services.confirm_unchanged(pledge.record, by=accounts.drafter())
    assert (update.status, update.is_unchanged, update.missing()) == ("draft", True, {})
    assert workflow.submit(update, by=focal).status == "submitted"


def test_discontinued_work_can_be_confirmed_with_its_reason(focal, moderator, pledge):
    said = LAST | {"stage": Stage.DISCONTINUED, "discontinued_because": "No money."}
    progress.published(focal, moderator=moderator, about=pledge.record, **said)
    assert services.confirm_unchanged(pledge.record, by=focal).discontinued_because == "No money."


def test_without_a_public_update_there_is_nothing_to_confirm(focal, pledge):
    with pytest.raises(NothingToConfirm) as refused:
        services.confirm_unchanged(pledge.record, by=focal)
    assert refused.value.message == (
        "Nothing was published on this yet, so nothing can be unchanged since. Write a first update."
    )
    assert unsaid() == (0, 0)


def test_what_was_said_today_is_not_confirmed_today(focal, moderator, pledge):
    today = {"speaks_for_on": timezone.localdate()}
    progress.published(focal, moderator=moderator, about=pledge.record, **LAST | today)
    with pytest.raises(ConfirmedAlready) as refused:
        services.confirm_unchanged(pledge.record, by=focal)
    assert refused.value.message == (
        "The last published update speaks for today already. There is nothing to confirm."
    )


def test_a_confirmation_of_another_stage_is_not_handed_in(focal, moderator, pledge):
    progress.published(focal, moderator=moderator, about=pledge.record, **LAST)
    draft = progress.draft(focal, about=pledge.record, is_unchanged=True, stage=Stage.PLANNING)
    with pytest.raises(Incomplete) as refused:
        workflow.submit(draft, by=focal)
    assert refused.value.missing == {
        "is_unchanged": "The update before it says “In progress”: choose that stage, or say what has changed."
    }


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"stage": ""}, {"stage": "Say how far the work has come."}),
        ({"narrative": " "}, {"narrative": "Say what was done, in a few sentences."}),
        (
            {"is_unchanged": True},
            {"is_unchanged": "Nothing was published on this yet, so nothing can be unchanged since."},
        ),
        (
            {"stage": Stage.DISCONTINUED, "discontinued_because": " "},
            {"discontinued_because": "Say why the work is discontinued."},
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_handed_in(focal, pledge, fields, missing):
    draft = progress.draft(focal, about=pledge.record, **fields)
    with pytest.raises(Incomplete) as refused:
        workflow.submit(draft, by=focal)
    assert refused.value.missing == missing
    assert ProgressUpdate.objects.get().status == "draft"


def test_nothing_is_handed_in_on_what_was_retracted_meanwhile(focal, moderator, pledge):
    draft = progress.draft(focal, about=pledge.record)
    workflow.retract(pledge, by=moderator, note="A mistake.")
    draft.refresh_from_db()
    assert draft.missing() == {
        "stage": "What this update is about was withdrawn or retracted. Nothing can be reported on it."
    }


def test_a_withdrawal_needs_its_reason_only(focal, moderator, pledge):
    public = progress.published(focal, moderator=moderator, about=pledge.record)
    draft = drafting.draft_withdrawal(public, by=focal, content=services.UPDATE_CONTENT, reason="An error.")
    workflow.publish(workflow.submit(draft, by=focal), by=moderator)
    assert ProgressUpdate.objects.published().count() == 0
    draft.change_reason = " "
    assert draft.missing() == {"change_reason": "Say why it is withdrawn."}


@pytest.mark.parametrize(
    ("links", "files", "expected"),
    [
        ((), 0, Assurance.SELF_REPORTED),
        ([("Report", "https://example.org/")], 0, Assurance.DOCUMENTED),
        ((), 1, Assurance.DOCUMENTED),
    ],
)
def test_handed_in_it_says_how_well_it_is_supported(focal, pledge, links, files, expected):
    draft = progress.draft(focal, about=pledge.record, links=links, assurance=Assurance.CORROBORATED)
    draft.attachments.set([attachments.stored(focal) for _ in range(files)])
    workflow.submit(draft, by=focal)
    draft.refresh_from_db()
    assert draft.assurance == expected


def test_only_a_moderator_says_that_it_is_corroborated_and_only_before_it_is_published(focal, moderator, pledge):
    update = progress.submitted(focal, about=pledge.record)
    with pytest.raises(PermissionDenied):
        services.corroborate(update, by=focal, is_corroborated=True)
    services.corroborate(update, by=moderator, is_corroborated=True)
    services.corroborate(update, by=moderator, is_corroborated=False)
    assert update.assurance == Assurance.SELF_REPORTED
    services.corroborate(update, by=moderator, is_corroborated=True)
    workflow.publish(update, by=moderator)
    assert ProgressUpdate.objects.get().assurance == Assurance.CORROBORATED
    assert AuditEvent.objects.get(verb="publish", target_type="progress.progressupdate").snapshot["assurance"] == (
        "corroborated"
    )
    with pytest.raises(NotEditable):
        services.corroborate(update, by=moderator, is_corroborated=False)


def test_corroborating_and_taking_it_back_are_on_record_and_said_twice_are_said_once(focal, moderator, pledge):
    update = progress.submitted(focal, about=pledge.record)
    for is_corroborated in (True, True, False, False):
        services.corroborate(update, by=moderator, is_corroborated=is_corroborated)
    told = update.record.events.filter(verb=Verb.CORROBORATE).order_by("pk")
    assert [(each.actor, each.before, each.after, each.snapshot["assurance"]) for each in told] == [
        (moderator, "submitted", "submitted", "corroborated"),
        (moderator, "submitted", "submitted", "self_reported"),
    ]


def test_corroboration_whose_audit_row_fails_is_none(focal, moderator, pledge, monkeypatch):
    update = progress.submitted(focal, about=pledge.record)

    def refuse(*args, **kwargs):
        raise IntegrityError("no audit row")

    monkeypatch.setattr(AuditEvent.objects, "create", refuse)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.corroborate(update, by=moderator, is_corroborated=True)
    assert ProgressUpdate.objects.get(pk=update.pk).assurance == Assurance.SELF_REPORTED


def test_nobody_corroborates_their_own_work(pledge):
    both = accounts.focal_point("PRT", email="both@example.org")
    both.staff_role = "moderator"
    both.save()
    with pytest.raises(OwnWork):
        services.corroborate(progress.submitted(both, about=pledge.record), by=both, is_corroborated=True)


def test_an_amendment_is_as_well_supported_as_its_own_evidence(focal, moderator, pledge):
    update = progress.submitted(focal, about=pledge.record, links=[("Report", "https://example.org/")])
    services.corroborate(update, by=moderator, is_corroborated=True)
    workflow.publish(update, by=moderator)
    next_version = drafting.draft_amendment(update, by=focal, content=services.UPDATE_CONTENT, reason="A slip.")
    assert services.UPDATE_CONTENT.read(next_version) == services.UPDATE_CONTENT.read(update)
    assert workflow.submit(next_version, by=focal).assurance == Assurance.DOCUMENTED


def test_links_are_kept_in_the_order_they_were_given(focal, pledge):
    update = progress.draft(
        focal, about=pledge.record, links=[("Z", "https://z.example/"), ("A", "https://a.example/")]
    )
    given = [{"title": "Z", "address": "https://z.example/"}, {"title": "A", "address": "https://a.example/"}]
    assert services.UPDATE_CONTENT.read(update, ["links"]) == {"links": given}
    services.UPDATE_CONTENT.write(update, {"links": given[1:]})
    assert [(link.place, link.title, link.host) for link in update.links.all()] == [(1, "A", "a.example")]
    assert update.snapshot()["links"] == given[1:]


def test_an_update_goes_by_the_title_of_what_it_is_about(focal, moderator, pledge):
    measure = progress.public_measure(focal, moderator)
    mine = {"states": ["PRT"], "organisations": []}
    progress.draft(focal, about=pledge.record)
    progress.draft(focal, about=measure.record)
    found = ProgressUpdate.objects.of_parties(**mine).order_by("pk").values_list("title", "title_language")
    assert list(found) == [("A sample pledge", "en"), ("A sample measure", "en")]


def test_yesterday_is_early_enough_to_be_confirmed(focal, moderator, pledge):
    said = LAST | {"speaks_for_on": timezone.localdate() - timedelta(days=1)}
    progress.published(focal, moderator=moderator, about=pledge.record, **said)
    assert services.confirm_unchanged(pledge.record, by=focal).status == "submitted"


@pytest.mark.django_db(transaction=True)
def test_two_who_report_at_the_same_moment_begin_one():
    focal, moderator = accounts.focal_point(), accounts.moderator()
    pledge = pledges.published(focal, moderator)
    progress.published(focal, moderator=moderator, about=pledge.record, **LAST)
    outcome, ready = [], threading.Barrier(2)

    def report(verb, said):
        ready.wait(10)
        try:
            verb(pledge.record, by=focal, **said)
            outcome.append("begun")
        except UpdateUnderWay:
            outcome.append("under way")
        finally:
            connections.close_all()

    both = [(services.begin_update, {"language": "en"}), (services.confirm_unchanged, {})]
    people = [threading.Thread(target=report, args=each) for each in both]
    for person in people:
        person.start()
    for person in people:
        person.join(20)
    assert sorted(outcome) == ["begun", "under way"]
    assert ProgressUpdate.objects.under_way().count() == 1
