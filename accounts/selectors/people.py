"""People with an account, what was done to it, and what invitations are out."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import AccountEvent, Delegation, Invitation, ReturnedMail, User
from accounts.states import Act

LOOKUP_HOLDS = timedelta(hours=12)  # as long as a session


def people(q: str = "") -> QuerySet[User]:
    """Everybody whose name or address contains the words: today's delegations, TOTP, and whether mail came back."""
    not_over = Delegation.objects.not_over(timezone.localdate()).with_parties().select_related("letter")
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    returned = ReturnedMail.objects.filter(email=OuterRef("email"))
    return (
        User.objects.filter(is_system=False)
        .filter(Q(name__icontains=q) | Q(email__icontains=q))
        .annotate(has_second_factor=Exists(totp), mail_came_back=Exists(returned))
        .prefetch_related(Prefetch("delegations", not_over.order_by("starts_on", "pk"), to_attr="delegations_today"))
        .order_by("name", "pk")
    )


def account_story(person: User) -> QuerySet[AccountEvent]:
    """What was done to somebody's account, the latest first."""
    return AccountEvent.objects.filter(person=person).select_related("actor").order_by("-at", "-pk")


def lookups() -> QuerySet[AccountEvent]:
    """Who looked up what whom did, the latest first."""
    return AccountEvent.objects.filter(act=Act.LOOKED_UP).select_related("actor", "person").order_by("-at", "-pk")


def has_looked_up(person: User, *, by: User) -> bool:
    """True where it was written down lately that this administrator looks up what the person did."""
    since = timezone.now() - LOOKUP_HOLDS
    return AccountEvent.objects.filter(act=Act.LOOKED_UP, actor=by, person=person, at__gte=since).exists()


def returned_mail_of(person: User) -> ReturnedMail | None:
    """That mail to this person came back, and why; None where it arrives, as far as we know."""
    return ReturnedMail.objects.filter(email=person.email).first()


def people_paused() -> QuerySet[User]:
    """Those to whom mail waits, because so much of it demonstrably came back."""
    returned = ReturnedMail.objects.filter(proven__gte=settings.MAIL_PAUSED_AFTER)
    return User.objects.filter(email__in=returned.values("email"))


def people_out_of_reach() -> QuerySet[User]:
    """Those whose address is marked: mail to them came back."""
    return User.objects.filter(email__in=ReturnedMail.objects.values("email"))


def invitations_sent() -> QuerySet[Invitation]:
    """All invitations, the latest first, with whom they are for, who sent them and whether the mail came back."""
    returned = ReturnedMail.objects.filter(email=OuterRef("email"))
    return (
        Invitation.objects.with_parties()
        .select_related("invited_by")
        .annotate(mail_came_back=Exists(returned))
        .order_by("-created_at", "-pk")
    )


def has_account(email: str) -> bool:
    """True where an account has this address."""
    return User.objects.filter(email=email).exists()


def page_of(rows: QuerySet, number: str | None, *, per_page: int) -> Page:
    """One page of a list; an odd number leads to the nearest page there is."""
    return Paginator(rows, per_page).get_page(number)
