"""Who is named in a pledge, who knows, and what they said to it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.selectors import Mandates
from accounts.states import DelegationRole
from notices.querysets import OutgoingQuerySet
from pledges.models import Naming, PartnerAnswer, PartnerLetter, Pledge, PledgePartner
from pledges.models.naming import keys_spoken_for
from pledges.states import Reply
from workflow.models import Record
from workflow.states import Change, Status


@dataclass(frozen=True)
class Standing:
    """Where one partner of a pledge stands, for its owner and the secretariat: never for the public."""

    partner: PledgePartner
    told_at: datetime | None
    is_spoken_for: bool
    answer: PartnerAnswer | None
    has_address: bool = False

    @property
    def is_out_of_reach(self) -> bool:
        """True where nobody can be told: no focal point here, and no address."""
        return self.told_at is None and not self.is_spoken_for and not self.has_address


def partners_shown(*, publication: int | None = None, record: OuterRef | None = None) -> QuerySet[PledgePartner]:
    """Partners with their `reply`, without those that declined: as the public may know once the publication is out.

    Without a number: as of now. `record` is theirs where the query around this one knows it: then it is not looked up
    for each partner again.
    """
    answers = PartnerAnswer.objects.filter(record=record or OuterRef("pledge__record"), key=OuterRef("key"))
    if publication is not None:
        answers = answers.filter(holds_from__lte=publication)
    latest = Subquery(answers.order_by("-pk").values("reply")[:1])
    partners = PledgePartner.objects.select_related("state", "organisation").annotate(
        reply=Coalesce(latest, Value(""))
    )
    return partners.exclude(reply=Reply.DECLINED).order_by("pk")


def partner_standings(pledge: Pledge) -> list[Standing]:
    """Each partner of this version, in order, with when it was told and what it answered last."""
    partners = list(pledge.partners.select_related("state", "organisation").order_by("pk"))
    told = dict(Naming.objects.filter(record=pledge.record_id).values_list("key", "told_at"))
    answers = {answer.key: answer for answer in PartnerAnswer.objects.filter(record=pledge.record_id).order_by("pk")}
    addressed = set(pledge.record.partner_contacts.values_list("key", flat=True))
    spoken_for = keys_spoken_for(partners)
    return [
        Standing(
            partner=partner,
            told_at=told.get(partner.key),
            is_spoken_for=partner.key in spoken_for,
            answer=answers.get(partner.key),
            has_address=partner.key in addressed,
        )
        for partner in partners
    ]


def named_in(mandates: Mandates) -> QuerySet[PledgePartner]:
    """Where the parties spoken for are named in what others have submitted or published, latest first.

    Each row brings its `pledge` and, where there is one, the latest `reply`. A pledge that is being amended appears
    once, as the version that was handed in last.
    """
    handed_in = Q(pledge__status=Status.SUBMITTED) | Q(
        pledge__published_in__isnull=False, pledge__replaced_in__isnull=True
    )
    mine = PledgePartner.objects.of_parties(states=mandates.states, organisations=mandates.organisations)
    mine = mine.filter(handed_in).exclude(pledge__change=Change.WITHDRAWAL)
    newest = mine.filter(pledge__record=OuterRef("pledge__record"), key=OuterRef("key")).order_by()
    latest = newest.values("key").annotate(last=Max("pledge")).values("last")
    answers = PartnerAnswer.objects.filter(record=OuterRef("pledge__record"), key=OuterRef("key")).order_by("-pk")
    return (
        mine.filter(pledge=Subquery(latest))
        .select_related("pledge__record", "pledge__state", "pledge__organisation", "state", "organisation")
        .annotate(reply=Coalesce(Subquery(answers.values("reply")[:1]), Value("")))
        .order_by(F("pledge__submitted_at").desc(nulls_last=True), "-pk")
    )


def may_answer(mandates: Mandates, partner: PledgePartner) -> bool:
    """True where one of the mandates is a focal point's of the party that is named; the verb checks again."""
    return any(
        mandate.role == DelegationRole.FOCAL_POINT
        and partner.key in {f"state:{mandate.state_id}", f"organisation:{mandate.organisation_id}"}
        for mandate in mandates.delegations
    )


def naming_version(record: Record, key: str) -> PledgePartner | None:
    """The party as the version handed in last names it: submitted or public. None while it is being revised."""
    handed_in = Q(pledge__status=Status.SUBMITTED) | Q(
        pledge__published_in__isnull=False, pledge__replaced_in__isnull=True
    )
    named = PledgePartner.objects.filter(handed_in, pledge__record=record, key=key)
    named = named.exclude(pledge__change=Change.WITHDRAWAL)
    return named.select_related("pledge__record", "state", "organisation").order_by("-pledge").first()


def public_partner(record: Record, key: str) -> bool:
    """True where the public version names this party now."""
    return PledgePartner.objects.filter(pledge__in=Pledge.objects.published().filter(record=record), key=key).exists()


def latest_reply(record: Record, key: str) -> PartnerAnswer | None:
    """What the party said last, or None."""
    return PartnerAnswer.objects.filter(record=record, key=key).order_by("-pk").first()


def letter_open(pk: int) -> PartnerLetter | None:
    """The letter of that number if its link still works: not answered, not expired, no later one to the same party."""
    open_ = PartnerLetter.objects.filter(expires_at__gt=timezone.now(), answer__isnull=True)
    letter = open_.select_related("naming__record").filter(pk=pk).first()
    if letter is None or letter.naming.letters.filter(pk__gt=letter.pk).exists():
        return None
    return letter


def letters_due() -> OutgoingQuerySet:
    """Letters not sent, not expired and held by nobody, oldest first."""
    return PartnerLetter.objects.waiting().filter(expires_at__gt=timezone.now())
