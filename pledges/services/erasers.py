"""What pledges hold about persons who have no account here, and how it is erased: by the record, or by an address."""

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.services import ERASED_DOMAIN, Eraser, Subject, register_eraser
from accounts.states import Holding
from pledges.models import PartnerContact, PartnerLetter, PledgeContact

CONTACTS = pgettext_lazy("personal data", "Contact persons: name, position and address")
ADDRESSES = pgettext_lazy("personal data", "Addresses of partners")
LETTERS = pgettext_lazy("personal data", "Letters to partners: the address; those not sent yet are not sent")


def register_erasers() -> None:
    """Make known what can be erased of pledges."""
    contact, address, letter = ["name", "position", "email"], ["email"], ["email", "failure"]
    for eraser in (
        Eraser(Holding.CONTACTS, "pledges.PledgeContact", CONTACTS, contact, _contacts, _delete),
        Eraser(Holding.ACCOUNT, "pledges.PledgeContact", CONTACTS, contact, _contacts, _delete),
        Eraser(Holding.PARTNERS, "pledges.PartnerContact", ADDRESSES, address, _addresses, _delete),
        Eraser(Holding.ACCOUNT, "pledges.PartnerContact", ADDRESSES, address, _addresses, _delete),
        Eraser(Holding.PARTNERS, "pledges.PartnerLetter", LETTERS, letter, _letters, _take_address_off),
        Eraser(Holding.ACCOUNT, "pledges.PartnerLetter", LETTERS, letter, _letters, _take_address_off),
    ):
        register_eraser(eraser)


def _contacts(subject: Subject) -> QuerySet:
    return _about(PledgeContact.objects.all(), subject, record="record")


def _addresses(subject: Subject) -> QuerySet:
    return _about(PartnerContact.objects.all(), subject, record="record")


def _letters(subject: Subject) -> QuerySet:
    letters = PartnerLetter.objects.exclude(email__endswith=ERASED_DOMAIN)
    return _about(letters, subject, record="naming__record")


def _about(rows: QuerySet, subject: Subject, *, record: str) -> QuerySet:
    """Those of the record, or those with the person's address, wherever they stand."""
    if subject.record is not None:
        return rows.filter(**{record: subject.record})
    return rows.filter(email__iexact=subject.email)


def _delete(rows: QuerySet, by: User) -> None:
    rows.delete()


def _take_address_off(rows: QuerySet, by: User) -> None:
    """The row stays, for an answer may have come by it: what it said of where it went does not."""
    rows.filter(sent_at__isnull=True).update(expires_at=timezone.now())
    rows.update(email=Concat(Value("letter-"), Cast(F("pk"), CharField()), Value(ERASED_DOMAIN)), failure="")
