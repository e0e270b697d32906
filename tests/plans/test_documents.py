"""A plan that circulates in the capital and comes back, measures included."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from drafting.forms.clearance import paper_of
from drafting.forms.clearance_changes import compare
from drafting.services.documents import read_document, write_docx, write_xlsx
from plans.forms import PLAN
from plans.services import read_measures
from tests.factories import accounts, plans

pytestmark = pytest.mark.django_db
WRITERS = {"docx": write_docx, "xlsx": write_xlsx}


@pytest.fixture
def plan(db):
    return plans.draft(
        accounts.focal_point("PRT"),
        summary="First line.\n\nSecond line; with a semicolon.",
        consultations=[
            {"stakeholder": "unions", "who": "A union", "how": "", "held_on": date(2026, 1, 2), "participants": 7}
        ],
        measures=[
            plans.measure(
                objectives=[5, 7, 21],
                actions=["7a", "7b", "21a"],
                budget_amount=Decimal("250000.50"),
                budget_currency="EUR",
                budget_is_secured=False,
                milestones=[
                    {"title": "Half (of it)", "due_on": date(2026, 6, 30), "reached_on": date(2026, 7, 1)},
                    {"title": "All", "due_on": date(2027, 6, 30), "reached_on": None},
                ],
            ),
            plans.measure(title="Two\u00a0things", starts_on=None, ends_on=None, milestones=[], indicator=""),
        ],
    )


def comes_back(plan, ending, *, language="en"):
    """What the document says when it is uploaded as it was downloaded."""
    with translation.override(language):
        paper = paper_of(PLAN, plan)
        content = WRITERS[ending](paper)
    found = read_document(io.BytesIO(content), name=f"plan.{ending}", size=len(content), paper=paper_of(PLAN, plan))
    return compare(PLAN, plan, found)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_plan_uploaded_unchanged_shows_no_difference(plan, ending, language):
    assert comes_back(plan, ending, language=language).changed == []


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_what_changed_at_the_desk_meanwhile_is_the_one_difference(plan, ending):
    paper = paper_of(PLAN, plan)
    content = WRITERS[ending](paper)
    plan.measures.filter(number=1).update(lead_institution="Another ministry")
    found = read_document(io.BytesIO(content), name=f"plan.{ending}", size=len(content), paper=paper)
    (proposed,) = compare(PLAN, plan, found).proposed
    assert (proposed.name, proposed.problem) == ("measures", "")
    assert ("Another ministry" in proposed.now, "Ministry of Samples" in proposed.written) == (True, True)


def test_measures_taken_from_a_document_keep_their_records(plan):
    records = [row["record"] for row in read_measures(plan)]
    comparison = comes_back(plan, "xlsx")
    (form,) = comparison.forms(["measures"])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["measures"] == read_measures(plan)
    assert [row["record"] for row in form.cleaned_data["measures"]] == records
