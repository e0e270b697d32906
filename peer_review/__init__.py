"""Peer review of tools: a roster of reviewers, what each is asked to assess, and the result for the moderator."""
