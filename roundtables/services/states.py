"""The States that may take part in the Forum, from the reference file."""

from itertools import chain
from typing import Any

from accounts.models import State
from accounts.states import Membership
from objectives.services import bring_in_line, six_languages

MEMBERSHIP = {
    "UN Member State": Membership.MEMBER,
    "Non-member observer State": Membership.OBSERVER,
    "Member of specialized agencies (not a UN Member State)": Membership.AGENCY_MEMBER,
}
GROUPS = {"GRULAC": "Latin American and Caribbean Group", "WEOG": "Western European and Others Group"}


def load_states(file: dict) -> int:
    """Make the States what `states.json` says; the number of rows that had to change.

    Members of the United Nations, and of the others those that A/RES/73/326 admits for certain.
    """
    admitted = (row for row in file["observers_and_others"] if row["eligible_imrf_A_RES_73_326"])
    return bring_in_line(
        State.objects.all(), ["iso3"], (_state(row) for row in chain(file["member_states"], admitted))
    )


def _state(row: dict) -> dict[str, Any]:
    group = row["un_regional_group"] or ""
    return {
        "iso3": row["iso3"],
        "iso2": row["iso2"],
        "m49": row["m49"],
        **six_languages("name", row["names"]),
        "membership": MEMBERSHIP[row["status"]],
        "regional_group": GROUPS.get(group, group),
        "subregion": row["m49_subregion"],
        "review_region": row["gcm_review_region_primary"] or "",
        "review_region_is_verified": row["gcm_review_region_verified"],
        "is_champion": bool(row["gcm_champion"] and row["gcm_champion_verified"]),
        "is_ldc": row["ldc"],
        "is_lldc": row["lldc"],
        "is_sids": row["sids"],
    }
