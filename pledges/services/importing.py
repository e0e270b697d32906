"""Taking pledges over from the public registry's export, as new records or new versions of known ones."""

from collections.abc import Sequence
from typing import Any

from accounts.models import State, User
from objectives.models import Objective, Principle
from pledges.models import Pledge, PledgeObjective, PledgePartner
from pledges.validators import COLUMNS, Known, ListedPledge, check_pledge
from roundtables.models import Edition
from workflow.services.importing import Import, give_owners, import_entries, plan_import
from workflow.validators import Entry, read_rows, refuse_if_wrong

SOURCE = "registry:pledges"
NOTE = "Pledges taken over from public listings"


def plan_pledge_import(data: bytes) -> Import:
    """What importing this file would do; raises FileRefused with every problem it has. Writes nothing."""
    return plan_import(Pledge, _entries(data), source=SOURCE)


def import_pledges(data: bytes, *, by: User) -> Import:
    """Publish the file's pledges in one publication, or raise FileRefused and change nothing; twice is once.

    All objectives a row lists become main objectives: the form's limit of three does not bind a listing made
    elsewhere, and which three it would be is not ours to choose.
    """
    return import_entries(Pledge, _entries(data), source=SOURCE, save=_save, by=by, note=NOTE)


def _entries(data: bytes) -> list[Entry[ListedPledge]]:
    rows = read_rows(data, columns=COLUMNS, key="id")
    known = _known()
    entries = [check_pledge(row, known=known) for row in rows]
    refuse_if_wrong(rows)
    return entries


def _known() -> Known:
    return Known(
        states=dict(State.objects.values_list("iso3", "name_en")),
        objectives={str(number): number for number in Objective.objects.values_list("number", flat=True)},
        principles={key: key for key in Principle.objects.values_list("key", flat=True)},
        forums=frozenset(Edition.objects.values_list("year", flat=True)),
    )


def _save(drafts: Sequence[tuple[Pledge, ListedPledge]]) -> None:
    """Fill and save the versions with objectives, principles, countries and partners, each table in one statement."""
    give_owners([(pledge, content.owner) for pledge, content in drafts])
    for pledge, content in drafts:
        for name, value in content.fields.items():
            setattr(pledge, name, value)
    Pledge.objects.bulk_create(pledge for pledge, _content in drafts)
    PledgeObjective.objects.bulk_create(
        PledgeObjective(pledge=pledge, objective_id=number)
        for pledge, content in drafts
        for number in content.objectives
    )
    named: Any = Pledge.principles.through
    named.objects.bulk_create(
        named(pledge=pledge, principle_id=key) for pledge, content in drafts for key in content.principles
    )
    carried_out: Any = Pledge.countries.through
    carried_out.objects.bulk_create(
        carried_out(pledge=pledge, state_id=code) for pledge, content in drafts for code in content.countries
    )
    PledgePartner.objects.bulk_create(
        PledgePartner(pledge=pledge, name=party.name, kind=party.kind, state_id=party.state_id)
        for pledge, content in drafts
        for party in content.partners
    )
