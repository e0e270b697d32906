"""A cache that no page ever waits for or fails with: while Valkey is away or hangs, each process uses its own memory.

What is written or deleted during an outage is not carried over to Valkey afterwards: keys say what they are of
(a publication's number, a record's version), so that an old entry is never asked for again.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

IMPATIENT: dict[str, Any] = {
    "socket_connect_timeout": 0.25,
    "socket_timeout": 0.25,
    "retry": Retry(NoBackoff(), 0),  # redis-py's own retries turn a quarter of a second into four
}
"""How every client of ours that a visitor waits for talks to Valkey."""

AWAY_SECONDS = 3.0
MEMORY_ENTRIES = 2000


class Breaker:
    """Remembers a failure for a few seconds, then lets one caller at a time try again."""

    def __init__(self, seconds: float = AWAY_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds, self.clock = seconds, clock
        self._until: float | None = None
        self._deciding = threading.Lock()

    def allows(self) -> bool:
        """True when the server is to be asked; during an outage for one caller each few seconds."""
        if self._until is None:
            return True
        with self._deciding:
            if self._until is not None and self.clock() < self._until:
                return False
            if self._until is not None:
                self._until = self.clock() + self.seconds
            return True

    def failed(self) -> bool:
        """Stay away for a while; True when this is how the outage began."""
        with self._deciding:
            began, self._until = self._until is None, self.clock() + self.seconds
            return began

    def succeeded(self) -> bool:
        """Ask freely again; True when this is how the outage ended."""
        if self._until is None:
            return False
        with self._deciding:
            ended, self._until = self._until is not None, None
            return ended


_breakers: dict[str, Breaker] = {}  # of the process: Django makes one cache object for each thread


def _soft(name: str) -> Any:
    """The method of that name: Valkey's answer, or this process's own while Valkey cannot give one."""

    def method(self: "SoftRedisCache", *args: Any, **kwargs: Any) -> Any:
        if self.breaker.allows():
            try:
                answer = getattr(super(SoftRedisCache, self), name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                if self.breaker.failed():
                    logger.warning("The cache is away, each process uses its own memory: %s", error)
            except ValueError:  # incr of an absent key: an answer too
                self._is_back()
                raise
            else:
                self._is_back()
                return answer
        return getattr(self.memory, name)(*args, **kwargs)

    method.__name__ = method.__qualname__ = name
    return method


class SoftRedisCache(RedisCache):
    """Django's Redis cache with a quarter of a second's patience, and the process's own memory to fall back on."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = IMPATIENT | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})
        self.breaker = _breakers.setdefault(str(server), Breaker())
        self.memory = LocMemCache(f"soft {server}", params | {"OPTIONS": {"MAX_ENTRIES": MEMORY_ENTRIES}})

    def _is_back(self) -> None:
        if self.breaker.succeeded():
            self.memory.clear()
            logger.warning("The cache is back")

    add = _soft("add")
    get = _soft("get")
    set = _soft("set")
    touch = _soft("touch")
    delete = _soft("delete")
    get_many = _soft("get_many")
    has_key = _soft("has_key")
    incr = _soft("incr")
    set_many = _soft("set_many")
    delete_many = _soft("delete_many")
    clear = _soft("clear")


HELD_MAX = 64
HELD_SIZE_MAX = 200_000  # of one page, in bytes: a hundred pledges as JSON are some 150,000


class Held:
    """The pages a process was asked for last, by their keys. They never change, so holding one is always right."""

    def __init__(self, most: int = HELD_MAX) -> None:
        self.most = most
        self._pages: OrderedDict[str, Any] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: str) -> Any:
        """The page, or None; asked for, it is held longer."""
        with self._turn:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: str, page: Any) -> None:
        """Hold the page; the one that was not asked for longest goes, where there are too many."""
        with self._turn:
            self._pages[key] = page
            while len(self._pages) > self.most:
                self._pages.popitem(last=False)

    def clear(self) -> None:
        """Hold nothing."""
        with self._turn:
            self._pages.clear()


_held = Held()  # of the process, as the breakers are


class LastingCache(SoftRedisCache):
    """For pairs of content and its type that never change under their key: those asked for last stay in the process.

    So a page that everybody reads costs nobody a way to Valkey, which a page of 50 kB takes longer than all the rest.
    """

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The pair, from this process or from Valkey."""
        if (page := _held.get(key)) is not None:
            return page
        page = super().get(key, default, version=version)
        if page is not default:
            self._hold(key, page)
        return page

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep the pair, here and for the other processes."""
        self._hold(key, value)
        super().set(key, value, *args, **kwargs)

    def clear(self) -> Any:
        """Forget all of them, here and in Valkey."""
        _held.clear()
        return super().clear()

    def _hold(self, key: str, page: Any) -> None:
        if len(page[0]) <= HELD_SIZE_MAX:
            _held.put(key, page)
