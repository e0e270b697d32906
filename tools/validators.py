"""Checks of the rows of a list of tools and practices: every cell of every row, before anything is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.states import Scope, ToolKind
from workflow.validators import Entry, Party, Row, fingerprint, parts

COLUMNS = (
    "id",
    "title",
    "title_is_descriptive",
    "organisation",
    "country_or_region",
    "scope",
    "objectives",
    "objectives_basis",
    "kind",
    "languages",
    "url",
    "summary",
    "source_type",
    "verified",
    "notes",
)
NOT_KEPT = frozenset({"notes"})  # of use to whoever keeps the file, not to the public

YES_OR_NO = {"yes": True, "no": False}
VERIFIED = {"yes": False, "partial": True}  # whether the listing is partial; what is not verified is not published
BASIS = {"source": False, "assigned": True}  # whether the objectives are assigned by us
SCOPES = {"cross-cutting": Scope.CROSS_CUTTING, "theme-specific": Scope.THEME_SPECIFIC}
KINDS = {
    "tool": ToolKind.TOOL,
    "practice": ToolKind.PRACTICE,
    "training": ToolKind.TRAINING,
    "guideline": ToolKind.GUIDANCE,
    "programme": ToolKind.PROGRAMME,
    "data": ToolKind.DATA,
}
NO_PROVIDER = "(not shown in the stored text)"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,6})?")
TITLE_MAX, PROVIDER_MAX, WHERE_MAX, SUMMARY_MAX, LISTING_MAX, OWNER_MAX = 300, 300, 200, 3000, 200, 200


@dataclass(frozen=True)
class Known:
    """What a row may refer to: States by their English names in lower case, and objectives."""

    states: Mapping[str, str]
    objectives: Mapping[str, int]


@dataclass(frozen=True)
class ListedTool:
    """What a row says: plain fields, and what points elsewhere."""

    fields: dict[str, Any]
    objectives: list[int]
    owner: Party | None


def check_tool(row: Row, *, known: Known) -> Entry[ListedTool]:
    """What the row says; problems are noted on the row. What a cell leaves open stays open."""
    provider = row.text("organisation", longest=PROVIDER_MAX)
    provider = "" if provider == NO_PROVIDER else provider
    link = row.address("url", needed=True)
    fields = {
        "title": row.text("title", longest=TITLE_MAX, needed=True),
        "title_is_descriptive": row.one_of("title_is_descriptive", YES_OR_NO),
        "provider": provider,
        "kind": row.one_of("kind", KINDS),
        "scope": row.one_of("scope", SCOPES),
        "objectives_are_assigned": row.one_of("objectives_basis", BASIS, empty=False),
        "languages": _languages(row),
        "where_used": row.text("country_or_region", longest=WHERE_MAX),
        "summary": row.text("summary", longest=SUMMARY_MAX, needed=True),
        "link": link,
        "listing": row.text("source_type", longest=LISTING_MAX),
        "listing_is_partial": row.one_of("verified", VERIFIED),
    }
    content = ListedTool(
        fields=fields, objectives=_objectives(row, known=known), owner=_owner(row, provider, known=known)
    )
    return Entry(
        source_id=row.cells["id"],
        digest=fingerprint(row.cells, without=NOT_KEPT),
        source_url=link,
        other_url="",
        content=content,
    )


def _objectives(row: Row, *, known: Known) -> list[int]:
    numbers = row.several_of("objectives", known.objectives, of_what="the number of an objective (1 to 23)")
    listed, basis = row.cells["objectives"], row.cells["objectives_basis"]
    if row.cells["scope"] == "theme-specific" and not listed:
        row.wrong("objectives", "is empty; a theme-specific tool serves at least one objective.")
    if listed and not basis:
        row.wrong("objectives_basis", f"is empty; write one of: {', '.join(BASIS)}.")
    return numbers


def _owner(row: Row, provider: str, *, known: Known) -> Party | None:
    """Whose tool it is: the first name, a State where it is the English name of one; unnamed partners own nothing."""
    names = [name.removesuffix(" and partners") for name in parts(provider)]
    if not names:
        return None
    if code := known.states.get(names[0].lower()):
        return Party(names[0], state_id=code, is_state=True)
    if len(names[0]) > OWNER_MAX:
        row.wrong("organisation", f"starts with a name of {len(names[0])} characters; shorten it to {OWNER_MAX}.")
    return Party(names[0])


def _languages(row: Row) -> list[str]:
    codes = parts(row.cells["languages"])
    for code in codes:
        if not LANGUAGE.fullmatch(code) or len(code) > 10:
            row.wrong("languages", f"“{code[:20]}” is not a language code such as fr or zh-hans.")
    return list(dict.fromkeys(codes))
