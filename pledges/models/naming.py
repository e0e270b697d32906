"""Telling the parties of a joint pledge that they are named: who is told how, decided when it is submitted.

Those somebody speaks for here get a notice; the others a letter to the address the owner gave. Each is told once.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Delegation, User
from pledges.models.partners import Naming, PartnerAnswer, PartnerContact, PartnerLetter, PledgePartner
from workflow.states import Verb

if TYPE_CHECKING:
    from pledges.models.pledge import Pledge

LINK_LIVES = timedelta(days=90)


def name_partners(pledge: "Pledge") -> None:
    """Note the parties a version names as it is submitted, and write the letters owed to those nobody speaks for."""
    partners = {partner.key: partner for partner in pledge.partners.all()}
    record, at = pledge.record, pledge.submitted_at
    Naming.objects.bulk_create(
        [Naming(record=record, key=key, named_at=at) for key in partners], ignore_conflicts=True
    )
    addresses = dict(PartnerContact.objects.filter(record=record).values_list("key", "email"))
    answered = set(PartnerAnswer.objects.filter(record=record).values_list("key", flat=True))
    spoken_for = keys_spoken_for(list(partners.values()))
    for naming in Naming.objects.filter(record=record, key__in=partners).prefetch_related("letters"):
        if naming.key in answered:
            continue
        if naming.key in spoken_for:
            is_told_now = naming.told_at is None
        else:
            is_told_now = _write_letter(naming, addresses.get(naming.key, ""), language=pledge.language)
        if is_told_now:
            naming.told_at = at
            naming.save(update_fields=["told_at"])


def focal_points_told(pledge: "Pledge") -> dict[Verb, QuerySet[User]]:
    """Whom the submission that was just made tells by a notice; nothing where it tells nobody anew."""
    told = set(pledge.record.namings.filter(told_at=pledge.submitted_at).values_list("key", flat=True))
    partners = [partner for partner in pledge.partners.all() if partner.key in told]
    if not partners:
        return {}
    return {Verb.NAME: User.objects.filter(delegations__in=_speaking_for(partners)).distinct()}


def keys_spoken_for(partners: list[PledgePartner]) -> set[str]:
    """Of these parties, those a focal point speaks for here today."""
    found = _speaking_for(partners).values_list("state_id", "organisation_id")
    parties = {("state", state) if state else ("organisation", organisation) for state, organisation in found}
    return {each.key for each in partners if _party(each) in parties}


def _party(partner: PledgePartner) -> tuple[str, object]:
    if not partner.kind and partner.state_id:
        return ("state", partner.state_id)
    return ("organisation", partner.organisation_id)


def _speaking_for(partners: list[PledgePartner]) -> QuerySet[Delegation]:
    named = [_party(partner) for partner in partners]
    of_these = Q(state__in=[pk for kind, pk in named if kind == "state"]) | Q(
        organisation__in=[pk for kind, pk in named if kind == "organisation" and pk]
    )
    return Delegation.objects.in_force(timezone.localdate()).of_focal_points().of_open_accounts().filter(of_these)


def _write_letter(naming: Naming, email: str, *, language: str) -> bool:
    """True where one is owed: there is an address, and the last letter, if any, went to another."""
    last = max(naming.letters.all(), key=lambda letter: letter.pk, default=None)
    if not email or (last is not None and last.email == email):
        return False
    PartnerLetter.objects.create(naming=naming, email=email, language=language, expires_at=timezone.now() + LINK_LIVES)
    return True
