"""Public pages over HTTP from a real gunicorn, each beside the barest answer of the same server (`/healthz`).

Four connections on the loopback, a fixed number of requests, one measurement right after the other.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gcm_portal.embedded.state import free_port
from tests.bench.rows import Row

REQUESTS, CONNECTIONS = 400, 4


def pages() -> Iterator[Row]:
    """Dashboard, objective, list and record, once kept; and the dashboard where the visitor has it already."""
    with server() as port:
        etag = _get(HTTPConnection("127.0.0.1", port), "/en/", {}).headers["ETag"]
        paths = ["/en/", "/en/objectives/7/", "/en/pledges/?objective=7", "/en/pledges/GCM-PL-2022-00001/"]
        for what, path, headers in [
            ("dashboard, the visitor has it (304)", "/en/", {"If-None-Match": etag}),
            *[(f"{path} (kept by publication)", path, {}) for path in paths],
        ]:
            _seconds(port, path, headers, 8)
            plain = _seconds(port, "/healthz", {}, REQUESTS)
            ours = _seconds(port, path, headers, REQUESTS)
            yield Row(what, ours, plain, f"{REQUESTS / ours:.0f} requests a second")


@contextmanager
def server() -> Iterator[int]:
    """gunicorn on the benchmark's database, two workers; gives its port."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    call_command("collectstatic", interactive=False, verbosity=0)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "gcm_portal.wsgi", "-b", f"127.0.0.1:{port}", "-w", "2", "--threads", "4"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address.geturl(), "LOG_LEVEL": "ERROR"},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                _get(HTTPConnection("127.0.0.1", port), "/healthz", {})
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _seconds(port: int, path: str, headers: dict[str, str], requests: int) -> float:
    def some(count: int) -> None:
        line = HTTPConnection("127.0.0.1", port)
        for _ in range(count):
            _get(line, path, headers)

    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(some, [requests // CONNECTIONS] * CONNECTIONS))
    return time.perf_counter() - began


def _get(line: HTTPConnection, path: str, headers: dict[str, str]):
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    answer.read()
    if answer.status not in {200, 304}:
        raise AssertionError(f"{path} answered {answer.status}")
    return answer
