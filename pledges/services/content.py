"""The questions of a pledge: which are columns of its row, and how the others are read and written."""

from collections.abc import Sequence
from typing import Any

from django.db.models.functions import Lower

from accounts.models import Organisation, State
from drafting.services import Content, Part
from objectives.models import Principle
from pledges.models import PartnerContact, Pledge, PledgeContact, PledgeObjective, PledgePartner
from pledges.states import Weight
from workflow.models import Record

CONTACT = ("name", "position", "email")


def _reference_read(pledge: Pledge) -> str:
    return pledge.matched_record.reference or "" if pledge.matched_record else ""


def _reference_write(pledge: Pledge, reference: str) -> None:
    """Cite the record of that reference; whether it may be cited is the form's question."""
    pledge.matched_record = Record.objects.filter(reference=reference).first() if reference else None
    pledge.save(update_fields=["matched_record"])


def _placed_as(weight: Weight) -> Part:
    def read(pledge: Pledge) -> list[int]:
        placements = pledge.placements.order_by("objective_id").values_list("objective_id", "weight")
        return [number for number, placed in placements if placed == weight]

    def write(pledge: Pledge, numbers: Sequence[int]) -> None:
        pledge.placements.filter(weight=weight).delete()
        pledge.placements.filter(objective__in=numbers).delete()
        PledgeObjective.objects.bulk_create(
            PledgeObjective(pledge=pledge, objective_id=number, weight=weight) for number in sorted(numbers)
        )

    return Part(read, write)


def _principles_read(pledge: Pledge) -> list[str]:
    return list(pledge.principles.order_by("letter").values_list("key", flat=True))


def _principles_write(pledge: Pledge, keys: Sequence[str]) -> None:
    pledge.principles.set(Principle.objects.filter(pk__in=keys))


def _countries_read(pledge: Pledge) -> list[str]:
    return sorted(pledge.countries.values_list("iso3", flat=True))


def _countries_write(pledge: Pledge, codes: Sequence[str]) -> None:
    pledge.countries.set(State.objects.filter(pk__in=codes))


def _partners_read(pledge: Pledge) -> list[dict[str, Any]]:
    rows = pledge.partners.order_by("pk").values_list("name", "kind", "state_id")
    return [{"name": name, "kind": kind, "state": state or ""} for name, kind, state in rows]


def _partners_write(pledge: Pledge, rows: Sequence[dict[str, Any]]) -> None:
    """The parties as named now, an organisation that is known here recognised by its name."""
    names = [row["name"].lower() for row in rows if row["kind"] or not row["state"]]
    same_name = Organisation.objects.annotate(plain=Lower("name")).filter(plain__in=names)
    known = {organisation.name.lower(): organisation for organisation in same_name}
    pledge.partners.all().delete()
    PledgePartner.objects.bulk_create(
        PledgePartner(
            pledge=pledge,
            name=row["name"],
            kind=row["kind"],
            state_id=row["state"] or None,
            organisation=known.get(row["name"].lower()),
        )
        for row in rows
    )
    still_named = PledgePartner.objects.filter(pledge__record=pledge.record_id).values("key")
    PartnerContact.objects.filter(record=pledge.record_id).exclude(key__in=still_named).delete()


def _contacts_read(pledge: Pledge) -> list[dict[str, str]]:
    rows = PledgeContact.objects.filter(record=pledge.record_id).order_by("-is_primary", "pk").values(*CONTACT)
    return [dict(row) for row in rows]


def _contacts_write(pledge: Pledge, rows: Sequence[dict[str, str]]) -> None:
    """Whom to ask first, and a second; the first row is the primary contact."""
    PledgeContact.objects.filter(record=pledge.record_id).delete()
    PledgeContact.objects.bulk_create(
        PledgeContact(record_id=pledge.record_id, is_primary=number == 0, **{name: row[name] for name in CONTACT})
        for number, row in enumerate(rows)
    )


def _addresses_read(pledge: Pledge) -> list[dict[str, str]]:
    keys = list(pledge.partners.order_by("pk").values_list("key", flat=True))
    found = dict(PartnerContact.objects.filter(record=pledge.record_id).values_list("key", "email"))
    return [{"partner": key, "email": found[key]} for key in keys if key in found]


def _addresses_write(pledge: Pledge, rows: Sequence[dict[str, str]]) -> None:
    PartnerContact.objects.filter(record=pledge.record_id, key__in=pledge.partners.values("key")).delete()
    PartnerContact.objects.bulk_create(
        PartnerContact(record_id=pledge.record_id, key=row["partner"], email=row["email"]) for row in rows
    )


PLEDGE_CONTENT = Content(
    columns=(
        "language", "title", "pledge_type", "is_mirror", "natures", "description", "covers_whole_compact", "levels",
        "region", "lead_institution", "starts_on", "ends_on", "is_open_ended", "novelty", "continuing_since", "forum",
        "indicator", "baseline", "target", "budget_amount", "budget_currency", "budget_is_secured", "sdg_targets",
        "plan_measure",
    ),
    parts={
        "matched_record": Part(_reference_read, _reference_write),
        "objectives": _placed_as(Weight.MAIN),
        "related_objectives": _placed_as(Weight.RELATED),
        "principles": Part(_principles_read, _principles_write),
        "countries": Part(_countries_read, _countries_write),
        "partners": Part(_partners_read, _partners_write),
        "contacts": Part(_contacts_read, _contacts_write),
        "partner_contacts": Part(_addresses_read, _addresses_write),
    },
    private=frozenset({"contacts", "partner_contacts"}),
)  # fmt: skip
