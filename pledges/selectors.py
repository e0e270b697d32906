"""Reads about pledges for the people who write them, and what a record's page needs to show one.

Figures shown to the public are elsewhere (`progress.selectors`); contact persons are read here for their owner only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import Delegation, Organisation, State, User
from accounts.selectors import delegations_of
from accounts.states import DelegationRole
from objectives.models import Objective
from pledges.models import Pledge, PledgeContact, PledgeObjective
from pledges.querysets import PledgeQuerySet
from pledges.states import Weight
from roundtables.models import Placement
from roundtables.selectors import current_edition
from workflow.models import AuditEvent, Moderated, Record
from workflow.selectors import record_story
from workflow.states import EDITABLE, OPEN, Change, Status, Verb

WHAT_HAPPENED = {
    Verb.DRAFT: pgettext_lazy("event", "Draft started"),
    Verb.SUBMIT: pgettext_lazy("event", "Submitted"),
    Verb.WITHDRAW: pgettext_lazy("event", "Withdrawn before publication"),
    Verb.RETURN: pgettext_lazy("event", "Returned for changes"),
    Verb.REJECT: pgettext_lazy("event", "Rejected"),
    Verb.PUBLISH: pgettext_lazy("event", "Published"),
    Verb.RETRACT: pgettext_lazy("event", "Retracted"),
    Verb.IMPORT: pgettext_lazy("event", "Imported from the public registry"),
}


@dataclass(frozen=True)
class Mandates:
    """For whom a person speaks today, read once for a whole page."""

    delegations: tuple[Delegation, ...]

    @property
    def states(self) -> list[str]:
        """ISO codes of the States spoken for."""
        return [mandate.state_id for mandate in self.delegations if mandate.state_id]

    @property
    def organisations(self) -> list[int]:
        """Ids of the organisations spoken for."""
        return [mandate.organisation_id for mandate in self.delegations if mandate.organisation_id]

    @property
    def parties(self) -> dict[str, State | Organisation]:
        """The parties spoken for, by a key a form can carry: `state:PRT`, `organisation:7`."""
        return {f"{each.party._meta.model_name}:{each.party.pk}": each.party for each in self.delegations}

    @property
    def spoken(self) -> list[str]:
        """For whom and as what, in words, for the bar on top of the page."""
        words = pgettext("party and role", "%(party)s, %(role)s")
        return [words % {"party": each.party, "role": each.get_role_display()} for each in self.delegations]

    def may_edit(self, item: Moderated) -> bool:
        """True where one of the mandates is for the owner of the item: what `edit` asks, without a query."""
        return any(self._covers(mandate, item) for mandate in self.delegations)

    def may_submit(self, item: Moderated) -> bool:
        """True where one of them is a focal point's: what `submit` and `withdraw` ask, without a query."""
        return any(
            mandate.role == DelegationRole.FOCAL_POINT and self._covers(mandate, item) for mandate in self.delegations
        )

    @staticmethod
    def _covers(mandate: Delegation, item: Moderated) -> bool:
        return (mandate.state_id, mandate.organisation_id) == (item.state_id, item.organisation_id)


@dataclass(frozen=True)
class Step:
    """One thing that happened to a record, for its owner's eyes."""

    at: datetime
    what: str | Promise
    who: str | Promise
    note: str


def mandates_of(person: User) -> Mandates:
    """The delegations in force today: one that ended yesterday opens nothing."""
    return Mandates(tuple(delegations_of(person)))


def own_pledges(mandates: Mandates) -> PledgeQuerySet:
    """Every version of the pledges of the parties spoken for, whatever its status; nobody else's."""
    mine = Pledge.objects.of_parties(states=mandates.states, organisations=mandates.organisations)
    return mine.with_parties().select_related("matched_record")


def with_content(pledges: PledgeQuerySet) -> PledgeQuerySet:
    """With all a record's page shows; objectives know their `round_table` at the current Forum."""
    places = Placement.objects.filter(edition=current_edition(), objective=OuterRef("pk"))
    objectives = Objective.objects.annotate(round_table=Subquery(places.values("round_table__number")[:1]))
    return (
        pledges.with_parties()
        .select_related("matched_record")
        .prefetch_related(
            Prefetch("placements", PledgeObjective.objects.order_by("objective_id")),
            Prefetch("placements__objective", objectives),
            "principles",
            "countries",
            "partners__state",
        )
    )


