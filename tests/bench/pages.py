"""Public pages over HTTP from real gunicorns, at 5,000 and at 100,000 pledges, each beside a bare view of its server.

The bare view is `/healthz`: the whole middleware, no query, three letters. Both sizes are measured turn by turn, each
page before a round of the bare view, so that what else the machine does is done to all of them; the middle turn
counts. "Kept" is a page as visitors get it, from the cache, by its publication; "new" is a page nobody asked for
before: every request has an address of its own, so that all is read and written anew but for what the pages of one
publication share.
"""

import io
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from tests.bench.databases import copy_of, real_data
from tests.bench.generated import generate
from tests.bench.goals import goal
from tests.bench.rows import Fall, Ratio, Row, verdict
from tests.bench.sides import Side, served
from tests.bench.visitors import ask, pace

SIZES = (5_000, 100_000)
SECONDS = 2.0
TURNS = 5
OTHERS = 1_000_000  # numbers from here on warm the server up: what is measured as new was not asked for before
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
CSV = "/en/pledges/?format=csv"
COPY = "COPY (SELECT * FROM pledges_pledge WHERE published_in_id IS NOT NULL AND replaced_in_id IS NULL) TO STDOUT CSV"
PUBLISH = "INSERT INTO workflow_publication SELECT number + 1, NOW(), verb, note, by_id FROM workflow_publication"
Address = Callable[[int, int], str]  # of the nth page where there are so many pledges


@dataclass(frozen=True)
class Line:
    """Something to be asked for: its goal by name, its addresses, the status and for how long to warm up first."""

    what: str
    goal: str
    address: Address
    status: int = 200
    warm: float = 0.1


def pages(*, sizes: tuple[int, int] = SIZES, seconds: float = SECONDS) -> Iterator[Ratio | Fall | Row]:
    """Every page at both sizes, kept and new, the API, the CSV, a publication's first list; what many records cost.

    Beside the CSV stands PostgreSQL's own COPY of the bare table of pledges, which knows no partner and no update.
    """
    few, many = sizes
    falls = []
    with real_data(), ExitStack() as running:
        whole = connection.settings_dict["NAME"]
        generate(few)
        part = running.enter_context(copy_of(whole))
        generate(many - few)
        sides = [
            running.enter_context(served(part, few, valkey=1)),
            running.enter_context(served(whole, many, valkey=2)),
        ]
        for line in _lines():
            turn = _middle(line, sides, seconds)
            yield from turn
            falls.append(Fall(*turn))
        for measure in (_csv, _first):
            yield from map(measure, sides)
    yield from falls


def _lines() -> Iterator[Line]:
    yield Line("dashboard, known (304)", "304", lambda size, n: "/en/", status=304)
    for (what, as_), address in PAGES.items():
        kept = f"{as_}, kept" if goal(f"{as_}, kept", is_large=False) else as_
        yield Line(f"{what}, kept", kept, lambda size, n, address=address: address(size))
        yield Line(f"{what}, new", as_, _new(address), warm=1)
    yield Line("API, page of 100, kept", "api", lambda size, n: API)
    yield Line("API, page of 100, new", "api", lambda size, n: f"{API}&{THREE.format(*_three(n))}", warm=1)


def _new(page: Callable[[int], str]) -> Address:
    """The page under an address of its own each time; a filtered list is another one each time."""

    def address(size: int, n: int) -> str:
        path = page(size)
        joint = "&" if "?" in path else "?"
        return f"{path}{joint}new={n}".replace("objective=7", THREE.format(*_three(n)))

    return address


def _three(n: int) -> tuple[int, int, int]:
    """Three objectives, others for each number up to some ten thousand."""
    return 1 + n % 23, 1 + n // 23 % 23, 1 + n // 529 % 23


def _middle(line: Line, sides: Sequence[Side], seconds: float) -> tuple[Ratio, Ratio]:
    """Both sizes in the turn whose fall is the middle one of all turns."""
    for side in sides:
        _pace(line, side, seconds * line.warm, since=OTHERS)
    turns = [tuple(_beside(line, side, seconds, since=turn * OTHERS // 10) for side in sides) for turn in range(TURNS)]
    return sorted(turns, key=lambda turn: turn[1].ratio / turn[0].ratio)[TURNS // 2]


def _beside(line: Line, side: Side, seconds: float, *, since: int) -> Ratio:
    ours = _pace(line, side, seconds, since=since)
    bare = pace(side.port, lambda n: "/healthz", seconds=seconds / 2)
    wanted = goal(line.goal, is_large=side.size == max(SIZES))
    return Ratio(f"{side}: {line.what}", ours.per_second, ours.p95, bare.per_second, wanted)


def _pace(line: Line, side: Side, seconds: float, *, since: int):
    headers = f"If-None-Match: {side.etag('/en/')}\r\n" if line.status == 304 else ""
    path = lambda n: line.address(side.size, since + n)  # noqa: E731
    return pace(side.port, path, headers=headers, status=line.status, seconds=seconds)


def _csv(side: Side) -> Row:
    ours, plain, rows = [], [], 0
    for _ in range(TURNS):
        began = time.perf_counter()
        _status, _head, body = ask(side.port, CSV)
        ours.append(time.perf_counter() - began)
        rows = body.count(b"\nGCM-PL-")
        began = time.perf_counter()
        with side.cursor() as cursor:
            cursor.copy_expert(COPY, io.BytesIO())
        plain.append(time.perf_counter() - began)
    share, wanted = min(plain) / min(ours), goal("csv", is_large=True)
    note = f"{rows / min(ours):.0f} rows a second, {share:.2f} of COPY; goal {wanted}: {verdict(share, wanted)}"
    return Row(f"{side}: CSV", min(ours), min(plain), note)


def _first(side: Side) -> Row:
    """A filtered list by the first who asks for one after a publication, beside those who ask next.

    What pages of a publication share is read by each process once. Which of the two answers cannot be chosen, so it is
    asked for several times: the slowest has read, the fastest found it read.
    """
    with side.cursor() as cursor:
        cursor.execute(f"{PUBLISH} ORDER BY number DESC LIMIT 1")
    time.sleep(2 * settings.PUBLICATION_KNOWN_SECONDS)
    times = []
    for n in range(20):
        began = time.perf_counter()
        ask(side.port, f"/en/pledges/?objective=7&objective=8&region=ECE&new={n}")
        times.append(time.perf_counter() - began)
    return Row(f"{side}: first filtered list of a publication", max(times), min(times))
