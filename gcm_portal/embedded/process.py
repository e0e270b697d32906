"""One child process: started, asked, signalled, and found again when whoever started it is gone."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from gcm_portal.embedded.exceptions import CannotStart

POLL_SECONDS = 0.02
BARE = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""All that the servers are told of our environment: its secrets are none of theirs."""


def start(
    command: Sequence[str | Path],
    *,
    output: int | IO[Any],
    environment: Mapping[str, str] | None = None,
    drop: Mapping[str, Any] | None = None,
    folder: Path | None = None,
    farewell: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child in its own session, so that Ctrl-C reaches only us; it gets `farewell` should we be killed."""
    setpriv = shutil.which("setpriv")  # Linux; elsewhere the next start stops what a killed one left
    tether = [setpriv, "--pdeathsig", farewell.name.removeprefix("SIG"), "--"] if setpriv else []
    return subprocess.Popen(  # noqa: S603 - our own commands, no shell
        [*tether, *command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=None if environment is None else dict(environment),
        cwd=folder,
        start_new_session=True,
        **(drop or {}),
    )


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition came true within the time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(POLL_SECONDS)
    return True


def wait_ready(child: subprocess.Popen[bytes], ready: Callable[[], bool], *, name: str, seconds: float = 60) -> None:
    """Return when the child is ready; raises CannotStart when it ends first or takes too long."""
    if not wait_until(lambda: ready() or child.poll() is not None, seconds):
        raise CannotStart(f"{name} did not answer within {seconds:.0f} seconds.")
    if child.poll() is not None:
        raise CannotStart(f"{name} ended at once, with code {child.returncode}; its log says why.")


def stop(child: subprocess.Popen[bytes], ask: signal.Signals, *, seconds: float) -> None:
    """Ask the child to end, and see to it that it does."""
    if child.poll() is None:
        child.send_signal(ask)
    see_ended(child, seconds=seconds)


def see_ended(child: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Wait for a child that was asked, then end it by force; whatever is left of its group goes with it."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
    sweep(child)


def sweep(child: subprocess.Popen[bytes]) -> None:
    """Kill what remains of the child's group, itself included, and collect it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def birth(pid: int) -> str | None:
    """When a process began: with its number, this tells it from a later one of the same number. None: not alive."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return None if fields[0] == "Z" else fields[19]
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return None
    return _listed("lstart=", pid) or None


def end_stranger(pid: int, born: str, ask: signal.Signals, *, seconds: float) -> None:
    """End a process that is not our child, politely and then by force, provided it is still the one that was meant."""
    for sign, patience in ((ask, seconds), (signal.SIGKILL, 5.0)):
        if birth(pid) != born:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        if wait_until(lambda: birth(pid) != born, patience):
            return


def words(pid: int) -> str:
    """The command line of a process, or nothing when it is gone or hidden from us."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc/self/cmdline").exists():
            return ""
    return _listed("command=", pid)


def _listed(column: str, pid: int) -> str:
    """What `ps` says, for systems without /proc."""
    command = ["/bin/ps", "-o", column, "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def named(name: str) -> signal.Signals:
    """The signal of that name."""
    return signal.Signals[name]
