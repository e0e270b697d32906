"""Writing the index: in step with each publication, and all of it again."""

from search.services.following import keep_index
from search.services.rebuilding import check_index, rebuild_index

__all__ = ["check_index", "keep_index", "rebuild_index"]
