"""Eight visitors at once who ask for pages as fast as they are answered, over plain sockets that stay open."""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

VISITORS = 8
END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Pace:
    """What came of it: answers a second, and the time within which 95 of 100 came, in milliseconds."""

    per_second: float
    p95: float


def pace(port: int, path: Callable[[int], str], *, headers: str = "", status: int = 200, seconds: float) -> Pace:
    """Ask for `path(number)` with ever new numbers; an answer of any other status than this is an error."""
    numbers, times, failed = itertools.count(), [], []
    until = time.perf_counter() + seconds

    def visit() -> None:
        try:
            times.extend(_visit(port, path, headers, status, numbers, until))
        except Exception as error:  # told below, in the benchmark's own thread
            failed.append(error)

    visitors = [threading.Thread(target=visit) for _ in range(VISITORS)]
    began = time.perf_counter()
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if failed:
        raise failed[0]
    took = time.perf_counter() - began
    return Pace(len(times) / took, sorted(times)[int(len(times) * 0.95)] * 1000)


def ask(port: int, path: str, *, headers: str = "") -> tuple[int, str, bytes]:
    """One answer: its status, its head and its body."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        head, body = _answer(line, path, headers)
    return int(head.split(b" ", 2)[1]), head.decode("latin-1"), body


def _visit(
    port: int, path: Callable[[int], str], headers: str, status: int, numbers: Iterator[int], until: float
) -> Iterator[float]:
    line = socket.create_connection(("127.0.0.1", port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    expected = b" %d " % status
    with line:
        while (began := time.perf_counter()) < until:
            asked = path(next(numbers))
            head, _body = _answer(line, asked, headers)
            if expected not in head[:16]:
                raise AssertionError(f"{asked} answered {head[:16]!r}")
            yield time.perf_counter() - began


def _answer(line: socket.socket, path: str, headers: str) -> tuple[bytes, bytes]:
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n{headers}\r\n".encode())
    got = line.recv(262_144)
    while END_OF_HEAD not in got:
        got += _more(line)
    head, _, body = got.partition(END_OF_HEAD)
    length = _length(head)
    parts, have = [body], len(body)
    while have < length:
        parts.append(_more(line))
        have += len(parts[-1])
    return head, b"".join(parts)


def _more(line: socket.socket) -> bytes:
    if not (got := line.recv(262_144)):
        raise ConnectionError("the server hung up")
    return got


def _length(head: bytes) -> int:
    lowered = head.lower()
    if b" 304 " in head[:16] or b"content-length:" not in lowered:
        return 0
    return int(lowered.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
