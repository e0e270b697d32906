"""Who may do what to tools and to calls for them."""

import rules

from accounts.rules import is_administrator
from workflow.rules import add_moderated_perms

add_moderated_perms("tools", "tool")
rules.add_perm("tools.write_calls", is_administrator)
