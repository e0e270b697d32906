"""Every verb × role × kind × status has one expected answer. A verb that is not in the tables fails the test."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Delegation, User
from accounts.states import DelegationRole, StaffRole
from drafting.services import lock_for_editing
from moderation.states import Kind
from tests.factories import accounts, needs, plans, pledges, progress, reviews, tools
from tests.journeys.expected_verbs import FROM, LEADS_TO, MAY
from workflow import services
from workflow.exceptions import NotEditable, OneDecisionSuffices, OwnWork, TransitionNotAllowed
from workflow.models import AuditEvent
from workflow.rules import BY_VERB
from workflow.states import TRANSITIONS, Status

pytestmark = pytest.mark.django_db

FACTORIES = {
    "pledge": pledges,
    "tool": tools,
    "update": progress,
    "plan": plans,
    "review": reviews,
    "need": needs,
}
ACTS = {
    "edit": lambda item, by: lock_for_editing(item, by=by),
    "submit": lambda item, by: services.submit(item, by=by),
    "withdraw": lambda item, by: services.withdraw(item, by=by),
    "return": lambda item, by: services.return_for_changes(item, by=by, note="A reason."),
    "reject": lambda item, by: services.reject(item, by=by, note="A reason."),
    "approve": lambda item, by: services.approve(item, by=by),
    "publish": lambda item, by: services.publish(item, by=by),
    "retract": lambda item, by: services.retract(item, by=by, note="A reason."),
    "import": lambda item, by: services.publish_imported([item], by=by, note="A reason."),
}
WAY_TO = {  # by which verbs a draft comes there
    Status.DRAFT: [],
    Status.SUBMITTED: ["submit"],
    Status.RETURNED: ["submit", "return"],
    Status.REJECTED: ["submit", "reject"],
    Status.WITHDRAWN: ["withdraw"],
    Status.PUBLISHED: ["submit", "publish"],
    Status.RETRACTED: ["submit", "publish", "retract"],
}
REFUSALS = {TransitionNotAllowed: "not now", NotEditable: "not now", PermissionDenied: "no", OwnWork: "own"}
REFUSALS |= {OneDecisionSuffices: "one"}


@pytest.fixture
def people():
    """One person for every role; none of them wrote the record but the three authors."""
    today, city = timezone.localdate(), accounts.organisation()
    return {
        "visitor": AnonymousUser(),
        "focal_point": accounts.focal_point("PRT", email="second@example.org"),
        "drafter": accounts.drafter("PRT"),
        "other_states": accounts.focal_point("KEN"),
        "contributor": accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city),
        "ended_yesterday": accounts.focal_point("PRT", email="former@example.org", ends_on=today - timedelta(days=1)),
        "moderator": accounts.moderator(),
        "administrator": accounts.administrator(),
        "superuser": accounts.person("superuser@example.org", is_superuser=True),
        "system": User.objects.system(),
    }


def in_status(kind, status, people):
    """A record of Portugal's, brought there by the verbs themselves, and the people who have written it."""
    author = accounts.focal_point("PRT", email="author@example.org")
    about = {"about": pledges.published(author, people["moderator"]).record} if kind == "update" else {}
    item = FACTORIES[kind].draft(author, **about)
    for verb in WAY_TO[status]:
        ACTS[verb](item, author if verb in {"submit", "withdraw"} else people["moderator"])
    return item, author


def as_author(role, author):
    """The author as they are today: still a focal point, since then on the staff, or a superuser besides."""
    Delegation.objects.filter(person=author).update(role=DelegationRole.FOCAL_POINT, ends_on=None)
    author = User.objects.get(pk=author.pk)
    author.is_superuser = role == "author_superuser"
    author.staff_role = StaffRole.MODERATOR if role == "author_on_staff" else ""
    author.save(update_fields=["staff_role", "is_superuser"])
    if role == "author_on_staff":
        Delegation.objects.filter(person=author).update(ends_on=timezone.localdate() - timedelta(days=1))
    return author


def outcome(verb, item, by):
    """What came of it; what was done is looked at and undone, what was refused has left nothing to undo."""
    status = type(item).objects.values_list("status", flat=True).get(pk=item.pk)
    undo = transaction.savepoint()
    try:
        ACTS[verb](item, by)
    except tuple(REFUSALS) as refusal:
        transaction.savepoint_commit(undo)
        return REFUSALS[type(refusal)]
    if verb in LEADS_TO:
        event = AuditEvent.objects.filter(record=item.record).latest("pk")
        stored = type(item).objects.values_list("status", flat=True).get(pk=item.pk)
        assert (stored, event.after) == (LEADS_TO[verb], LEADS_TO[verb])
        assert (event.actor_id, event.verb, event.before) == (by.pk, verb, status)
    transaction.savepoint_rollback(undo)
    return "yes"


def test_every_verb_and_every_status_is_in_the_tables():
    assert sorted(MAY) == sorted(BY_VERB)
    assert sorted(FROM) == sorted({verb.value for verb in TRANSITIONS} | {"edit"}) == sorted(ACTS)
    assert {row for rows in FROM.values() for row in rows} == set(Status.values)
    assert sorted(FACTORIES) == sorted(Kind.values)


@pytest.mark.parametrize("kind", FACTORIES)
def test_every_verb_answers_each_role_in_each_status_as_expected(kind, people):
    wrong = {}
    for status in Status:
        world = transaction.savepoint()
        item, author = in_status(kind, status, people)
        events = AuditEvent.objects.count()
        for role, verb in product(MAY["submit"], FROM):
            by = as_author(role, author) if role.startswith("author") else people[role]
            expected = MAY[verb][role] if FROM[verb][status] == "yes" else "not now"
            if (found := outcome(verb, item, by)) != expected:
                wrong[status.value, verb, role] = (expected, found)
        assert AuditEvent.objects.count() == events
        assert type(item).objects.get(pk=item.pk).status == status
        transaction.savepoint_rollback(world)
    assert wrong == {}


@pytest.mark.parametrize("kind", FACTORIES)
def test_unpublished_work_is_seen_by_its_own_people_and_by_staff(kind, people):
    item, author = in_status(kind, Status.DRAFT, people)
    permission = f"{item._meta.app_label}.view_unpublished_{item._meta.model_name}"
    found = {}
    for role in MAY["view_unpublished"]:
        by = as_author(role, author) if role.startswith("author") else people[role]
        found[role] = "yes" if by.has_perm(permission, item) else "no"
    assert found == MAY["view_unpublished"]
