"""What pledges have beyond the pages of every kind."""

from pledges.views.citing import cite, find, step
from pledges.views.naming import letter, named, named_list

__all__ = ["cite", "find", "letter", "named", "named_list", "step"]
