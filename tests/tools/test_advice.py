"""Hints for whoever writes a tool."""

from datetime import date

import pytest

from tests.factories import accounts
from tests.factories import tools as factory
from tools.selectors import hints
from tools.selectors.advice import unexplained_acronyms

pytestmark = pytest.mark.django_db

WHOLE = {
    "provider": "Instituto Nacional",
    "where_used": "Lisbon",
    "languages": ["pt"],
    "results": "Two years.",
    "replication": "Three people.",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The IDPR of the MAI", ["IDPR", "MAI"]),
        ("The International Data Protection Register (IDPR). The IDPR works.", []),
        ("IDPRs and IDPRs", ["IDPRs"]),
        ("IOM and the GCM, for NGOs", []),
        ("A GUIDE IN CAPITALS", []),
        ("المنظمة الدولية للهجرة", []),
        ("国际移民组织", []),
        ("", []),
    ],
)
def test_acronyms_that_nobody_spelled_out(text, expected):
    assert unexplained_acronyms(text) == expected


def fields_of(**fields):
    """The questions hints are given at, in order."""
    return [hint.field for hint in hints(factory.draft(accounts.focal_point("PRT"), **fields))]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (WHOLE, []),
        ({}, ["results", "replication", "provider", "languages", "where_used"]),
        (WHOLE | {"summary": "The IDPR.", "results": "The IDPR grew."}, ["summary"]),
        (WHOLE | {"kind": "practice"}, ["in_use_since"]),
        (WHOLE | {"kind": "practice", "in_use_since": date(2018, 12, 18)}, ["in_use_since"]),
        (WHOLE | {"kind": "practice", "in_use_since": date(2018, 12, 19)}, []),
        (WHOLE | {"kind": "practice", "standing": "wished", "results": ""}, ["standing"]),
        (WHOLE | {"standing": "wished", "results": "", "languages": []}, []),
    ],
)
def test_what_is_advised(fields, expected):
    assert fields_of(**fields) == expected


def test_hints_keep_nothing_from_being_submitted():
    focal = accounts.focal_point("PRT")
    tool = factory.draft(focal, summary="The IDPR.")
    assert hints(tool) != []
    assert tool.missing() == {}
