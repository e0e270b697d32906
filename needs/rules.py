"""Who may do what to capacity needs."""

from workflow.rules import add_moderated_perms

add_moderated_perms("needs", "need")
