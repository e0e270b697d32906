"""Feeds, and pages on which somebody asks for mail or stops it."""