def published_record(reference: str) -> Record | None:
    """The record of a pledge that is public now, by its reference; a matching pledge can cite it."""
    return Record.objects.filter(pk__in=Pledge.objects.published().values("record"), reference=reference).first()


def open_version(record: Record) -> Pledge | None:
    """The draft, returned or submitted version of a record, of which there is at most one."""
    return Pledge.objects.filter(record=record, status__in=OPEN).select_related("record").first()


def last_public_version(record: Record) -> Pledge:
    """The version that is public, or was until the record was closed: for its owner's pages."""
    versions = Pledge.objects.filter(record=record, published_in__isnull=False)
    return versions.with_parties().order_by("-published_in", "-pk")[0]


def contact_of(record: Record) -> PledgeContact | None:
    """The contact person, for the owner's own form and review page. Never for a public page."""
    return PledgeContact.objects.filter(record=record, is_primary=True).first()


def acts_open_to(mandates: Mandates, item: Moderated) -> frozenset[str]:
    """What this person could do with this version now, for the buttons of its pages; the verbs check again."""
    edits, submits = mandates.may_edit(item), mandates.may_submit(item)
    is_live = item.published_in_id is not None and item.replaced_in_id is None
    offered = {
        "edit": edits and item.status in EDITABLE and item.change != Change.WITHDRAWAL,
        "submit": submits and item.status in EDITABLE,
        "wait_for_focal_point": edits and not submits and item.status in EDITABLE,
        "withdraw": submits and item.status in OPEN,
        "amend": edits and is_live,
        "report": edits and is_live,
    }
    return frozenset(act for act, is_offered in offered.items() if is_offered)


def story_of(record: Record) -> list[Step]:
    """What happened to the record, newest first. Staff appear as the secretariat, one's own people by name."""
    return [
        Step(
            at=event.at,
            what=WHAT_HAPPENED[Verb(event.verb)],
            who=_("The secretariat") if event.actor.staff_role or event.actor.is_system else event.actor.name,
            note=event.note,
        )
        for event in record_story(record).reverse()
    ]


def reason_of_return(item: Moderated) -> str:
    """What the secretariat wrote when it gave this version back, as long as it lies with its owner."""
    if item.status != Status.RETURNED:
        return ""
    returns = AuditEvent.objects.filter(_returns_of(type(item)), target_id=item.pk).order_by("-pk")
    return returns.values_list("note", flat=True).first() or ""


def with_reason_of_return(items: QuerySet) -> QuerySet:
    """With that reason beside each row, so that a list asks once."""
    returns = AuditEvent.objects.filter(_returns_of(items.model), target_id=OuterRef("pk")).order_by("-pk")
    return items.annotate(reason_of_return=Subquery(returns.values("note")[:1]))


def _returns_of(model: type[Moderated]) -> Q:
    return Q(verb=Verb.RETURN, target_type=model._meta.label_lower)


def draft_values(pledge: Pledge) -> dict:
    """What the form shows of a saved draft, the contact person included."""
    placements = list(pledge.placements.values_list("objective_id", "weight"))
    contact = contact_of(pledge.record)
    return {
        "title": pledge.title,
        "language": pledge.language,
        "pledge_type": pledge.pledge_type,
        "matched_record": pledge.matched_record.reference if pledge.matched_record else "",
        "is_mirror": pledge.is_mirror,
        "natures": pledge.natures,
        "levels": pledge.levels,
        "covers_whole_compact": pledge.covers_whole_compact,
        "objectives": _numbers(placements, Weight.MAIN),
        "related_objectives": _numbers(placements, Weight.RELATED),
        "principles": list(pledge.principles.values_list("key", flat=True)),
        "description": pledge.description,
        "lead_institution": pledge.lead_institution,
        "starts_on": pledge.starts_on,
        "ends_on": pledge.ends_on,
        "is_open_ended": pledge.is_open_ended,
        "forum": str(pledge.forum_id or ""),
        "change_reason": pledge.change_reason,
        "contact_name": contact.name if contact else "",
        "contact_position": contact.position if contact else "",
        "contact_email": contact.email if contact else "",
    }


def partner_values(pledge: Pledge) -> list[dict]:
    """The partners of a saved draft, one a row."""
    return [dict(row) for row in pledge.partners.order_by("pk").values("name", "kind", "state")]


def _numbers(placements: Sequence[tuple[int, str]], weight: Weight) -> list[int]:
    return [number for number, placed in placements if placed == weight]
