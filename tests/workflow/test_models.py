"""What the database itself refuses."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from pledges.models import Pledge
from tests.factories import accounts, pledges
from workflow.models import AuditEvent, Publication

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [AuditEvent, Publication])
def test_the_trail_is_append_only_for_the_orm_and_for_sql(model):
    pledges.published()
    row = model.objects.first()
    table, key = model._meta.db_table, model._meta.pk.column
    with pytest.raises(Error), transaction.atomic():
        model.objects.filter(pk=row.pk).update(note="changed")
    with pytest.raises(Error), transaction.atomic():
        row.delete()
    for sql in (f"UPDATE {table} SET note = 'x' WHERE {key} = %s", f"DELETE FROM {table} WHERE {key} = %s"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [row.pk])


def refused(item, **values):
    """The database's answer to that state of affairs."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.filter(pk=item.pk).update(**values)


def test_published_means_a_date_and_a_publication_and_nothing_else_has_them():
    item = pledges.published()
    refused(item, published_at=None)
    refused(item, published_in=None)
    draft = pledges.draft(accounts.focal_point(email="another@example.org"))
    refused(draft, published_in=item.published_in, published_at=item.published_at)


def test_nothing_is_replaced_before_it_was_published():
    moderator = accounts.moderator()
    first = pledges.published(moderator=moderator)
    second = pledges.published(accounts.focal_point("KEN"), moderator, state="KEN")
    refused(second, replaced_in=first.published_in)


def test_a_record_belongs_to_a_state_or_to_an_organisation_not_to_both():
    refused(pledges.draft(accounts.focal_point()), organisation=accounts.organisation())


def test_a_record_is_closed_with_a_reason_or_not_at_all():
    item = pledges.published()
    item.record.closing = "withdrawn"
    with pytest.raises(IntegrityError), transaction.atomic():
        item.record.save()
