"""Who may ask for reports."""

import rules

from accounts.rules import is_moderator, is_system

rules.add_perm("reports.request_report", is_moderator | is_system)
