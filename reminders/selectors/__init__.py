"""What people are reminded of, who they are, and what the secretariat chases."""

from reminders.selectors.cases import Case, report_cases, returned_cases
from reminders.selectors.late import Late, late_cases, with_last_reminder
from reminders.selectors.people import Party, Team, Teams, secretariat, teams

__all__ = [
    "Case",
    "Late",
    "Party",
    "Team",
    "Teams",
    "late_cases",
    "report_cases",
    "returned_cases",
    "secretariat",
    "teams",
    "with_last_reminder",
]
