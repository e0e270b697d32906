"""Needs and offers brought together: suggestions, consent of both sides, outcome."""
