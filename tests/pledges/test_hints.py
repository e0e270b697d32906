"""Hints: what is missing and why it helps, by structure alone, and nothing that could be taken for a score."""

from datetime import date
from decimal import Decimal

import pytest

from drafting.states import Aspect
from pledges.selectors import smart_hints
from tests.factories import accounts, pledges

pytestmark = pytest.mark.django_db

FULL = {
    "description": "A sample undertaking, written for a test. " * 15,
    "levels": ["national"],
    "indicator": "Offices open",
    "baseline": "3 in 2025",
    "target": "20 by 2028",
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2028, 12, 31),
    "is_open_ended": False,
    "budget_amount": Decimal(1000),
    "budget_currency": "EUR",
    "budget_is_secured": True,
    "lead_institution": "Ministry of Labour",
    "contact_email": "ana@example.org",
}


def hints(**changed):
    """Aspect and question of each hint, for a pledge that deserves none but for what is changed."""
    pledge = pledges.draft(changed.pop("by", None) or accounts.focal_point(), **FULL | changed)
    return [(hint.aspect, hint.field) for hint in smart_hints(pledge)]


def test_a_full_pledge_gets_no_hint():
    assert hints() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"description": "Short. " * 20}, (Aspect.SPECIFIC, "description")),
        ({"levels": []}, (Aspect.SPECIFIC, "levels")),
        ({"levels": ["regional"]}, (Aspect.SPECIFIC, "countries")),
        ({"levels": ["national", "international"]}, (Aspect.SPECIFIC, "countries")),
        ({"indicator": "", "baseline": "", "target": ""}, (Aspect.MEASURABLE, "indicator")),
        ({"baseline": ""}, (Aspect.MEASURABLE, "baseline")),
        ({"target": ""}, (Aspect.MEASURABLE, "target")),
        ({"target": "Many more"}, (Aspect.MEASURABLE, "target")),
        ({"ends_on": None, "is_open_ended": True}, (Aspect.TIME_BOUND, "is_open_ended")),
        ({"ends_on": date(2034, 1, 2)}, (Aspect.TIME_BOUND, "ends_on")),
        ({"ends_on": date(2026, 4, 1), "forum_id": 2026}, (Aspect.TIME_BOUND, "forum")),
        ({"novelty": "continuing"}, (Aspect.TIME_BOUND, "continuing_since")),
        ({"budget_amount": None, "budget_currency": ""}, (Aspect.RESOURCED, "budget_amount")),
        ({"budget_is_secured": False}, (Aspect.RESOURCED, "budget_is_secured")),
        ({"lead_institution": ""}, (Aspect.OWNED, "lead_institution")),
        ({"contact_email": ""}, (Aspect.OWNED, "contacts")),
    ],
)
def test_each_gap_gives_one_hint_at_its_question(changed, expected):
    assert hints(**changed) == [expected]


@pytest.mark.parametrize(
    "changed",
    [
        {"description": ""},  # said to be missing already
        {"levels": ["regional"], "region": "West Africa"},
        {"target": "٢٠ مكتبا"},
        {"target": "在2028年之前"},
        {"ends_on": date(2034, 1, 1)},
        {"starts_on": date(2024, 2, 29), "ends_on": date(2032, 2, 28)},
        {"forum_id": 2026},
        {"novelty": "continuing", "continuing_since": date(2020, 1, 1)},
    ],
)
def test_what_is_well_gets_none(changed):
    assert hints(**changed) == []


def test_a_named_country_settles_it():
    pledge = pledges.draft(accounts.focal_point(), **FULL | {"levels": ["international"]})
    pledge.countries.set(["CPV"])
    assert smart_hints(pledge) == []


def test_an_organisation_says_where_a_state_need_not():
    city = accounts.organisation()
    by = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    assert hints(by=by, state=None, organisation=city) == [(Aspect.SPECIFIC, "countries")]


def test_a_request_to_withdraw_gets_no_advice():
    by = accounts.focal_point()
    assert smart_hints(pledges.withdrawal(pledges.published(by), by)) == []


def test_each_hint_says_what_is_missing_and_why_it_helps():
    pledge = pledges.draft(accounts.focal_point(), description="Short.")
    found = smart_hints(pledge)
    assert len(found) == 7
    for hint in found:
        assert str(hint.what).endswith(".")
        assert str(hint.why).endswith(".")
        assert not any(figure.isdigit() for figure in f"{hint.what}{hint.why}")
