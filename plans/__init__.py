"""National implementation plans and their measures."""
