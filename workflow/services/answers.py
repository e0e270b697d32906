"""Acts that change no status and still have their audit row: what others say to a record, what is asked about it."""

from django.db import transaction

from accounts.models import User
from workflow.models import Moderated, Publication
from workflow.services.notices import tell
from workflow.services.verbs import _next_publication, _record_event
from workflow.states import Verb


@transaction.atomic
def enter_answer(verb: Verb, item: Moderated, *, by: User, note: str, is_public: bool) -> Publication | None:
    """Enter in the audit trail what was said or asked about a record, and write the notices its owner is owed.

    Takes the next publication number, and answers it, where the answer changes what the public sees. Whoever calls
    holds the record's lock, has checked who may answer, and calls `keep_step` once the answer itself is written.
    """
    publication = _next_publication(verb, by=by, note="") if is_public else None
    event = _record_event(verb, item, by=by, before=item.status, note=note, publication=publication)
    tell(event, to=item.audience(verb))
    return publication
