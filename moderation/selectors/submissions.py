"""One submission: what it is, what stands published beside it, what may be done with it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from correspondence.selectors import remarks_by_event
from drafting.forms import Questions
from drafting.selectors import what_happened
from moderation.selectors.contents import KINDS, kind_of
from moderation.states import DECIDABLE, Kind
from pledges.models import Pledge, PledgeContact
from pledges.selectors import Standing, partner_standings
from progress.models import ProgressUpdate
from progress.selectors.subjects import subject_of
from workflow.models import AuditEvent, Moderated
from workflow.selectors import approval_of, needs_two_decisions, record_story
from workflow.states import DECISIONS, TRANSITIONS, Change, Status, Verb

NAMED_AT_MOST = 8


@dataclass(frozen=True)
class Happening:
    """One line of a record's history; a return with its remarks as question and text."""

    heading: str | Promise
    at: datetime
    actor: str
    note: str
    publication: int | None
    remarks: Sequence[tuple[str, str]] = ()


def submission(kind: Kind, pk: int) -> Moderated:
    """A version that once reached the desk or the public; raises DoesNotExist for all else, drafts above all."""
    written = KINDS[kind]
    found = written.with_content(written.model._default_manager.all()).filter(
        Q(submitted_at__isnull=False) | Q(published_in__isnull=False)
    )
    return found.select_related(
        "record", "record__closed_in", "state", "organisation", "author", "submitted_by", "published_in"
    ).get(pk=pk)


def contacts(item: Moderated, *, kind: Kind) -> QuerySet[PledgeContact]:
    """Whom to ask about a pledge: read here and on the owner's own form, nowhere else."""
    found = PledgeContact.objects.filter(record=item.record) if kind == Kind.PLEDGE else PledgeContact.objects.none()
    return found.order_by("-is_primary", "pk")


def partners(item: Moderated) -> list[Standing]:
    """Where each partner of a joint pledge stands: told, confirmed, declined, out of reach; none of other kinds."""
    return partner_standings(item) if isinstance(item, Pledge) else []


def live_version(item: Moderated) -> Moderated | None:
    """The version of the same record the public reads now, where an amendment would replace it."""
    if item.change != Change.AMENDMENT:
        return None
    return type(item)._default_manager.published().filter(record=item.record).exclude(pk=item.pk).first()


def reader_language_of(item: Moderated) -> str:
    """In which language its focal point is written to; the text's own where nobody submitted it here."""
    return item.submitted_by.language if item.submitted_by else item.language


def headline(item: Moderated) -> tuple[str, str]:
    """What the submission is called, and in which language: an update goes by the title of what it is about."""
    if isinstance(item, ProgressUpdate) and (subject := subject_of(item.about_id)):
        return subject.title, subject.language
    return getattr(item, "title", "") or item.reference, item.language


def story(item: Moderated) -> list[Happening]:
    """Everything done to the record, newest first."""
    remarks, questions = remarks_by_event(item.record), Questions(kind_of(item), item)
    return [
        Happening(
            what_happened(event),
            event.at,
            str(event.actor),
            event.note,
            event.publication_id,
            [(questions.label(each.question), each.text) for each in remarks.get(event.pk, ())],
        )
        for event in record_story(item.record).reverse()
    ]


def decisions_open_to(item: Moderated, *, by: User) -> tuple[Verb, ...]:
    """The verbs the desk offers this person on this version now. The verbs themselves refuse; this only hides."""
    open_now = [verb for verb in DECIDABLE if item.status in TRANSITIONS[verb][0]]
    if item.replaced_in_id is not None:
        return ()
    hidden = DECISIONS if item.is_work_of(by) else _not_the_turn_of(item, by)
    return tuple(verb for verb in open_now if verb not in hidden)


def _not_the_turn_of(item: Moderated, by: User) -> frozenset[Verb]:
    """Of approving and publishing, what is not this person's to do now."""
    if item.status != Status.SUBMITTED or not needs_two_decisions(item):
        return frozenset({Verb.APPROVE})
    approval = approval_of(item)
    if approval is None:
        return frozenset({Verb.PUBLISH})
    return frozenset({Verb.APPROVE, Verb.PUBLISH} if approval.actor_id == by.pk else {Verb.APPROVE})


@dataclass(frozen=True)
class Turn:
    """Whose turn it is to decide: whether two have to, who has approved, and who else there is."""

    needs_two: bool
    approval: AuditEvent | None
    others: list[User]


def turn_of(item: Moderated, *, by: User) -> Turn:
    """How far the decision on a submission has come, and who beside this person could take it, by name."""
    needs_two = item.status == Status.SUBMITTED and needs_two_decisions(item)
    approval = approval_of(item) if needs_two else None
    involved = [by.pk, item.author_id, item.submitted_by_id, approval.actor_id if approval else None]
    out = {pk for pk in involved if pk is not None}
    staff = User.objects.filter(is_active=True).exclude(staff_role="").exclude(pk__in=out)
    return Turn(needs_two, approval, list(staff.order_by("name", "pk")[:NAMED_AT_MOST]))
