"""A party's own versions as JSON: a line of a list, and one in full; contact persons are theirs to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from accounts.models import Organisation, State
from accounts.selectors import Mandates
from api.exceptions import BadRequest, FieldError
from api.forms.answers import answers_of
from api.pages.kinds import KINDS
from api.pages.queries import next_address, unknown_cursor
from api.selectors.paging import CursorUnknown, Key, Listing, Order, page_of
from api.validators import (
    REFERENCE,
    blank_parameters,
    limit_of,
    repeated_parameters,
    unknown_parameters,
    wrong_limit,
)
from drafting.selectors import acts_open_to, reason_of_return
from workflow.models import Moderated
from workflow.states import EDITABLE, Change, Status

LATEST_FIRST = Order((Key("pk"),), falling=True)
PARAMETERS = ("status", "reference", "cursor", "limit")
ACTS = ("edit", "submit", "withdraw", "amend")  # of those offered on the desk, the ones the API has too


@dataclass(frozen=True)
class OwnPage:
    """A page of versions, and the address of the next."""

    items: Sequence[Moderated]
    next: str | None


def owner_name(party: State | Organisation) -> str:
    """How requests name a party: `state:PRT`, `organisation:city-of-sample`."""
    return f"state:{party.iso3}" if isinstance(party, State) else f"organisation:{party.slug}"


def owners_of(mandates: Mandates) -> dict[str, State | Organisation]:
    """The parties spoken for, by those names."""
    return {owner_name(party): party for party in mandates.parties.values()}


def own_page(name: str, mine: QuerySet, query: QueryDict) -> OwnPage:
    """The page a request asks for; raises BadRequest, field by field."""
    errors = [*unknown_parameters(query, PARAMETERS), *blank_parameters(query), *repeated_parameters(query, ())]
    errors += wrong_limit(query)
    status, reference = query.get("status", ""), query.get("reference", "")
    if status and status not in Status.values:
        errors.append(FieldError("status", f"{', '.join(Status.values)}"))
    if reference and not REFERENCE.fullmatch(reference):
        errors.append(FieldError("reference", "GCM-PL-2026-00042"))
    if errors:
        raise BadRequest(errors=errors)
    rows = mine.filter(status=status) if status else mine
    rows = rows.filter(record__reference=reference) if reference else rows
    try:
        page = page_of(
            Listing(rows, LATEST_FIRST, f"own {name}"), cursor=query.get("cursor", ""), limit=limit_of(query)
        )
    except CursorUnknown as unknown:
        raise unknown_cursor() from unknown
    found = {each.pk: each for each in rows.filter(pk__in=page.pks)}
    path = reverse(f"api:own_{name}")
    return OwnPage([found[pk] for pk in page.pks if pk in found], next_address(path, query, page.cursor))


def line_of(name: str, item: Moderated, *, mandates: Mandates) -> dict[str, Any]:
    """A version in a list: what it is, where it stands, what can be done with it now."""
    open_to = acts_open_to(mandates, item)
    return {
        "id": item.pk,
        "reference": item.reference or None,
        "title": KINDS[name].title_of(item),
        "owner": owner_name(item.owner) if item.owner else None,
        "status": item.status,
        "change": item.change,
        "change_reason": item.change_reason or None,
        "language": item.language,
        "revision": item.revision,
        "saved_at": item.saved_at,
        "submitted_at": item.submitted_at,
        "published_at": item.published_at,
        "published_in": item.published_in_id,
        "acts": [act for act in ACTS if act in open_to],
        "api_url": settings.SITE_URL + reverse(f"api:own_{name}_version", kwargs={"pk": item.pk}),
    }


def version_of(name: str, item: Moderated, *, mandates: Mandates) -> dict[str, Any]:
    """A version in full: the line, its answers, and while it is a draft what a submission still lacks."""
    kind = KINDS[name]
    is_open = item.status in EDITABLE
    missing = item.missing() if is_open else {}
    return {
        **line_of(name, item, mandates=mandates),
        "answers": {} if item.change == Change.WITHDRAWAL else answers_of(kind, item),
        "missing": [{"name": field, "message": str(words)} for field, words in missing.items()],
        "reason_of_return": reason_of_return(item) or None,
    }
