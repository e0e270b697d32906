"""What accounts hold about a person, and how each of it is erased: registered when Django is ready.

What a person did stays, under a number: the audit trail points to the account, and nothing in it names anybody.
"""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db.models import CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Least
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import AccountEvent, AuthorityLetter, Delegation, Invitation, Nomination, ReturnedMail, User
from accounts.services.erasing import ERASED_DOMAIN, Eraser, Subject, register
from accounts.services.letters import erase_letter
from accounts.services.sessions import end_sessions
from accounts.states import Act, Holding, NominationStanding

SAID_NO_MORE = "—"  # a refusal has to have a reason: the database asks for one
Rows = Callable[[Subject], QuerySet]


def register_erasers() -> None:
    """Make known what can be erased of accounts, of allauth's tables and of messages to people."""
    for eraser in (*_of_mailboxes(), *_of_letters(), *_of_signing_in(), *_of_messages(), _of_people()):
        register(eraser)


def _unusable(prefix: str) -> Concat:
    """An address that stands in for an erased one; one's own for each row, and none that mail can go to."""
    return Concat(Value(prefix), Cast(F("pk"), CharField()), Value(ERASED_DOMAIN))


def _of_mailboxes() -> list[Eraser]:
    return [
        Eraser(
            Holding.ACCOUNT,
            "accounts.Invitation",
            pgettext_lazy("personal data", "Invitations: the address; those still open become void"),
            ["email"],
            lambda subject: _addressed(Invitation, subject, Q(accepted_by=subject.person)),
            lambda rows, by: _void_invitations(rows),
        ),
        Eraser(
            Holding.ACCOUNT,
            "accounts.Nomination",
            pgettext_lazy("personal data", "Proposals as focal point: the address and the reason of a refusal"),
            ["email", "reason"],
            lambda subject: _addressed(Nomination, subject, Q(invitation__accepted_by=subject.person)),
            _close_nominations,
        ),
        Eraser(
            Holding.ACCOUNT,
            "accounts.ReturnedMail",
            pgettext_lazy("personal data", "Notes that mail came back"),
            ["email", "why", "last_message"],
            lambda subject: ReturnedMail.objects.filter(email__iexact=subject.email),
            lambda rows, by: _delete(rows),
        ),
    ]


def _of_letters() -> list[Eraser]:
    words = pgettext_lazy("personal data", "Authority letters: the file")
    return [
        Eraser(Holding.LETTER, "accounts.AuthorityLetter", words, ["file"], _that_letter, _erase_letters),
        Eraser(Holding.ACCOUNT, "accounts.AuthorityLetter", words, ["file"], _letters_about, _erase_letters),
    ]


def _of_signing_in() -> list[Eraser]:
    addresses = pgettext_lazy("personal data", "Addresses the sign-in knows")
    factors = pgettext_lazy("personal data", "Second factors")
    return [
        _deleted("account.EmailAddress", EmailAddress, ["email"], addresses),
        _deleted("mfa.Authenticator", Authenticator, ["data"], factors),
        Eraser(
            Holding.ACCOUNT,
            "usersessions.UserSession",
            pgettext_lazy("personal data", "Places where the person is signed in, with their network addresses"),
            ["ip", "user_agent", "data"],
            lambda subject: UserSession.objects.filter(user=subject.person),
            lambda rows, by: _end(rows),
        ),
    ]


def _of_messages() -> list[Eraser]:
    """Of every table of messages to people: what a mail server said, which often repeats the address."""
    words = pgettext_lazy("personal data", "Messages to the person: what the mail server said of a failure")
    found = [model for model in apps.get_models() if {"recipient", "failure"} <= _columns(model)]
    return [Eraser(Holding.ACCOUNT, each._meta.label, words, ["failure"], _failed(each), _forget) for each in found]


def _of_people() -> Eraser:
    return Eraser(
        Holding.ACCOUNT,
        "accounts.User",
        pgettext_lazy("personal data", "The account: name, address and password; its delegations end"),
        ["email", "name", "password"],
        lambda subject: User.objects.filter(pk=subject.person or 0, erased_at__isnull=True, is_system=False),
        _erase_people,
    )


def _addressed(model: type[Model], subject: Subject, accepted: Q) -> QuerySet:
    found = model._default_manager.filter(Q(email__iexact=subject.email) | accepted)
    return found.exclude(email__endswith=ERASED_DOMAIN)


def _void_invitations(rows: QuerySet) -> None:
    rows.update(email=_unusable("invitation-"), expires_at=Least(F("expires_at"), Value(timezone.now())))


def _close_nominations(rows: QuerySet, by: User) -> None:
    for nomination in rows.filter(standing=NominationStanding.PROPOSED):
        AccountEvent.objects.create(actor=by, act=Act.TAKEN_BACK, nomination=nomination)
    rows.filter(standing=NominationStanding.PROPOSED).update(
        standing=NominationStanding.TAKEN_BACK, decided_by=by, decided_at=timezone.now()
    )
    rows.filter(standing=NominationStanding.REFUSED).update(reason=SAID_NO_MORE)
    rows.update(email=_unusable("proposal-"))


def _that_letter(subject: Subject) -> QuerySet:
    return AuthorityLetter.objects.filter(pk=subject.letter or 0, erased_at__isnull=True)


def _letters_about(subject: Subject) -> QuerySet:
    """Letters on which something of this person rests, and no delegation of anybody else."""
    rests = Exists(Delegation.objects.filter(letter=OuterRef("pk"), person=subject.person))
    offered = Exists(Invitation.objects.filter(letter=OuterRef("pk"), email__iexact=subject.email))
    proposed = Exists(Nomination.objects.filter(letter=OuterRef("pk"), email__iexact=subject.email))
    of_others = Exists(Delegation.objects.filter(letter=OuterRef("pk")).exclude(person=subject.person))
    found = AuthorityLetter.objects.filter(erased_at__isnull=True)
    return found.filter(rests | offered | proposed).exclude(of_others)


def _erase_letters(rows: QuerySet, by: User) -> None:
    for letter in rows:
        erase_letter(letter=letter, by=by)


def _deleted(table: str, model: type[Model], clears: list[str], label) -> Eraser:
    def rows(subject: Subject) -> QuerySet:
        return model._default_manager.filter(user=subject.person)

    return Eraser(Holding.ACCOUNT, table, label, clears, rows, lambda found, by: _delete(found))


def _delete(rows: QuerySet) -> None:
    rows.delete()


def _end(rows: QuerySet) -> None:
    for session in rows:
        session.end()


def _columns(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _failed(model: type[Model]) -> Rows:
    return lambda subject: model._default_manager.filter(recipient=subject.person).exclude(failure="")


def _forget(rows: QuerySet, by: User) -> None:
    rows.update(failure="")


def _erase_people(rows: QuerySet, by: User) -> None:
    today = timezone.localdate()
    for person in rows:
        for delegation in person.delegations.not_over(today):
            last = max(today, delegation.starts_on)
            delegation.ends_on = last if delegation.ends_on is None else min(last, delegation.ends_on)
            delegation.save(update_fields=["ends_on"])
            AccountEvent.objects.create(
                actor=by, act=Act.DELEGATION_ENDED, person=person, delegation=delegation, note=last.isoformat()
            )
        end_sessions(person)
        AccountEvent.objects.create(actor=by, act=Act.ERASED, person=person)
    rows.update(
        email=_unusable("former-user-"),
        name=Concat(Value("Former user "), Cast(F("pk"), CharField())),
        password=make_password(None),
        last_login=None,
        is_active=False,
        is_superuser=False,
        erased_at=timezone.now(),
    )
