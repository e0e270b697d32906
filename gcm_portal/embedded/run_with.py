"""`with`: one command with the two servers beside it, for as long as it runs."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from gcm_portal.embedded.accounts import first_enterable, server_account
from gcm_portal.embedded.exceptions import CannotStart
from gcm_portal.embedded.servers import end_leftovers, running
from gcm_portal.embedded.state import Memory, data_folder, lock

TEMPORARY = "gcm-portal-temporary-"


def run_with(command: Sequence[str], *, temporary: bool, default_folder: Path) -> int:
    """Run the command with the servers' addresses in its environment; gives its exit code."""
    if temporary:
        with temporary_folder() as folder:
            return _run_in(folder, command, temporary=True)
    return _run_in(data_folder(Path(os.environ.get("DATA_DIR") or default_folder)), command, temporary=False)


def _run_in(folder: Path, command: Sequence[str], *, temporary: bool) -> int:
    held = lock(folder)
    memory = Memory(folder)
    if held is None:  # a `make run` is going on: its servers will do
        return _run(command, _environment(folder, memory) | memory.recall("addresses", {}), [])
    with held:
        end_leftovers(memory)
        current: list[subprocess.Popen[bytes]] = []
        with _signals_to(current), running(folder, memory, os.environ, temporary=temporary) as ours:
            return _run(command, _environment(folder, memory) | ours, current)


def _environment(folder: Path, memory: Memory) -> dict[str, str]:
    """Ours, with what the settings insist on where it was not set."""
    environment = {"SECRET_KEY": memory.secret("secret_key"), "DATA_DIR": str(folder)}
    return environment | {name: value for name, value in os.environ.items() if value or name not in environment}


def _run(command: Sequence[str], environment: Mapping[str, str], current: list[subprocess.Popen[bytes]]) -> int:
    try:
        child = subprocess.Popen(command, env=environment)  # noqa: S603 - the person's own command
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    current.append(child)
    code = child.wait()
    return code if code >= 0 else 128 - code


@contextmanager
def _signals_to(current: list[subprocess.Popen[bytes]]) -> Iterator[None]:
    """Ctrl-C reaches the command by itself, so we only wait; a TERM is passed on. Before it runs: stop starting."""

    def passed_on(number: int, frame: FrameType | None) -> None:
        if not current:
            raise SystemExit(128 + number)
        if number != signal.SIGINT:
            current[0].send_signal(number)

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, passed_on) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A throw-away folder that the server's account can enter; those of killed runs are removed on the way."""
    account = server_account()
    parent = next((place for place in _temporary_parents() if account.may_enter(place)), None)
    if parent is None:
        raise CannotStart(f"{account.name} can enter no folder for temporary files: set TMPDIR to one it can.")
    for left in parent.glob(TEMPORARY + "*"):
        _remove_if_abandoned(left)
    folder = first_enterable([parent / f"{TEMPORARY}{secrets.token_hex(6)}"], account)
    (folder / "static").mkdir()  # empty, but there: WhiteNoise warns of a folder that is not
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _temporary_parents() -> list[Path]:
    return [Path(tempfile.gettempdir()).resolve(), Path("/var/tmp"), Path("/var/lib")]  # noqa: S108


def _remove_if_abandoned(folder: Path) -> None:
    """A folder of ours whose lock nobody holds belongs to a run that was killed."""
    try:
        ours = folder.stat().st_uid == os.geteuid() and (folder / "lock").exists()
        held = lock(folder) if ours else None
    except OSError:
        return
    if held:
        with held:
            end_leftovers(Memory(folder))
            shutil.rmtree(folder, ignore_errors=True)
