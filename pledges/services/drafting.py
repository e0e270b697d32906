"""Writing drafts: begun, saved, copied for an amendment or a withdrawal. None of this changes a status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, State, User
from objectives.models import Principle
from pledges.models import Pledge, PledgeAttachment, PledgeContact, PledgeObjective, PledgePartner
from pledges.states import Weight
from workflow.exceptions import AmendmentOpen, NotEditable, Overtaken, ReasonMissing
from workflow.models import Moderated, Record
from workflow.services import start_draft
from workflow.states import EDITABLE, OPEN, Change

COPIED_ROWS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (PledgeObjective, ("objective_id", "weight")),
    (PledgePartner, ("name", "kind", "state_id")),
    (PledgeAttachment, ("file", "name", "size")),
)


@dataclass(frozen=True)
class Contact:
    """Whom the secretariat may ask; private."""

    name: str = ""
    position: str = ""
    email: str = ""

    @property
    def is_blank(self) -> bool:
        """True where nothing was given: then nothing is kept."""
        return not (self.name or self.position or self.email)


@dataclass(frozen=True)
class PledgeContent:
    """All a pledge's form carries: the row's own fields, and what hangs on it."""

    values: Mapping[str, Any]
    objectives: Sequence[int] = ()
    related_objectives: Sequence[int] = ()
    principles: Sequence[str] = ()
    partners: Sequence[Mapping[str, Any]] = ()
    contact: Contact = field(default_factory=Contact)


@transaction.atomic
def draft_pledge(*, by: User, owner: State | Organisation, content: PledgeContent) -> Pledge:
    """Begin a pledge of that State or organisation; it may be as incomplete as the person likes."""
    pledge = Pledge(
        state=owner if isinstance(owner, State) else None,
        organisation=owner if isinstance(owner, Organisation) else None,
        **content.values,
    )
    start_draft(pledge, by=by)
    _hang_on(pledge, content)
    return pledge


@transaction.atomic
def save_draft(pledge: Pledge, *, by: User, revision: int, content: PledgeContent) -> Pledge:
    """Save what was written on top of `revision`. Raises Overtaken, and writes nothing, if somebody saved since."""
    lock_for_editing(pledge, by=by, revision=revision)
    for name, value in content.values.items():
        setattr(pledge, name, value)
    pledge.save(update_fields=[*content.values, *advance(pledge)])
    _hang_on(pledge, content)
    return pledge


def draft_amendment(pledge: Pledge, *, by: User) -> Pledge:
    """Begin a new version of a published pledge as a copy of all of it; raises AmendmentOpen if one is under way."""
    return _next_version(pledge, by=by, change=Change.AMENDMENT)


def draft_withdrawal(pledge: Pledge, *, by: User, reason: str) -> Pledge:
    """Begin the request to take a published pledge off the site; the reason will stand on its tombstone."""
    if not reason.strip():
        raise ReasonMissing
    return _next_version(pledge, by=by, change=Change.WITHDRAWAL, reason=reason.strip())


def lock_for_editing(item: Moderated, *, by: User, revision: int) -> None:
    """Lock the record and this version, read both afresh, and refuse what may not be saved now or by this person."""
    record = _lock(item)
    item.refresh_from_db(from_queryset=type(item)._base_manager.select_for_update())
    item.record = record
    if item.status not in EDITABLE or item.change == Change.WITHDRAWAL:
        raise NotEditable
    if not by.has_perm(f"{item._meta.app_label}.edit_{item._meta.model_name}", item):
        raise PermissionDenied
    if item.revision != revision:
        raise Overtaken


def advance(item: Moderated) -> tuple[str, str]:
    """Count the save, so that the next one can tell; answers which fields changed."""
    item.revision += 1
    item.saved_at = timezone.now()
    return ("revision", "saved_at")


def _lock(item: Moderated) -> Record:
    return Record.objects.select_for_update().get(pk=item.record_id)


def _hang_on(pledge: Pledge, content: PledgeContent) -> None:
    """Objectives, principles, partners and the contact person, as the form has them now."""
    pledge.placements.all().delete()
    PledgeObjective.objects.bulk_create(
        PledgeObjective(pledge=pledge, objective_id=number, weight=weight)
        for weight, numbers in ((Weight.MAIN, content.objectives), (Weight.RELATED, content.related_objectives))
        for number in numbers
    )
    pledge.principles.set(Principle.objects.filter(pk__in=content.principles))
    pledge.partners.all().delete()
    PledgePartner.objects.bulk_create(PledgePartner(pledge=pledge, **partner) for partner in content.partners)
    _keep_contact(pledge.record, content.contact)


def _keep_contact(record: Record, contact: Contact) -> None:
    known = PledgeContact.objects.filter(record=record, is_primary=True)
    if contact.is_blank:
        known.delete()
        return
    PledgeContact.objects.update_or_create(
        record=record,
        is_primary=True,
        defaults={"name": contact.name, "position": contact.position, "email": contact.email},
    )


@transaction.atomic
def _next_version(pledge: Pledge, *, by: User, change: Change, reason: str = "") -> Pledge:
    record = _lock(pledge)
    pledge.refresh_from_db()
    if pledge.published_in_id is None or pledge.replaced_in_id is not None:
        raise NotEditable
    if Pledge.objects.filter(record=record, status__in=OPEN).exists():
        raise AmendmentOpen
    version = start_draft(Pledge(**_copied(pledge), record=record, change=change, change_reason=reason), by=by)
    _copy_what_hangs_on(pledge, version)
    return version


def _copied(pledge: Pledge) -> dict[str, Any]:
    """The row's content: everything but the bookkeeping of the version it is copied from."""
    own = {"id", "record", "change", "change_reason", "author", "submitted_by"} | Pledge.BOOKKEEPING
    fields = [each for each in Pledge._meta.concrete_fields if each.name not in own]
    return {each.attname: getattr(pledge, each.attname) for each in fields}


def _copy_what_hangs_on(old: Pledge, new: Pledge) -> None:
    for model, names in COPIED_ROWS:
        rows = model.objects.filter(pledge=old).order_by("pk")
        model.objects.bulk_create(model(pledge=new, **{name: getattr(row, name) for name in names}) for row in rows)
    new.principles.set(old.principles.all())
    new.countries.set(old.countries.all())
