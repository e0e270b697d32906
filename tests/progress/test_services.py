"""Updates: begun on a public pledge in its owner's name, saved by one of two."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from progress import services
from progress.models import ProgressUpdate
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.exceptions import NotEditable, Overtaken
from workflow.models import AuditEvent, Record

pytestmark = pytest.mark.django_db
VALUES = {"stage": "planning", "speaks_for_on": date(2026, 5, 1), "narrative": "Begun.", "language": "en"}


def test_an_update_belongs_to_the_owner_of_the_pledge_and_to_its_record():
    by = accounts.drafter()
    pledge = pledges.published()
    update = ProgressUpdate.objects.get(pk=services.draft_update(by=by, pledge=pledge, values=VALUES).pk)
    assert (update.about, update.state_id, update.author, update.status) == (pledge.record, "PRT", by, "draft")
    assert (update.record.kind, update.narrative, update.revision) == ("PU", "Begun.", 1)


def test_only_a_public_pledge_is_reported_on():
    by, moderator = accounts.focal_point(), accounts.moderator()
    closed = pledges.published(by, moderator)
    workflow.retract(closed, by=moderator, note="A mistake.")
    for pledge in (pledges.draft(by), pledges.submitted(by), closed):
        with pytest.raises(NotEditable):
            services.draft_update(by=by, pledge=pledge, values=VALUES)
    assert ProgressUpdate.objects.count() == 0


def test_another_state_reports_nothing_and_leaves_nothing_behind():
    pledge = pledges.published()
    with pytest.raises(PermissionDenied):
        services.draft_update(by=accounts.focal_point("EGY"), pledge=pledge, values=VALUES)
    assert (ProgressUpdate.objects.count(), Record.objects.filter(kind="PU").count()) == (0, 0)


def test_the_second_of_two_who_save_is_told():
    by = accounts.focal_point()
    update = services.draft_update(by=by, pledge=pledges.published(by), values=VALUES)
    events = AuditEvent.objects.count()
    services.save_update(update, by=by, revision=1, values=VALUES | {"narrative": "First."})
    with pytest.raises(Overtaken):
        services.save_update(update, by=by, revision=1, values=VALUES | {"narrative": "Second."})
    update.refresh_from_db()
    assert (update.narrative, update.revision, AuditEvent.objects.count()) == ("First.", 2, events)


def test_what_was_submitted_is_not_saved_and_what_came_back_is():
    by = accounts.focal_point()
    update = services.draft_update(by=by, pledge=pledges.published(by), values=VALUES)
    workflow.submit(update, by=by)
    with pytest.raises(NotEditable):
        services.save_update(update, by=by, revision=1, values=VALUES)
    workflow.return_for_changes(update, by=accounts.moderator("other@example.org"), note="When?")
    services.save_update(update, by=by, revision=1, values=VALUES | {"narrative": "Better."})
    assert (update.narrative, update.status) == ("Better.", "returned")
