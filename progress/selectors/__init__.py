"""Reads about progress: every public figure, the updates of a record, what falls due, and an update as text.

Import from here. A number shown to the public comes from one function of `progress.selectors.figures`, on pages, in
exports, in the API and in reports alike.
"""

from progress.selectors.counting import REGION, at_stages
from progress.selectors.due import Due, due_dates, due_reports
from progress.selectors.duties import as_text, purposes_of
from progress.selectors.figures import (
    compact_figures,
    coverage,
    figures,
    figures_by_objective,
    figures_by_objective_and_region,
    figures_by_organisation,
    figures_by_region,
    figures_by_round_table,
    figures_by_round_table_and_region,
    figures_by_state,
    pledge_count,
    public_pledges,
)
from progress.selectors.hints import hints
from progress.selectors.narrowed import coverage_of, figures_by_level, figures_grouped, last_updated
from progress.selectors.numbers import FRESH_DAYS, Coverage, Figures
from progress.selectors.roll import Roll, roll_of
from progress.selectors.subjects import (
    Subject,
    objectives_of,
    own_subject,
    own_subjects,
    public_subject,
    public_subjects,
    subject_of,
    subjects_of,
)
from progress.selectors.updates import (
    closed_updates,
    last_said,
    latest_update,
    latest_updates,
    public_updates,
    readable_update,
    under_way,
    with_content,
)

__all__ = [
    "FRESH_DAYS",
    "REGION",
    "Coverage",
    "Due",
    "Figures",
    "Roll",
    "Subject",
    "as_text",
    "at_stages",
    "closed_updates",
    "compact_figures",
    "coverage",
    "coverage_of",
    "due_dates",
    "due_reports",
    "figures",
    "figures_by_level",
    "figures_by_objective",
    "figures_by_objective_and_region",
    "figures_by_organisation",
    "figures_by_region",
    "figures_by_round_table",
    "figures_by_round_table_and_region",
    "figures_by_state",
    "figures_grouped",
    "hints",
    "last_said",
    "last_updated",
    "latest_update",
    "latest_updates",
    "objectives_of",
    "own_subject",
    "own_subjects",
    "pledge_count",
    "public_pledges",
    "public_subject",
    "public_subjects",
    "public_updates",
    "purposes_of",
    "readable_update",
    "roll_of",
    "subject_of",
    "subjects_of",
    "under_way",
    "with_content",
]
