"""Who has a draft open right now: a courtesy, kept for minutes in the cache and nowhere else.

Two people who save are told apart by `save`; this only spares them the surprise.
"""

from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from workflow.models import Moderated

FORGOTTEN_AFTER = 120  # seconds


def note_writing(item: Moderated, *, by: User) -> list[str]:
    """Say that this person has the draft open, and answer the names of the others who had it within two minutes."""
    key = f"writing:{item._meta.label_lower}:{item.pk}"
    now = timezone.now().timestamp()
    seen: dict[int, tuple[str, float]] = cache.get(key) or {}
    here = {pk: (name, at) for pk, (name, at) in seen.items() if now - at < FORGOTTEN_AFTER}
    here[by.pk] = (str(by), now)
    cache.set(key, here, FORGOTTEN_AFTER)
    return [name for pk, (name, _at) in sorted(here.items()) if pk != by.pk]
