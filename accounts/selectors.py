"""Who speaks for whom today, which States nobody speaks for, and what invitations are out."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import AccountEvent, Delegation, Invitation, State, User
from accounts.states import DelegationRole


@dataclass(frozen=True)
class Parties:
    """The States (ISO alpha-3) and organisations (ids) a person speaks for: `.of_parties(**vars(parties))`."""

    states: list[str]
    organisations: list[int]

    def __bool__(self) -> bool:
        return bool(self.states or self.organisations)


def parties_of(user: User, day: date) -> Parties:
    """Whom the person speaks for on that day, as drafter or focal point; one query."""
    pairs = list(user.delegations.in_force(day).values_list("state_id", "organisation_id"))
    return Parties(
        states=sorted({state for state, _ in pairs if state}),
        organisations=sorted({organisation for _, organisation in pairs if organisation}),
    )


def delegations_of(user: User) -> QuerySet[Delegation]:
    """The person's delegations in force today, with their States and organisations."""
    return (
        user.delegations.in_force(timezone.localdate())
        .select_related("state", "organisation")
        .order_by("starts_on", "pk")
    )


def people(q: str = "") -> QuerySet[User]:
    """Everybody whose name or address contains the words, with today's delegations and whether TOTP is set up."""
    in_force = Delegation.objects.in_force(timezone.localdate()).select_related("state", "organisation")
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        User.objects.filter(is_system=False)
        .filter(Q(name__icontains=q) | Q(email__icontains=q))
        .annotate(has_second_factor=Exists(totp))
        .prefetch_related(Prefetch("delegations", in_force, to_attr="delegations_today"))
        .order_by("name", "pk")
    )


def account_story(person: User) -> QuerySet[AccountEvent]:
    """What was done to somebody's account, the latest first."""
    return AccountEvent.objects.filter(person=person).select_related("actor").order_by("-at", "-pk")


def vacant_states() -> QuerySet[State]:
    """States no focal point with an open account speaks for today, by name."""
    speaking = Delegation.objects.in_force(timezone.localdate()).filter(
        role=DelegationRole.FOCAL_POINT, person__is_active=True, state=OuterRef("pk")
    )
    return State.objects.exclude(Exists(speaking)).order_by("name")


def invitations_sent() -> QuerySet[Invitation]:
    """All invitations, the latest first, with whom they are for and who sent them."""
    return Invitation.objects.select_related("state", "organisation", "invited_by").order_by("-created_at", "-pk")


def has_account(email: str) -> bool:
    """True where an account has this address."""
    return User.objects.filter(email=email).exists()


def page_of(rows: QuerySet, number: str | None, *, per_page: int) -> Page:
    """One page of a list; an odd number leads to the nearest page there is."""
    return Paginator(rows, per_page).get_page(number)
