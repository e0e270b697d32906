"""Two addresses for machines: is the process up, and is the installation ready."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

from gcm_portal.database_role import may_read_all
from gcm_portal.heartbeat import patient_enough, shows_sign

logger = logging.getLogger(__name__)

_found_migrated: list[bool] = []  # asked until it was so once: a running process never falls behind its own code


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 whenever the process can answer at all; asks nothing of any server."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when everything needed is there, 503 naming what is missing: names only, for anyone may ask."""
    missing = [name for name, check in CHECKS.items() if not passes(name, check)]
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)


def passes(name: str, check: Callable[[], bool]) -> bool:
    """True where the check says so; a server that is away fails it, with a line in the log."""
    try:
        return check()
    except (DatabaseError, RedisError, OSError) as error:
        logger.warning("Not ready: %s: %s", name, error)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    if not _found_migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()) or not may_read_all():
            return False
        _found_migrated.append(True)
    return True


def _cache() -> bool:
    return bool(patient_enough(settings.REDIS_URL).ping())


def _broker() -> bool:
    return bool(patient_enough(settings.CELERY_BROKER_URL).ping())


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "broker": _broker,
    "worker": lambda: shows_sign("worker"),
    "beat": lambda: shows_sign("beat"),
}
