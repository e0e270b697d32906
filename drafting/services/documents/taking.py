"""Taking what a document brings: all that was accepted, or nothing."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import transaction

from accounts.models import User
from drafting.services.content import Content, Values, stamp
from drafting.services.saving import lock_for_editing, save
from workflow.exceptions import Overtaken
from workflow.models import Moderated

ModeratedT = TypeVar("ModeratedT", bound=Moderated)


@transaction.atomic
def accept_answers(
    item: ModeratedT,
    *,
    by: User,
    content: Content,
    steps: Iterable[tuple[str, tuple[str, ...], Values]],
    seen: Mapping[str, str],
) -> ModeratedT:
    """Save the accepted answers of each step (key, its questions, values), compared on top of what was `seen` of it.

    Raises Overtaken where somebody has saved any answer of these steps since, NotEditable where the version was handed
    in meanwhile; then nothing is written.
    """
    lock_for_editing(item, by=by)
    taken: dict[str, object] = {}
    for key, names, values in steps:
        if stamp(content.read(item, names)) != seen.get(key):
            raise Overtaken
        taken |= values
    return save(item, by=by, content=content, values=taken, seen=stamp(content.read(item, taken)))
