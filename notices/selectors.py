"""Reads of what is owed."""

from notices.models import Notice


def waiting_for(person_id: int) -> int:
    """How many messages wait for this person, by themselves or in a digest that has not gone out."""
    return Notice.objects.unsettled().filter(recipient=person_id).count()
