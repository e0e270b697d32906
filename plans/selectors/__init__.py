"""Reads about plans and their measures."""

from plans.selectors.compact import CompactChoices, compact_choices
from plans.selectors.figures import measure_count, measure_counts_by_objective
from plans.selectors.hints import measure_hints, plan_hints
from plans.selectors.page import Linked, PlanShown, objectives_of, plan_page
from plans.selectors.reading import (
    measure_words,
    measures_of,
    measures_of_owner,
    public_measure,
    public_measures,
    public_plans,
    records_of_measures,
    with_content,
)

__all__ = [
    "CompactChoices",
    "Linked",
    "PlanShown",
    "compact_choices",
    "measure_count",
    "measure_counts_by_objective",
    "measure_hints",
    "measure_words",
    "measures_of",
    "measures_of_owner",
    "objectives_of",
    "plan_hints",
    "plan_page",
    "public_measure",
    "public_measures",
    "public_plans",
    "records_of_measures",
    "with_content",
]
