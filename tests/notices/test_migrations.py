"""What was owed before there was one table of notices is taken over and goes out; what was sent is not sent again."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Delegation
from accounts.services import remind_of_delegations
from notices.models import Notice
from notices.services import send_due_notices
from tests.factories import accounts, pledges
from workflow import services as workflow

pytestmark = pytest.mark.django_db

of_workflow = import_module("workflow.migrations.0005_notices_move").move_over
of_accounts = import_module("accounts.migrations.0005_notices_move").move_over
SENT = timezone.datetime(2026, 11, 1, 12, tzinfo=timezone.get_default_timezone())


class Apps:
    """The tables as the migration saw them: the old rows are given, the new table is the real one."""

    def __init__(self, rows):
        self.rows = rows

    def get_model(self, app, name):
        """The old model answers its rows; the other is today's."""
        return Notice if app == "notices" else SimpleNamespace(objects=self)

    def select_related(self, *_names):
        """As a query would."""
        return self

    order_by = select_related

    def iterator(self, _size):
        """The old rows."""
        return iter(self.rows)


def old(recipient, *, sent_at=None, attempts=0, failure="", **about):
    """One row of an old table."""
    way = {"created_at": SENT, "claimed_at": sent_at, "sent_at": sent_at, "attempts": attempts, "failure": failure}
    return SimpleNamespace(recipient_id=recipient.pk, **way, **about)


def test_what_the_workflow_owed_goes_out_once_and_what_it_sent_is_not_sent_again():
    focal, moderator = accounts.focal_point("PRT"), accounts.moderator()
    item = workflow.return_for_changes(pledges.submitted(focal), by=moderator, note="Say when.")
    Notice.objects.all().delete()
    submit, back = item.record.events.filter(verb__in=["submit", "return"]).order_by("pk")
    rows = [
        old(focal, event=submit, sent_at=SENT, attempts=1),
        old(moderator, event=submit, sent_at=SENT, attempts=1),
        old(focal, event=back, attempts=2, failure="OSError: away"),
    ]
    of_workflow(Apps(rows), None)
    of_workflow(Apps(rows), None)
    assert list(Notice.objects.order_by("pk").values_list("topic", "key", "sent_at", "attempts", "created_at")) == [
        ("workflow.receipt", f"event:{submit.pk}", SENT, 1, SENT),
        ("workflow.submit", f"event:{submit.pk}", SENT, 1, SENT),
        ("workflow.return", f"event:{back.pk}", None, 2, SENT),
    ]
    assert [send_due_notices(), send_due_notices()] == [1, 0]
    assert [message.subject for message in mail.outbox] == ["Returned for changes: A sample pledge"]


def test_a_delegation_reminded_of_before_is_not_reminded_of_again():
    today = timezone.localdate()
    focal = accounts.focal_point("PRT", ends_on=today + timezone.timedelta(days=7))
    delegation = Delegation.objects.get()
    of_accounts(
        Apps(
            [
                old(
                    focal,
                    sent_at=SENT,
                    attempts=1,
                    occasion="ends_in_7",
                    delegation_id=delegation.pk,
                    last_day=delegation.ends_on,
                    nomination_id=None,
                )
            ]
        ),
        None,
    )
    assert (remind_of_delegations(), send_due_notices()) == (0, 0)


def test_a_proposal_told_of_before_keeps_its_row_and_one_still_owed_goes_out():
    focal, administrator = accounts.focal_point("PRT"), accounts.administrator()
    nomination = accounts.nominated(focal)
    Notice.objects.all().delete()
    about = {"delegation_id": None, "last_day": None, "nomination_id": nomination.pk}
    rows = [
        old(administrator, occasion="nominated", **about),
        old(focal, occasion="nominated", sent_at=SENT, attempts=1, **about),
    ]
    of_accounts(Apps(rows), None)
    assert set(Notice.objects.values_list("key", flat=True)) == {f"nomination:{nomination.pk}:nominated"}
    assert send_due_notices() == 1
    assert mail.outbox[0].to == [administrator.email]
