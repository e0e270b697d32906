"""Asking clamd, by its INSTREAM protocol: pieces with their length before them, then an empty one, then a verdict."""

import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

from attachments.exceptions import ScannerAway

PATIENCE = 30  # seconds for each step of the conversation
LONGEST_ANSWER = 4096


def malware_in(pieces: Iterable[bytes], *, address: str) -> str:
    """The name of the malware clamd finds in the bytes, or nothing; raises ScannerAway where it does not say.

    `address` is tcp://host:port or unix:///path. What is neither "OK" nor "FOUND" is no verdict.
    """
    try:
        with _connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            for piece in pieces:
                connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
            answer = _answer(connection)
    except (OSError, ValueError) as error:
        raise ScannerAway(f"{type(error).__name__}: {error}") from error
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND") or "?"
    if answer != "stream: OK":
        raise ScannerAway(answer or "no answer")
    return ""


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    if parts.scheme != "tcp" or not parts.hostname:
        raise ValueError("CLAMD_ADDRESS must be tcp://host:port or unix:///path")
    return socket.create_connection((parts.hostname, parts.port or 3310), timeout=PATIENCE)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER and (more := connection.recv(1024)):
        answer += more
    return answer.partition(b"\0")[0].decode(errors="replace").strip()
