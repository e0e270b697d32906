"""What one data folder remembers between starts: ports, passwords, and which processes it left running."""

import fcntl
import json
import os
import secrets
import socket
from pathlib import Path
from typing import Any, TextIO

from gcm_portal.embedded.exceptions import CannotStart


class Memory:
    """`services.json` in the data folder, readable by its owner only, written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "services.json"
        self._known: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self.file.read_text())
        except FileNotFoundError:
            return {}
        except PermissionError as error:
            raise CannotStart(
                f"{self.file} belongs to another account: run this as that account, or set DATA_DIR to another folder."
            ) from error
        except ValueError as error:
            raise CannotStart(
                f"{self.file} cannot be read as JSON; mend it, or set DATA_DIR to another folder."
            ) from error
        return dict(known)

    def recall(self, key: str, default: Any = None) -> Any:
        """What was remembered under the key."""
        return self._known.get(key, default)

    def remember(self, **facts: Any) -> None:
        """Keep the facts; when this returns they are in the file."""
        self._known |= facts
        fresh = self.file.with_suffix(".new")
        with open(fresh, "w", opener=private) as out:
            json.dump(self._known, out, indent=1)
        fresh.replace(self.file)

    def secret(self, key: str) -> str:
        """A random text made once and kept; letters and digits only, so that it fits any address."""
        if not self.recall(key):
            self.remember(**{key: secrets.token_hex(32)})
        return str(self.recall(key))

    def port(self, key: str) -> int:
        """The remembered port, or another free one, remembered instead, when something else holds it."""
        port = int(self.recall(key, 0))
        if not port or not is_free(port):
            port = free_port()
            self.remember(**{key: port})
        return port


def private(path: str, flags: int) -> int:
    """For `open(…, opener=private)`: a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def is_free(port: int) -> bool:
    """True when a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def data_folder(path: Path) -> Path:
    """The folder, made if absent; raises CannotStart when it cannot be written to."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"The data folder {path} cannot be made ({error.strerror}): set DATA_DIR.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise CannotStart(f"The data folder {path} cannot be written to: set DATA_DIR, or run this as its owner.")
    return path.resolve()


def lock(folder: Path) -> TextIO | None:
    """The folder's lock, held until closed or until this process is gone; None while another process holds it."""
    held = (folder / "lock").open("a+")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return None
    return held
