"""Requests as pages show them: what would be erased, what follows for a party, and who is told."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import AuthorityLetter, Delegation, User
from accounts.services import Subject, erasers_of, held
from accounts.states import Holding, StaffRole
from erasure.models import ErasureRequest
from workflow.models import Moderated, Record


@dataclass(frozen=True)
class Portion:
    """One table's part of what is erased: in words, its name, and how many rows."""

    label: str | Promise
    table: str
    count: int


@dataclass(frozen=True)
class Plan:
    """Exactly what carrying a request out erases now."""

    portions: Sequence[Portion]

    @property
    def total(self) -> int:
        """How many rows in all tables."""
        return sum(each.count for each in self.portions)

    @property
    def stamp(self) -> str:
        """What tells this plan from another: what was on the screen is what is carried out."""
        words = "\n".join(f"{each.table} {each.count}" for each in self.portions)
        return hashlib.sha256(words.encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Leaving:
    """A delegation that ends with its holder's account, and whether nobody is left to speak for the party."""

    delegation: Delegation
    is_last: bool


def holdings_offered() -> list[Holding]:
    """The kinds of personal data that any app holds."""
    known = {each.holding for each in erasers_of()}
    return [each for each in Holding if each in known]


def requests() -> QuerySet[ErasureRequest]:
    """All, those that wait first, the first due on top; with whom and what they are about."""
    related = ("record", "person", "letter__state", "letter__organisation", "asked_by", "decided_by")
    return ErasureRequest.objects.by_urgency().select_related(*related)


def requests_of(person: User) -> QuerySet[ErasureRequest]:
    """What the person asked for."""
    return requests().filter(asked_by=person)


def requests_about(records: Sequence[int]) -> Mapping[int, ErasureRequest]:
    """The request that waits beside each of these records, by the number of the record: the first due of several."""
    found = ErasureRequest.objects.waiting().filter(record__in=records).order_by("-due_on", "-pk")
    return {each.record_id: each for each in found if each.record_id is not None}


def subject_of(request: ErasureRequest) -> Subject:
    """What the request is about, as the register of erasers knows it."""
    if request.person:
        return Subject.account(request.person)
    if request.letter:
        return Subject.of_letter(request.letter)
    assert request.record_id is not None
    return Subject.of_record(request.record_id, Holding(request.what))


def plan_of(request: ErasureRequest) -> Plan:
    """What carrying it out would erase, table by table; of one that was carried out, what was erased."""
    counts = held(subject_of(request)) if request.is_open else request.erased
    known = erasers_of(Holding(request.what))
    return Plan([Portion(each.label, each.table, counts[each.table]) for each in known if each.table in counts])


def leavings_of(person: User) -> list[Leaving]:
    """The delegations that end with the account, each with whether the party is left without a focal point."""
    today = timezone.localdate()
    own = list(person.delegations.not_over(today).with_parties().order_by("starts_on", "pk"))
    speaking = Delegation.objects.in_force(today).of_focal_points().of_open_accounts().exclude(person=person)
    states, organisations = {each.state_id for each in own}, {each.organisation_id for each in own}
    others = speaking.filter(state__in=states - {None}) | speaking.filter(organisation__in=organisations - {None})
    left = set(others.values_list("state_id", "organisation_id"))
    return [
        Leaving(each, is_last=not each.is_drafters and (each.state_id, each.organisation_id) not in left)
        for each in own
    ]


def latest_version(record: Record) -> Moderated | None:
    """The newest version of a record of any kind, whatever its status: it says whose the record is."""
    by_letters = {model.REFERENCE_KIND: model for model in Moderated.__subclasses__()}
    model = by_letters.get(record.kind)
    return model._default_manager.filter(record=record).order_by("-pk").first() if model else None


def record_of(reference: str) -> Record | None:
    """The record of that reference, or None."""
    return Record.objects.filter(reference=reference).first()


def open_letters() -> QuerySet[AuthorityLetter]:
    """Every letter whose file is kept, by party."""
    letters = AuthorityLetter.objects.filter(erased_at__isnull=True).select_related("state", "organisation")
    return letters.order_by("state__name", "organisation__name", "kept_at", "pk")


def administrators() -> QuerySet[User]:
    """Who decides, and is told of what comes."""
    return User.objects.filter(is_active=True, staff_role=StaffRole.ADMINISTRATOR)


def due_soon(day: date) -> QuerySet[ErasureRequest]:
    """What waits and is due on that day or before."""
    return ErasureRequest.objects.due_by(day).order_by("due_on", "pk")
