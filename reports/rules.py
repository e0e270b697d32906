"""Who may ask for reports, and keep the schedules that do."""

import rules

from accounts.rules import is_administrator, is_moderator, is_system

rules.add_perm("reports.request_report", is_moderator | is_system)
rules.add_perm("reports.release_report", is_administrator)
rules.add_perm("reports.keep_schedules", is_administrator)
