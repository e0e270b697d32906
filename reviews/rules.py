"""Who may do what with reviews."""

from workflow.rules import add_moderated_perms

add_moderated_perms("reviews", "review")
