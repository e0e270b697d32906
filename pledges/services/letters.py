"""Letters to partners that nobody speaks for here: each is sent once, outside any transaction, by a sweep.

The submission only writes rows; they are claimed and sent as notices are (`notices/services/post.py`).
"""

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from notices.services import letter as letter_mail
from notices.services import send_rows
from pledges.models import PartnerLetter, PledgePartner
from pledges.selectors.partners import letters_due, naming_version

SALT = "pledges.partner-letter"


def send_due_partner_letters() -> int:
    """Send what is owed and say how many went out; a second run, or another worker, finds nothing left to send."""
    return send_rows(letters_due(), compose=compose)


def token_of(letter: PartnerLetter) -> str:
    """What the link carries: the letter's number, signed, so that nobody can make up another."""
    return signing.Signer(salt=SALT, sep=".").sign(str(letter.pk))


def letter_number(token: str) -> int | None:
    """The number of the letter a link was made for, or None where the link was not made here."""
    try:
        return int(signing.Signer(salt=SALT, sep=".").unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def compose(letter_id: int) -> EmailMessage | None:
    """The mail for a claimed letter, in the language of the pledge.

    None while the pledge lies with its owner again: there is nothing to be shown, so the letter waits, and the try is
    not counted.
    """
    letter = PartnerLetter.objects.select_related("naming__record").get(pk=letter_id)
    named = naming_version(letter.naming.record, letter.naming.key)
    if named is None:
        PartnerLetter.objects.filter(pk=letter_id).update(attempts=F("attempts") - 1)
        return None
    return _letter(letter, named=named)


def _letter(letter: PartnerLetter, *, named: PledgePartner) -> EmailMessage:
    """Who names them in what, where to read it and to answer."""
    with translation.override(letter.language):
        path = reverse("desk_pledges:letter", args=[token_of(letter)])
        context = {
            "partner": named.name,
            "owner": named.pledge.owner,
            "title": named.pledge.title,
            "reference": letter.naming.record.reference,
            "link": f"{settings.SITE_URL}{path}",
            "until": timezone.localdate(letter.expires_at),
            "site_url": settings.SITE_URL,
        }
        subject = render_to_string("pledges/mail/letter.subject.txt", context)
        body = render_to_string("pledges/mail/letter.txt", context)
        return letter_mail(subject=subject, body=body, to=letter.email, row=letter)
