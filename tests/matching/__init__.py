"""Needs and offers brought together: from the suggestion to what came of it."""
