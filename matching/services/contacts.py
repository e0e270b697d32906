"""Contacts of a match: entered by each side, exchanged once both consented, erased when their days are over."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from matching.models import Match, MatchContact, MatchSide
from matching.selectors.people import holds_words_or_contacts
from matching.services.acting import begin, enter
from matching.states import Act


@dataclass(frozen=True)
class GivenContact:
    """Whom the other side may write to, as a side entered it."""

    name: str
    email: str
    function: str = ""
    phone: str = ""


def keep_contact(side: MatchSide, given: GivenContact) -> None:
    """Keep what a side entered for this match; the verb that calls holds the match's lock."""
    MatchContact.objects.create(
        side=side, name=given.name, function=given.function, email=given.email, phone=given.phone
    )


def discard_contacts(match: Match) -> None:
    """Erase what was entered for a match that nothing came of: it was never shown to anybody."""
    MatchContact.objects.filter(side__match=match).delete()


@transaction.atomic
def erase_contacts(match: Match, *, by: User, side: MatchSide | None = None) -> bool:
    """Erase the contacts of a match, and the remarks beside them: of one side, by its focal point, or of both, by a
    moderator or the machine. True where anything was there; a second time finds nothing and records nothing.

    Raises NotNow while the sides still answer: a consent is taken back by declining.
    """
    begin(Act.ERASE_CONTACTS, match, by=by, perm="matching.erase_contacts", item=side)
    contacts, remarks = MatchContact.objects.filter(side__match=match), match.sides.exclude(remark="")
    if side is not None:
        contacts, remarks = contacts.filter(side=side), remarks.filter(pk=side.pk)
    erased, _each = contacts.delete()
    blanked = remarks.update(remark="")
    if not erased and not blanked:
        return False
    if not holds_words_or_contacts(match):
        match.contacts_erased_at = timezone.now()
        match.save(update_fields=["contacts_erased_at"])
    enter(Act.ERASE_CONTACTS, match, by=by, side=side, before=match.standing)
    return True
