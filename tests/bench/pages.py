"""Public pages over HTTP from a real gunicorn, at 5,000 and at 100,000 pledges, each beside a bare view of the server.

The bare view is `/healthz`: the whole middleware, no query, three letters. Each line is measured between two rounds of
it, and its ratio is to their mean. "Kept" is a page as visitors get it, from the cache, by its publication; "new" is a
page nobody asked for before: every request has an address of its own, so that all is read and written anew.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from gcm_portal.embedded.state import free_port
from tests.bench.databases import real_data
from tests.bench.generated import generate
from tests.bench.goals import goal
from tests.bench.rows import Fall, Ratio, Row, verdict
from tests.bench.visitors import ask, pace
from workflow.models import Publication

SIZES = (5_000, 100_000)
SECONDS = 3.0
PAGES = {  # what, its goal: its address where there are so many pledges
    ("dashboard", "dashboard"): lambda size: "/en/",
    ("objective", "list"): lambda size: "/en/objectives/7/",
    ("list of pledges", "list"): lambda size: "/en/pledges/",
    ("list, filtered", "list"): lambda size: "/en/pledges/?objective=7&region=ECE",
    ("list, filtered and searched", "list"): lambda size: "/en/pledges/?objective=7&q=remittances",
    ("list, filtered, at 40 % depth", "list"): lambda size: f"/en/pledges/?objective=7&page={1 + size // 750}",
    ("pledge", "record"): lambda size: "/en/pledges/GCM-PL-2000-000020/",
}
API = "/api/v1/pledges/?limit=100"
THREE = "objective={}&objective={}&objective={}"
OTHERS = 1_000_000  # numbers from here on warm the server up: what is measured as new was not asked for before
TAKEN = 3  # times each file is taken; the fastest counts
CSV = "/en/pledges/?format=csv"
COPY = "COPY (SELECT * FROM pledges_pledge WHERE published_in_id IS NOT NULL AND replaced_in_id IS NULL) TO STDOUT CSV"


def pages(*, sizes: tuple[int, ...] = SIZES, seconds: float = SECONDS) -> Iterator[Ratio | Fall | Row]:
    """Every page at each size, kept and new, the API, the CSV, a publication's first list; what the larger size costs.

    Beside the CSV stands PostgreSQL's own COPY of the bare table of pledges, which knows no partner and no update.
    """
    found: dict[int, list[Ratio]] = {}
    made = 0
    with real_data():
        for size in sizes:
            generate(size - made)
            made = size
            with server() as port:
                for row in _measured(port, size, seconds):
                    found.setdefault(size, []).append(row)
                    yield row
                yield _csv(port, size)
                yield _first(port, size)
    yield from map(Fall, found[sizes[0]], found[sizes[-1]])


def _measured(port: int, size: int, seconds: float) -> Iterator[Ratio]:
    is_large = size == max(SIZES)
    head = ask(port, "/en/")[1].split("\r\n")
    etag = next(line.split(" ", 1)[1] for line in head if line.lower().startswith("etag:"))
    beside = _Beside(port, seconds)
    label = f"{size:,}: ".replace(",", " ")
    yield beside.row(f"{label}dashboard, known (304)", goal("304", is_large=is_large), lambda n: "/en/", 304, etag)
    for (what, as_), address in PAGES.items():
        path = address(size)
        kept = goal(f"{as_}, kept", is_large=is_large) or goal(as_, is_large=is_large)
        yield beside.row(f"{label}{what}, kept", kept, lambda n, path=path: path)
        new = goal(as_, is_large=is_large)
        yield beside.row(f"{label}{what}, new", new, _new(path), warm=1)
    of_api = goal("api", is_large=is_large)
    yield beside.row(f"{label}API, page of 100, kept", of_api, lambda n: API)
    yield beside.row(f"{label}API, page of 100, new", of_api, lambda n: f"{API}&{THREE.format(*_three(n))}", warm=1)


def _new(path: str) -> Callable[[int], str]:
    """The page under an address of its own each time; a filtered list is another one each time."""
    joint = "&" if "?" in path else "?"

    def address(n: int) -> str:
        return f"{path}{joint}new={n}".replace("objective=7", THREE.format(*_three(n)))

    return address


def _three(n: int) -> tuple[int, int, int]:
    """Three objectives, others for each number up to some ten thousand."""
    return 1 + n % 23, 1 + n // 23 % 23, 1 + n // 529 % 23


def _csv(port: int, size: int) -> Row:
    ours, plain, rows = [], [], 0
    for _ in range(TAKEN):
        began = time.perf_counter()
        _status, _head, body = ask(port, CSV)
        ours.append(time.perf_counter() - began)
        rows = body.count(b"\nGCM-PL-")
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.copy_expert(COPY, io.BytesIO())
        plain.append(time.perf_counter() - began)
    share, wanted = min(plain) / min(ours), goal("csv", is_large=True)
    note = f"{rows / min(ours):.0f} rows a second, {share:.2f} of COPY; goal {wanted}: {verdict(share, wanted)}"
    return Row(f"{size:,}: CSV".replace(",", " "), min(ours), min(plain), note)


def _first(port: int, size: int) -> Row:
    """A filtered list by the first who asks for one after a publication, beside those who ask next.

    What pages of a publication share is read by each process once. Which of the two answers cannot be chosen, so each
    time is asked for several times: the slowest has read, the fastest found it read.
    """
    latest = Publication.objects.latest("number")
    Publication.objects.create(number=latest.number + 1, at=timezone.now(), by=latest.by, verb=latest.verb)
    time.sleep(2 * settings.PUBLICATION_KNOWN_SECONDS)
    times = []
    for n in range(20):
        began = time.perf_counter()
        ask(port, f"/en/pledges/?objective=7&objective=8&region=ECE&new={n}")
        times.append(time.perf_counter() - began)
    return Row(f"{size:,}: filtered list, first of a publication".replace(",", " "), max(times), min(times))


class _Beside:
    """Measures a page between two rounds of the bare view; the second round is the next page's first."""

    def __init__(self, port: int, seconds: float) -> None:
        self.port, self.seconds = port, seconds
        self._bare()
        self.before = self._bare()

    def _bare(self) -> float:
        return pace(self.port, lambda n: "/healthz", seconds=self.seconds / 3).per_second

    def row(
        self,
        what: str,
        goal: float,
        path: Callable[[int], str],
        status: int = 200,
        etag: str = "",
        *,
        warm: float = 0.1,
    ) -> Ratio:
        """`warm` is for how much of the time of the measurement other pages of the kind are asked for before it."""
        headers = f"If-None-Match: {etag}\r\n" if etag else ""
        pace(self.port, lambda n: path(OTHERS + n), headers=headers, status=status, seconds=self.seconds * warm)
        ours = pace(self.port, path, headers=headers, status=status, seconds=self.seconds)
        after = self._bare()
        bare, self.before = (self.before + after) / 2, after
        return Ratio(what, ours.per_second, ours.p95, bare, goal)


@contextmanager
def server() -> Iterator[int]:
    """gunicorn on the benchmark's database, two workers of four threads; gives its port."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    call_command("collectstatic", interactive=False, verbosity=0)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "gcm_portal.wsgi", "-b", f"127.0.0.1:{port}", "-w", "2", "--threads", "4"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address.geturl(), "LOG_LEVEL": "ERROR", "API_REQUESTS_PER_MINUTE": "0"},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            try:
                ask(port, "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)
