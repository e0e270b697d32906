"""Who may do what with plans."""

from workflow.rules import add_moderated_perms

add_moderated_perms("plans", "plan")
