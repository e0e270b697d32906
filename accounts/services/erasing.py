"""What can be erased of a person or a record: each app says for its own tables which rows they are and what is done.

The register is here because everything that holds personal data lies above. It knows no table; whoever carries a
request out (`erasure`) asks it what is held, and erases exactly that.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import AuthorityLetter, User
from accounts.states import Holding

ERASED_DOMAIN = "@erased.invalid"  # no mail ever goes there (RFC 2606)


@dataclass(frozen=True)
class Subject:
    """Whose or what personal data: an account with its address, a record by its number, or a letter."""

    holding: Holding
    person: int | None = None
    email: str = ""
    record: int | None = None
    letter: int | None = None

    @classmethod
    def account(cls, person: User) -> "Subject":
        """Everything about one person, found by their account and their address."""
        return cls(Holding.ACCOUNT, person=person.pk, email=person.email)

    @classmethod
    def of_record(cls, record: int, holding: Holding) -> "Subject":
        """What is held about persons beside one record."""
        return cls(holding, record=record)

    @classmethod
    def of_letter(cls, letter: AuthorityLetter) -> "Subject":
        """One authority letter."""
        return cls(Holding.LETTER, letter=letter.pk)


@dataclass(frozen=True)
class Eraser:
    """One table's part: which rows hold something about the subject still, and how that is erased.

    `rows` finds nothing once `erase` was done, so that doing it twice erases nothing more. `clears` names the columns,
    for the test that looks whether any was forgotten. `erase_theirs` is done instead of `erase` where a row may hold
    words of somebody else as well, and has to know whose are meant.
    """

    holding: Holding
    table: str
    label: str | Promise
    clears: Iterable[str]
    rows: Callable[[Subject], QuerySet]
    erase: Callable[[QuerySet, User], None]
    erase_theirs: Callable[[QuerySet, User, Subject], None] | None = None


_erasers: dict[tuple[Holding, str], Eraser] = {}


def register(eraser: Eraser) -> None:
    """Make it known; raises ValueError where another erases the same of the same table."""
    if _erasers.setdefault((eraser.holding, eraser.table), eraser) is not eraser:
        raise ValueError(f"two erasers of {eraser.holding} in {eraser.table}")


def erasers_of(holding: Holding | None = None) -> list[Eraser]:
    """Those of one kind of personal data, in the order they were registered; or all."""
    return [each for each in _erasers.values() if holding in {None, each.holding}]


def held(subject: Subject) -> dict[str, int]:
    """How many rows of which table hold something about the subject now; tables with none are left out."""
    found = {each.table: each.rows(subject).count() for each in erasers_of(subject.holding)}
    return {table: count for table, count in found.items() if count}


def erase(subject: Subject, *, by: User) -> Mapping[str, int]:
    """Erase all of it, and say how many rows of which table that were. Call it in the transaction that records it.

    Raises PermissionDenied for everybody but administrators. Files go once the transaction is certain.
    """
    if not by.has_perm("accounts.look_after_people"):
        raise PermissionDenied
    found = [(each, each.rows(subject)) for each in erasers_of(subject.holding)]
    numbers = [(each, rows.model, list(rows.values_list("pk", flat=True))) for each, rows in found]
    for each, model, pks in numbers:  # found before the first is erased: one may be found by what another erases
        rows = model._base_manager.filter(pk__in=pks)
        if pks and each.erase_theirs:
            each.erase_theirs(rows, by, subject)
        elif pks:
            each.erase(rows, by)
    return {each.table: len(pks) for each, _model, pks in numbers if pks}
