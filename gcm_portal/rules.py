"""Who may see how the installation is doing, and the places from which it is administered."""

import rules

from accounts.rules import is_administrator, is_moderator, looks_after_people

rules.add_perm("gcm_portal.administer", is_moderator | looks_after_people)
rules.add_perm("gcm_portal.see_health", is_administrator | looks_after_people)
