"""Who may do what to progress updates."""

from workflow.rules import add_moderated_perms

add_moderated_perms("progress", "progressupdate")
