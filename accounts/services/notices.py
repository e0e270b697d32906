"""What a person wants to hear of and how often: theirs to say, here or by the link in a mail, and on record."""

from collections.abc import Callable, Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import AccountEvent, User
from accounts.states import Act
from notices import services as notices
from notices.exceptions import LinkInvalid
from notices.states import Frequency, Group

Changed = Mapping[Group, tuple[Frequency, Frequency]]


@transaction.atomic
def choose_notices(*, person: User, choices: Mapping[Group, Frequency], by: User) -> None:
    """Keep how often a person wants to be written to about each group. Raises PermissionDenied for anybody else's."""
    if person != by:
        raise PermissionDenied
    _lock(person)
    _record(person, notices.choose(person.pk, choices))


@transaction.atomic
def stop_notices(*, token: str) -> tuple[User, list[Group]]:
    """Stop the groups a link in a mail names, for whom it was sent to; doing it again changes nothing.

    Raises LinkInvalid where the link was not made here, or its person can no longer sign in.
    """
    return _by_link(token, notices.stop)


@transaction.atomic
def resume_notices(*, token: str) -> tuple[User, list[Group]]:
    """The way back by the same link: as often as before. Raises LinkInvalid as `stop_notices` does."""
    return _by_link(token, notices.resume)


def read_stop_link(*, token: str) -> tuple[User, list[Group]]:
    """Whom and what a link is about; raises LinkInvalid. Changes nothing."""
    number, groups = notices.read_stop_token(token)
    person = User.objects.filter(pk=number, is_active=True, is_system=False).first()
    if person is None:
        raise LinkInvalid
    return person, groups


def _by_link(token: str, act: Callable[[int, Iterable[Group]], Changed]) -> tuple[User, list[Group]]:
    person, groups = read_stop_link(token=token)
    _lock(person)
    _record(person, act(person.pk, groups))
    return person, groups


def _lock(person: User) -> None:
    """Two choices at once are made one after the other, each seeing what the other left."""
    User.objects.select_for_update().get(pk=person.pk)


def _record(person: User, changed: Changed) -> None:
    """One event for what changed, in codes; none where nothing did."""
    if changed:
        note = " ".join(f"{group}:{before}>{after}" for group, (before, after) in sorted(changed.items()))
        AccountEvent.objects.create(actor=person, act=Act.NOTICES_CHANGED, person=person, note=note)
