"""Taking records over from a public registry: a row is a record, each later change of the row a new version of it.

What is common to every kind of record is here; what a row says is the importing app's business.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Organisation, User
from accounts.states import OrganisationKind
from workflow.models import Moderated, Publication, Record
from workflow.services.verbs import publish_imported
from workflow.states import OPEN, Change
from workflow.validators import Entry, Party

CLOSED = "is no longer public here"
UNDER_WAY = "has an amendment under way here"
OWN_WORDS = "was amended here by its owner"
SLUG_MAX = 110  # leaves room for a number behind it


@dataclass
class Import:
    """What an import does, or did: with a publication, it is done; None where nothing was to do or only asked."""

    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    left_alone: list[tuple[Entry, str]] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    publication: Publication | None = None


def plan_import(model: type[Moderated], entries: Sequence[Entry], *, source: str) -> Import:
    """What importing these entries would do; writes nothing.

    A changed row is left alone, and said, where the record was closed here, is being amended here, or its public
    version came over the desk: what its owner said here is not overwritten by a listing.
    """
    records = {record.source_id: record for record in Record.objects.filter(source=source)}
    plan = Import(vanished=sorted(records.keys() - {entry.source_id for entry in entries}))
    differing: list[tuple[Entry, Record]] = []
    for entry in entries:
        record = records.get(entry.source_id)
        if record is None:
            plan.new.append(entry)
        elif record.source_digest == entry.digest:
            plan.unchanged.append(entry)
        else:
            differing.append((entry, record))
    reasons = _reasons_to_leave_alone(model, [record for _entry, record in differing])
    plan.changed = [entry for entry, record in differing if record.pk not in reasons]
    plan.left_alone = [(entry, reasons[record.pk]) for entry, record in differing if record.pk in reasons]
    return plan


@transaction.atomic
def import_entries(
    model: type[Moderated],
    entries: Sequence[Entry],
    *,
    source: str,
    save: Callable[[Sequence[tuple[Any, Any]]], None],
    by: User,
    note: str,
) -> Import:
    """Publish what is new or changed among these entries, all in one publication; a second time, nothing.

    `save` gets pairs of an unsaved version and the content of its row, fills the versions and saves them with what
    belongs to them. What vanished from the registry is left as it is. Two imports at once wait for each other.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    done = plan_import(model, entries, source=source)
    if not (done.new or done.changed):
        return done
    records = _records(done, source=source, kind=model.REFERENCE_KIND)
    versions = [
        (_version(model, records[entry.source_id], change, by=by), entry.content)
        for change, some in ((Change.NEW, done.new), (Change.AMENDMENT, done.changed))
        for entry in some
    ]
    save(versions)
    done.publication = publish_imported([version for version, _content in versions], by=by, note=note)
    return done


def give_owners(owned: Sequence[tuple[Moderated, Party | None]]) -> None:
    """Set each version's owner, unsaved; an organisation is made where there is none of its name yet.

    What is not known of an organisation so far (its kind, its State) is filled in; what is known is never overwritten.
    """
    organisations = _organisations(party for _version, party in owned if party and not party.is_state)
    for version, party in owned:
        if party and party.is_state:
            version.state_id = party.state_id
        elif party:
            version.organisation = organisations[party.name]


def _organisations(parties: Iterable[Party]) -> dict[str, Organisation]:
    wanted = _merged(parties)
    found = {row.name: row for row in Organisation.objects.filter(name__in=wanted)}
    filled = [row for row in found.values() if _filled_in(row, wanted[row.name])]
    Organisation.objects.bulk_update(filled, ["kind", "state"])
    missing = [party for name, party in wanted.items() if name not in found]
    taken = set(Organisation.objects.values_list("slug", flat=True)) if missing else set()
    made = Organisation.objects.bulk_create(
        Organisation(
            name=party.name,
            slug=_free_slug(party.name, taken),
            kind=party.kind or OrganisationKind.UNKNOWN,
            state_id=party.state_id,
        )
        for party in missing
    )
    return found | {row.name: row for row in made}


def _reasons_to_leave_alone(model: type[Moderated], records: Sequence[Record]) -> dict[int, str]:
    versions = model._default_manager.filter(record__in=records)
    over_the_desk = versions.published().filter(submitted_at__isnull=False)
    reasons = dict.fromkeys(over_the_desk.values_list("record", flat=True), OWN_WORDS)
    reasons |= dict.fromkeys(versions.filter(status__in=OPEN).values_list("record", flat=True), UNDER_WAY)
    return reasons | {record.pk: CLOSED for record in records if record.closed_in_id is not None}


def _records(done: Import, *, source: str, kind: str) -> dict[str, Record]:
    """The records of the new and changed entries, with where they stand now and what they say."""
    records = [Record(kind=kind, source=source, source_id=entry.source_id) for entry in done.new]
    changed = {
        record.source_id: record
        for record in Record.objects.filter(source=source, source_id__in=[e.source_id for e in done.changed])
    }
    by_id = {record.source_id: record for record in records} | changed
    for entry in [*done.new, *done.changed]:
        record = by_id[entry.source_id]
        record.source_digest, record.source_url, record.other_url = entry.digest, entry.source_url, entry.other_url
    Record.objects.bulk_create(records)
    Record.objects.bulk_update(changed.values(), ["source_digest", "source_url", "other_url"])
    return by_id


def _version(model: type[Moderated], record: Record, change: Change, *, by: User) -> Moderated:
    reason = "The public registry changed its entry." if change == Change.AMENDMENT else ""
    return model(record=record, author=by, change=change, change_reason=reason, language="en")


def _merged(parties: Iterable[Party]) -> dict[str, Party]:
    """One party for each name, with the first kind and State anybody knows of it."""
    merged: dict[str, Party] = {}
    for party in parties:
        before = merged.get(party.name, party)
        merged[party.name] = Party(party.name, before.kind or party.kind, before.state_id or party.state_id)
    return merged


def _filled_in(row: Organisation, party: Party) -> bool:
    before = (row.kind, row.state_id)
    if row.kind == OrganisationKind.UNKNOWN and party.kind:
        row.kind = party.kind
    if row.state_id is None:
        row.state_id = party.state_id
    return (row.kind, row.state_id) != before


def _free_slug(name: str, taken: set[str]) -> str:
    """A part of an address for the name, told from those taken by a number, and taken now."""
    plain = slugify(name)[:SLUG_MAX].strip("-") or "organisation"
    slug, number = plain, 1
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    taken.add(slug)
    return slug
