"""What a party's own people see of it: who speaks, since when, after whom, and what is under way."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import AccountEvent, AuthorityLetter, Delegation, Invitation, Nomination, ReturnedMail, User
from accounts.rules import looks_after_people
from accounts.states import DelegationRole

DECIDED_SHOWN = 5  # how many nominations that are decided stay on the party's page


@dataclass(frozen=True)
class PartyPage:
    """One party as somebody who speaks for it sees it. Addresses are for focal points only: `is_focal_point`."""

    own: Delegation
    is_focal_point: bool
    speaking: list[Delegation]
    predecessor: Delegation | None
    invitations: list[Invitation]
    nominations: list[Nomination]

    @property
    def sent_by_reader(self) -> set[int]:
        """The invitations the reader may send again or revoke: a drafter's that they sent themselves."""
        mine = (each for each in self.invitations if each.invited_by_id == self.own.person_id)
        return {each.pk for each in mine if each.role == DelegationRole.DRAFTER}

    @property
    def successor(self) -> Delegation | None:
        """The focal point, other than the reader, who speaks at least as long: nobody has to be proposed."""
        until = self.own.ends_on
        others = (
            each
            for each in self.speaking
            if each.role == DelegationRole.FOCAL_POINT and each.person_id != self.own.person_id
        )
        return next((each for each in others if until and (each.ends_on is None or each.ends_on > until)), None)


def own_delegations(person: User) -> QuerySet[Delegation]:
    """The person's delegations that are not over, those in force first."""
    today = timezone.localdate()
    return person.delegations.not_over(today).with_parties().select_related("letter").order_by("starts_on", "pk")


def delegation_of(person: User, pk: int) -> Delegation | None:
    """The person's own delegation of that number while it is in force; None otherwise, whoever else's it is."""
    found = person.delegations.in_force(timezone.localdate()).filter(pk=pk)
    return found.with_parties().select_related("letter", "person").first()


def party_page(own: Delegation) -> PartyPage:
    """The party of a delegation in force, in four queries; invitations and nominations for focal points only."""
    is_focal_point = own.role == DelegationRole.FOCAL_POINT
    invitations = _invitations_of(own) if is_focal_point else []
    return PartyPage(
        own=own,
        is_focal_point=is_focal_point,
        speaking=list(_speaking(own)),
        predecessor=_predecessor(own),
        invitations=list(invitations),
        nominations=list(_nominations_of(own)) if is_focal_point else [],
    )


def nominations() -> QuerySet[Nomination]:
    """All of them for administrators: those that wait first, the longest waiting on top, then the latest decided."""
    return (
        Nomination.objects.with_parties()
        .select_related("proposed_by", "decided_by", "letter", "invitation")
        .annotate(is_waiting=Q(decided_at__isnull=True))
        .order_by("-is_waiting", F("decided_at").desc(nulls_first=True), "proposed_at", "pk")
    )


def drafters_beside(own: Delegation) -> QuerySet[Delegation]:
    """The drafters' delegations of the same party that are not over."""
    return _speaking(own).filter(role=DelegationRole.DRAFTER)


def nomination_story(nomination: Nomination) -> QuerySet[AccountEvent]:
    """What was done about a proposal, in order."""
    return nomination.events.select_related("actor").order_by("at", "pk")


def standing_of_proposer(nomination: Nomination) -> Delegation | None:
    """The proposer's delegation as focal point of the party today; None where it has ended since."""
    theirs = nomination.proposed_by.delegations.of_party_of(nomination).of_focal_points()
    return theirs.in_force(timezone.localdate()).with_parties().select_related("letter").first()


def letters_open_to(person: User) -> QuerySet[AuthorityLetter]:
    """Letters the person may have: all for administrators, their own party's for its focal points of today."""
    letters = AuthorityLetter.objects.filter(erased_at__isnull=True)
    if looks_after_people(person):
        return letters
    mine = person.delegations.in_force(timezone.localdate()).of_focal_points()
    if not person.is_active:
        return letters.none()
    return letters.filter(
        Exists(mine.filter(state=OuterRef("state"))) | Exists(mine.filter(organisation=OuterRef("organisation")))
    )


def _speaking(own: Delegation) -> QuerySet[Delegation]:
    today = timezone.localdate()
    returned = ReturnedMail.objects.filter(email=OuterRef("person__email"))
    return (
        Delegation.objects.of_party_of(own)
        .not_over(today)
        .of_open_accounts()
        .with_parties()
        .select_related("person", "letter")
        .annotate(mail_came_back=Exists(returned))
        .order_by("-role", "starts_on", "pk")
    )


def _predecessor(own: Delegation) -> Delegation | None:
    """The focal point of the party who began before this delegation did: of several, who stayed longest."""
    if own.role != DelegationRole.FOCAL_POINT:
        return None
    before = Delegation.objects.of_party_of(own).of_focal_points().exclude(person_id=own.person_id)
    before = before.filter(starts_on__lt=own.starts_on, ends_on__isnull=False)
    return before.select_related("person").order_by("-ends_on", "-pk").first()


def _invitations_of(own: Delegation) -> QuerySet[Invitation]:
    returned = ReturnedMail.objects.filter(email=OuterRef("email"))
    found = Invitation.objects.of_party_of(own).unaccepted().with_parties().select_related("invited_by")
    return found.annotate(mail_came_back=Exists(returned)).order_by("-created_at", "-pk")


def _nominations_of(own: Delegation) -> list[Nomination]:
    found = Nomination.objects.of_party_of(own).select_related("proposed_by", "decided_by", "letter", "invitation")
    rows = found.order_by(F("decided_at").desc(nulls_first=True), "-pk")
    waiting = [row for row in rows if row.is_open]
    return [*waiting, *[row for row in rows if not row.is_open][:DECIDED_SHOWN]]
