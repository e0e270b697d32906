"""Authority letters: kept privately, erased on purpose."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from accounts.exceptions import LetterGone
from accounts.models import AccountEvent, AuthorityLetter, Organisation, State, User
from accounts.states import Act
from accounts.validators import kind_of_letter


@dataclass(frozen=True)
class GivenLetter:
    """A letter as somebody gives it: uploaded, or cited by its reference and date, or both."""

    file: File | None = None
    reference: str = ""
    dated_on: date | None = None


def keep_letter(*, file: File, party: State | Organisation, by: User) -> AuthorityLetter:
    """Keep the file under a name of ours; raises ValidationError where its content is not a letter's.

    Call it before the transaction that needs it, and `drop_letter` where that fails: a database can take back a row,
    not a file.
    """
    kind = kind_of_letter(file, size=file.size)
    letter = AuthorityLetter(
        state=party if isinstance(party, State) else None,
        organisation=party if isinstance(party, Organisation) else None,
        kind=kind,
        size=file.size,
        digest=_digest_of(file),
        kept_by=by,
    )
    file.seek(0)
    letter.file.save("letter", File(file), save=False)
    letter.save()
    return letter


def drop_letter(*, letter: AuthorityLetter | None) -> None:
    """Undo `keep_letter` where nothing came to rest on it."""
    if letter is not None:
        letter.file.delete(save=False)
        letter.delete()


@transaction.atomic
def erase_letter(*, letter: AuthorityLetter, by: User) -> AuthorityLetter:
    """Delete the file for good; the row stays and says when. What rests on the letter stays in force.

    The file goes once the transaction is certain, for a database can take back a row, not a file.
    """
    if not by.has_perm("accounts.look_after_people"):
        raise PermissionDenied
    letter.refresh_from_db(from_queryset=AuthorityLetter.objects.select_for_update())
    if letter.erased_at:
        raise LetterGone
    storage, name = letter.file.storage, str(letter.file.name)
    letter.file, letter.erased_at = "", timezone.now()
    letter.save(update_fields=["file", "erased_at"])
    for delegation in letter.delegations.all() or [None]:
        person_id = delegation.person_id if delegation else None
        AccountEvent.objects.create(
            actor=by, act=Act.LETTER_ERASED, delegation=delegation, person_id=person_id, note=str(letter.pk)
        )
    transaction.on_commit(lambda: storage.delete(name))
    return letter


def _digest_of(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
