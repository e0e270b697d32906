"""Pages of peer review: the reviewer's, the moderator's, the roster's, and what the tool's owner reads."""
