"""A size to be measured: a database of so many pledges, and a real gunicorn on it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings
from django.core.management import call_command
from psycopg2 import extensions

from gcm_portal.embedded.state import free_port
from tests.bench.visitors import ask


@dataclass(frozen=True)
class Side:
    """How many pledges there are, the address of their database, and the port of the server."""

    size: int
    database: str
    port: int

    def __str__(self) -> str:
        return f"{self.size:,}".replace(",", " ")

    @contextmanager
    def cursor(self) -> Iterator[extensions.cursor]:
        """A cursor of the database itself, in a transaction."""
        with closing(psycopg2.connect(self.database)) as line, line, line.cursor() as cursor:
            yield cursor

    def etag(self, path: str) -> str:
        """What the server calls the page as it is now."""
        head = ask(self.port, path)[1].split("\r\n")
        return next(line.split(" ", 1)[1] for line in head if line.lower().startswith("etag:"))


@contextmanager
def served(name: str, size: int, *, valkey: int) -> Iterator[Side]:
    """The database under two workers of four threads, with a database of Valkey to themselves."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    cache = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{valkey}").geturl()
    call_command("collectstatic", interactive=False, verbosity=0)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "gcm_portal.wsgi", "-b", f"127.0.0.1:{port}", "-w", "2", "--threads", "4"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": database, "REDIS_URL": cache, "LOG_LEVEL": "ERROR", "API_REQUESTS_PER_MINUTE": "0"},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            try:
                ask(port, "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield Side(size, database, port)
    finally:
        process.terminate()
        process.wait(timeout=30)
