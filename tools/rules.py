"""Who may do what to tools."""

from workflow.rules import add_moderated_perms

add_moderated_perms("tools", "tool")
