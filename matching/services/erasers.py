"""What matches hold about persons, and how it is erased: by the record of a side, by an address, by who wrote it.

It is erased whatever the match's standing, also while the sides still answer: a consent stays one without its contact.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.services import Eraser, Subject, register_eraser
from accounts.states import Holding
from matching.models import Match, MatchContact, MatchSide
from matching.selectors.people import holds_words_or_contacts
from matching.services.acting import enter, lock_records
from matching.states import Act, Side

CONTACTS = pgettext_lazy("personal data", "Contacts given for matches: name, function, address and telephone")
WORDS = pgettext_lazy("personal data", "Matches: the remark with an answer, the sentence on what came of it")


def register_erasers() -> None:
    """Make known what can be erased of matches."""
    contact, words = ["name", "function", "email", "phone"], ["remark", "sentence"]
    for eraser in (
        Eraser(Holding.CONTACTS, "matching.MatchContact", CONTACTS, contact, _contacts_beside, _erase_contacts),
        Eraser(Holding.ACCOUNT, "matching.MatchContact", CONTACTS, contact, _contacts_of, _erase_contacts),
        Eraser(Holding.REMARKS, "matching.MatchSide", WORDS, words, _sides_beside, _erase_words),
        Eraser(Holding.ACCOUNT, "matching.MatchSide", WORDS, words, _sides_of, _erase_words, _erase_words_of),
    ):
        register_eraser(eraser)


def _sides_of_record(record: int | None) -> QuerySet[MatchSide]:
    """The sides that answer for this record: what the other side wrote is the other record's."""
    need, offer = Q(which=Side.NEED, match__need=record), Q(which=Side.OFFER, match__offer=record)
    return MatchSide.objects.filter(need | offer)


def _contacts_beside(subject: Subject) -> QuerySet:
    return MatchContact.objects.filter(side__in=_sides_of_record(subject.record))


def _contacts_of(subject: Subject) -> QuerySet:
    """Those with the person's address, wherever they stand, and those in which they gave their own name."""
    name = User.objects.filter(pk=subject.person or 0).values_list("name", flat=True).first()
    themselves = Q(side__answered_by=subject.person, name__iexact=name) if name else Q(pk=None)
    return MatchContact.objects.filter(Q(email__iexact=subject.email) | themselves)


def _sides_beside(subject: Subject) -> QuerySet:
    return _sides_of_record(subject.record).exclude(remark="", sentence="")


def _sides_of(subject: Subject) -> QuerySet:
    """Sides with words of the person's own; a colleague may have written the others."""
    remarked = Q(answered_by=subject.person) & ~Q(remark="")
    return MatchSide.objects.filter(remarked | (Q(stated_by=subject.person) & ~Q(sentence="")))


def _erase_contacts(rows: QuerySet, by: User) -> None:
    sides = _locked(MatchSide.objects.filter(contact__in=rows))
    rows.delete()
    _write_down(sides, by=by)


def _erase_words(rows: QuerySet, by: User) -> None:
    sides = _locked(rows)
    rows.update(remark="", sentence="")
    _write_down(sides, by=by)


def _erase_words_of(rows: QuerySet, by: User, subject: Subject) -> None:
    sides = _locked(rows)
    rows.filter(answered_by=subject.person).update(remark="")
    rows.filter(stated_by=subject.person).update(sentence="")
    _write_down(sides, by=by)


def _locked(rows: QuerySet[MatchSide]) -> list[MatchSide]:
    """The sides, with the records and matches they are of locked in the kernel's order."""
    sides = list(rows.select_related("match").order_by("match", "which"))
    lock_records(*{record for side in sides for record in (side.match.need_id, side.match.offer_id)})
    matches = Match.objects.select_for_update().filter(sides__in=[side.pk for side in sides])
    fresh = {match.pk: match for match in matches.order_by("pk")}
    for side in sides:
        side.match = fresh[side.match_id]
    return sides


def _write_down(sides: Iterable[MatchSide], *, by: User) -> None:
    """One event for each side; the match says when nothing was left of it."""
    for side in sides:
        match = side.match
        if match.contacts_erased_at is None and not holds_words_or_contacts(match):
            match.contacts_erased_at = timezone.now()
            match.save(update_fields=["contacts_erased_at"])
        enter(Act.ERASE_CONTACTS, match, by=by, side=side, before=match.standing)
