"""Pages of requests: one's own, and those of administrators."""
