"""The step from several open updates on a record to one."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from progress.models import ProgressUpdate
from tests.factories import accounts, pledges, progress
from workflow.models import AuditEvent

pytestmark = pytest.mark.django_db
CONSTRAINT = "update_one_under_way_on_a_record"


def test_the_one_furthest_along_stays_and_the_others_are_closed_with_a_line_in_the_trail():
    focal = accounts.focal_point()
    pledge, other = pledges.published(focal), pledges.published(focal, accounts.moderator("second@example.org"))
    with connection.cursor() as cursor:
        cursor.execute(f'DROP INDEX "{CONSTRAINT}"')
    older, kept = progress.draft(focal, about=pledge.record), progress.submitted(focal, about=pledge.record)
    newer, alone = progress.draft(focal, about=pledge.record), progress.draft(focal, about=other.record)
    import_module("progress.migrations.0004_one_under_way").close_all_but_one(apps, None)
    statuses = dict(ProgressUpdate.objects.values_list("pk", "status"))
    assert statuses == {older.pk: "withdrawn", kept.pk: "submitted", newer.pk: "withdrawn", alone.pk: "draft"}
    events = AuditEvent.objects.filter(actor__is_system=True, target_type="progress.progressupdate")
    assert sorted(events.values_list("target_id", "verb", "before", "after")) == [
        (older.pk, "withdraw", "draft", "withdrawn"),
        (newer.pk, "withdraw", "draft", "withdrawn"),
    ]
