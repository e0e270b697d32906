"""What is owed and not sent after all: the row says why."""

from django.utils import timezone

from notices.models import Notice, Personal
from notices.services.choosing import with_frequency
from notices.states import Dropped, Frequency


def drop(row: Personal, *, because: Dropped) -> None:
    """Never send it, and say why on the row; does nothing where it was sent."""
    unsent = type(row)._default_manager.filter(pk=row.pk, sent_at__isnull=True, dropped_at__isnull=True)
    unsent.update(dropped_at=timezone.now(), dropped_because=because)


def drop_unwanted() -> int:
    """Drop what its reader has chosen never to be told, and say how many that were; what is being sent is left."""
    unsettled = with_frequency(Notice.objects.unsettled().by_themselves()).filter(frequency=Frequency.NONE)
    unwanted = list(unsettled.values_list("pk", flat=True))
    if not unwanted:
        return 0
    now = timezone.now()
    free = Notice.objects.untouched(now).filter(pk__in=unwanted)
    return free.update(dropped_at=now, dropped_because=Dropped.UNWANTED)
