"""Who may do what to pledges."""

from workflow.rules import add_moderated_perms

add_moderated_perms("pledges", "pledge")
