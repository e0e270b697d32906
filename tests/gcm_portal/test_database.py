"""What a test with real commits leaves behind is gone before the next one, and the reference data is as it was."""

import threading

import pytest
from django.db import InternalError, connection, transaction

from accounts.models import State, User
from objectives.models import Objective
from tests.database import bring_back
from tests.factories import accounts, pledges
from workflow.models import AuditEvent, Publication

pytestmark = pytest.mark.django_db(transaction=True)


def everything():
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def test_whatever_was_added_changed_or_deleted_is_as_it_was():
    before = everything()
    pledges.published(accounts.focal_point("PRT"), accounts.moderator())
    Objective.objects.filter(pk=7).update(title_en="Another title", title_ar=None)
    State.objects.filter(pk="FJI").delete()
    User.objects.filter(is_system=True).update(name="Somebody else")
    assert AuditEvent.objects.count() and Publication.objects.count() == 2

    bring_back()

    assert everything() == before


def test_what_may_only_be_added_to_is_guarded_again():
    pledges.submitted(accounts.focal_point("PRT"))
    bring_back()
    pledges.submitted(accounts.focal_point("PRT"))
    with pytest.raises(InternalError, match="Cannot update"):
        AuditEvent.objects.update(note="")


def test_somebody_who_still_writes_is_waited_for():
    written, done = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            accounts.person("late@example.org")
            written.set()
            done.wait(10)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(10)
    threading.Timer(0.3, done.set).start()
    bring_back()
    writer.join()
    assert list(User.objects.values_list("is_system", flat=True)) == [True]
