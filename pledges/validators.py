"""Checks of the rows of a pledge registry's export: every cell of every row, before anything is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.states import OrganisationKind
from pledges.states import DESCRIPTION_MAX, Nature, PledgeType
from workflow.validators import Entry, Party, Row, day_written, fingerprint, parts

COLUMNS = (
    "id",
    "title",
    "title_is_descriptive",
    "pledging_entity",
    "entity_type",
    "country_iso3",
    "pledge_type",
    "nature_of_pledge",
    "objectives",
    "guiding_principles",
    "year",
    "forum",
    "submitted_on",
    "timeframe",
    "status",
    "summary",
    "source_url",
    "other_url",
    "listed_in",
    "submission_id",
    "verified",
    "notes",
)
NOT_KEPT = frozenset({"submission_id", "notes"})  # of use to whoever keeps the file, not to the public

YES_OR_NO = {"yes": True, "no": False}
VERIFIED = {"yes": False, "partial": True}  # whether the listing is partial; what is not verified is not published
STATE = "State"
KINDS = {
    STATE: STATE,
    "Local or regional government": OrganisationKind.LOCAL,
    "Local and regional government network": OrganisationKind.NETWORK,
    "United Nations system": OrganisationKind.UN,
    "International organization": OrganisationKind.INTERNATIONAL,
    "Civil society": OrganisationKind.CIVIL,
    "Private sector or foundation": OrganisationKind.PRIVATE,
    "Academia": OrganisationKind.ACADEMIA,
    "Other": OrganisationKind.OTHER,
}
TYPES = {  # a matching pledge cites another one, for which the file has no column
    "Individual": PledgeType.INDIVIDUAL,
    "Common": PledgeType.COMMON,
    "In partnership": PledgeType.PARTNERSHIP,
}
FORUM = re.compile(r"IMRF (\d{4})(.*)", re.DOTALL)
DAY_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
OPEN_ENDED = re.compile(r"from (\d{4}-\d{2}-\d{2}), open-ended")
NAME_MAX, WORDS_MAX, STAGE_MAX, LISTING_MAX = 200, 120, 60, 200


@dataclass(frozen=True)
class Known:
    """What a row may refer to: States by code with their names, objectives, principles, years of Forums."""

    states: Mapping[str, str]
    objectives: Mapping[str, int]
    principles: Mapping[str, str]
    forums: frozenset[int]


@dataclass(frozen=True)
class ListedPledge:
    """What a row says: plain fields, and what points elsewhere."""

    fields: dict[str, Any]
    objectives: list[int]
    principles: list[str]
    countries: list[str]
    owner: Party | None
    partners: list[Party]


def check_pledge(row: Row, *, known: Known) -> Entry[ListedPledge]:
    """What the row says; problems are noted on the row. What a cell leaves open stays open."""
    owner, partners, countries = _parties(row, known=known)
    fields = {
        "title": row.text("title", longest=NAME_MAX, needed=True),
        "title_is_descriptive": row.one_of("title_is_descriptive", YES_OR_NO),
        "pledge_type": row.one_of("pledge_type", TYPES, empty=""),
        "natures": row.several_of("nature_of_pledge", {n.value: n.value for n in Nature}, of_what="a known nature"),
        "description": row.text("summary", longest=DESCRIPTION_MAX, needed=True),
        "stage_as_listed": row.text("status", longest=STAGE_MAX),
        "pledged_on": row.day("submitted_on"),
        "pledged_in_year": row.year("year"),
        "listing": row.text("listed_in", longest=LISTING_MAX),
        "listing_is_partial": row.one_of("verified", VERIFIED),
    }
    content = ListedPledge(
        fields=fields | _forum(row, known=known) | _timeframe(row),
        objectives=row.several_of("objectives", known.objectives, of_what="the number of an objective (1 to 23)"),
        principles=row.several_of("guiding_principles", known.principles, of_what="a guiding principle"),
        countries=countries,
        owner=owner,
        partners=partners,
    )
    return Entry(
        source_id=row.cells["id"],
        digest=fingerprint(row.cells, without=NOT_KEPT),
        source_url=row.address("source_url", needed=True),
        other_url=row.address("other_url"),
        content=content,
    )


def _parties(row: Row, *, known: Known) -> tuple[Party | None, list[Party], list[str]]:
    """Owner, partners and countries of implementation.

    Of several States the first owns the pledge and the others are partners, because a joint pledge is recorded once.
    Of several organisations likewise. Several countries of an organisation are where the pledge is carried out.
    """
    names = parts(row.text("pledging_entity", longest=NAME_MAX, needed=True))
    if len(set(names)) < len(names):
        row.wrong("pledging_entity", "names the same party twice; name it once.")
    kind = row.one_of("entity_type", KINDS, empty=OrganisationKind.UNKNOWN)
    codes = row.several_of("country_iso3", {code: code for code in known.states}, of_what="the ISO code of a State")
    if kind == STATE:
        if not row.cells["country_iso3"]:
            row.wrong("country_iso3", "is empty; a State needs its ISO code of three letters.")
        states = [Party(known.states[code], state_id=code, is_state=True) for code in codes]
        return (states[0] if states else None), states[1:], []
    at_home = codes if len(codes) == len(names) else [None] * len(names)
    owners = [Party(name, kind or "", code) for name, code in zip(names, at_home, strict=True)]
    return (owners[0] if owners else None), owners[1:], codes if len(codes) > 1 else []


def _forum(row: Row, *, known: Known) -> dict[str, Any]:
    """The Forum edition the pledge was made for, and the listing's own words where they say more than its year."""
    words = row.text("forum", longest=WORDS_MAX)
    match = FORUM.fullmatch(words)
    if match is None:
        return {"forum_id": None, "announced_at": words}
    year, more = int(match[1]), match[2]
    if year not in known.forums:
        row.wrong("forum", f"there is no Forum of {year}; correct the year, or write it in other words.")
    return {"forum_id": year, "announced_at": words if more else ""}


def _timeframe(row: Row) -> dict[str, Any]:
    """The listing's own words, and dates only where they are exact."""
    words = row.text("timeframe", longest=WORDS_MAX)
    exact = DAY_RANGE.fullmatch(words) or OPEN_ENDED.fullmatch(words)
    if exact is None:
        return {"timeframe_as_listed": words}
    days = [day for text in exact.groups() if (day := day_written(text))]
    if len(days) < len(exact.groups()):
        row.wrong("timeframe", f"“{words}” is not made of dates; write them as 2026-05-05.")
        return {"timeframe_as_listed": words}
    if len(days) == 2 and days[0] > days[1]:
        row.wrong("timeframe", f"“{words}” ends before it starts; correct one of the dates.")
    return {
        "timeframe_as_listed": words,
        "starts_on": days[0],
        "ends_on": days[1] if len(days) == 2 else None,
        "is_open_ended": len(days) == 1,
    }
