"""The moderators' desk: one queue, one page per submission, one decision at a time."""
