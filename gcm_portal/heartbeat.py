"""Signs of life of the worker and of its clock, left in Valkey for /readyz; they fade when no longer renewed.

The worker's comes from its main process, every two seconds, so that a long report does not look like death. The
clock's comes with every sweep it sends.
"""

import logging
from datetime import datetime
from functools import cache
from typing import Any

from celery.signals import beat_init, before_task_publish, heartbeat_sent
from django.conf import settings
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from gcm_portal.cache import IMPATIENT

logger = logging.getLogger(__name__)

KEY = "gcm:alive:{name}"
SEEN = "gcm:seen:{name}"  # when that was, kept long after it faded
SEEN_SECONDS = 30 * 24 * 60 * 60
WORKER_SECONDS = 15
MISSED_SWEEPS = 3


@cache
def patient_enough(url: str) -> Redis:
    """A client that gives up within half a second."""
    return Redis.from_url(url, **IMPATIENT)


def leave_sign(name: str, *, seconds: int) -> None:
    """Say that the process is alive, for so many seconds; a broker that is away is no reason to stop working."""
    try:
        client = patient_enough(settings.CELERY_BROKER_URL)
        client.set(KEY.format(name=name), "1", ex=seconds)
        client.set(SEEN.format(name=name), timezone.now().isoformat(), ex=SEEN_SECONDS)
    except (RedisError, OSError) as error:
        logger.debug("No sign of life could be left: %s", error)


def shows_sign(name: str) -> bool:
    """True when the process was alive lately; raises RedisError when nobody can tell."""
    return bool(patient_enough(settings.CELERY_BROKER_URL).exists(KEY.format(name=name)))


def last_seen(name: str) -> datetime | None:
    """When the process last showed a sign of life; None where it did not within a month. Raises RedisError."""
    found: Any = patient_enough(settings.CELERY_BROKER_URL).get(SEEN.format(name=name))
    return datetime.fromisoformat(found.decode()) if found else None


@heartbeat_sent.connect
def worker_lives(**_: Any) -> None:
    """Every two seconds, in the worker's main process, while it is connected to its broker."""
    leave_sign("worker", seconds=WORKER_SECONDS)


@beat_init.connect
def beat_lives(**_: Any) -> None:
    """In the clock's process: once now, and from now on with every sweep it sends."""
    _beat_sent()
    before_task_publish.connect(_beat_sent)


def _beat_sent(**_: Any) -> None:
    leave_sign("beat", seconds=MISSED_SWEEPS * settings.SWEEP_SECONDS + WORKER_SECONDS)
