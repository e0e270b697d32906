"""Threads: of one version, of the parties somebody speaks for, and those in which the owner's turn it is."""

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone

from accounts.models import Delegation, User
from accounts.selectors import Mandates
from correspondence.models import Message, Thread
from correspondence.states import Side
from workflow.models import AuditEvent, Moderated
from workflow.states import Status


def thread_of(item: Moderated) -> Thread | None:
    """What was asked and answered about this version, with its messages and who wrote them; None where nothing was."""
    threads = Thread.objects.filter(target_type=item._meta.label_lower, target_id=item.pk)
    return threads.select_related("record").prefetch_related(with_authors()).first()


def threads_of_parties(mandates: Mandates) -> QuerySet[Thread]:
    """Every thread of the parties spoken for, the latest moved first, each with its version's `status` and `title`.

    Both are read from the last audit row of the version, so that one query serves all kinds.
    """
    last = AuditEvent.objects.filter(target_type=OuterRef("target_type"), target_id=OuterRef("target_id"))
    last = last.order_by("-pk")
    own = Q(state__in=mandates.states) | Q(organisation__in=mandates.organisations)
    return (
        Thread.objects.filter(own)
        .select_related("record", "state", "organisation")
        .annotate(
            status=Subquery(last.values("after")[:1]),
            title=Subquery(last.annotate(said=KT("snapshot__title")).values("said")[:1]),
            language=Subquery(last.annotate(written_in=KT("snapshot__language")).values("written_in")[:1]),
        )
        .order_by("-moved_at", "-pk")
    )


def waiting_for_owner(mandates: Mandates) -> QuerySet[Thread]:
    """Those of them in which the secretariat waits for an answer, the longest waiting first."""
    waiting = threads_of_parties(mandates).filter(Q(status=Status.SUBMITTED), waits_for=Side.OWNER)
    return waiting.order_by("moved_at", "pk")


def version_of(thread: Thread) -> Moderated:
    """The version a thread is about."""
    versions = thread.model._default_manager.select_related("record", "state", "organisation")
    return versions.get(pk=thread.target_id)


def is_open(item: Moderated) -> bool:
    """True as long as the version lies on the moderators' desk."""
    return item.status == Status.SUBMITTED


def correspondents_of(item: Moderated) -> QuerySet[User]:
    """Who may read and answer a question about it: whoever drafts or speaks for its owner today."""
    speaking = Delegation.objects.in_force(timezone.localdate()).of_party_of(item).of_open_accounts()
    return User.objects.filter(pk__in=speaking.values("person")).order_by("pk")


def with_authors() -> Prefetch:
    """The messages of threads, in their order, with who wrote them."""
    return Prefetch("messages", Message.objects.select_related("author").order_by("pk"))
