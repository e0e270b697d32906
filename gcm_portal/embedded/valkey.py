"""A Valkey server in a folder: loopback only, a random password, every write in the append-only file."""

import signal
import socket
from pathlib import Path

from gcm_portal.embedded.state import Memory, private


class Valkey:
    """One server, its port and password. `prepare`, then `command` may be started as often as needed."""

    name = "valkey"
    ask = signal.SIGTERM  # saves and ends

    def __init__(self, folder: Path, memory: Memory, program: Path, *, temporary: bool = False) -> None:
        self.home = folder / "valkey"
        self.memory, self.program, self.temporary = memory, program, temporary
        self.password = memory.secret("valkey_password")
        self.port = 0

    @property
    def url(self) -> str:
        """What REDIS_URL is to be."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        """After this the folder and the configuration exist, and the port is chosen."""
        self.home.mkdir(exist_ok=True, mode=0o700)
        self.port = self.memory.port("valkey_port")
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",  # in a file, not in the arguments every account can list
            "daemonize no",
            "loglevel warning",
            'save ""',
            f"appendonly {'no' if self.temporary else 'yes'}",
            "appendfsync everysec",
            "maxmemory 256mb",
            "maxmemory-policy volatile-lru",  # kept pages make room; what the broker holds has no end date and stays
        ]
        with open(self._configuration, "w", opener=private) as out:
            out.write("\n".join(lines) + "\n")

    @property
    def _configuration(self) -> Path:
        return self.home / "valkey.conf"

    def command(self) -> list[str | Path]:
        """The server, in the foreground; run in its folder, where the append-only file is."""
        return [self.program, self._configuration]

    def ready(self, pid: int) -> bool:
        """True when the server with our password answers on our port."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answers = line.makefile("rb")
                return answers.readline() == b"+OK\r\n" and answers.readline() == b"+PONG\r\n"
        except OSError:
            return False
