"""Deciding: the kernel's verbs, held to the text the moderator has read."""

from django.db import transaction

from accounts.models import User
from moderation.exceptions import ChangedMeanwhile
from workflow import services
from workflow.models import Moderated, Record
from workflow.states import Verb


@transaction.atomic
def decide(verb: Verb, item: Moderated, *, by: User, note: str, seen: str) -> Moderated:
    """Do what the moderator decided; raises ChangedMeanwhile where `seen` is not the submission that lies here now.

    Between reading and deciding, a colleague may have returned it and its owner submitted another text.
    """
    Record.objects.select_for_update().get(pk=item.record_id)
    item.refresh_from_db()
    if seen != stamp_of(item):
        raise ChangedMeanwhile
    match verb:
        case Verb.PUBLISH:
            return services.publish(item, by=by, note=note)
        case Verb.RETURN:
            return services.return_for_changes(item, by=by, note=note)
        case Verb.REJECT:
            return services.reject(item, by=by, note=note)
        case Verb.RETRACT:
            return services.retract(item, by=by, note=note)
    raise ValueError(verb)


def stamp_of(item: Moderated) -> str:
    """What tells one submission of a record's version from the next; empty where it was never submitted here."""
    return item.submitted_at.isoformat() if item.submitted_at else ""
