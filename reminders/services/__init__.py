"""Reminders: owed step by step, worded when they are sent."""

from reminders.services.ladder import remind

__all__ = ["remind"]
