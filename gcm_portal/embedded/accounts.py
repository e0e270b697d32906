"""PostgreSQL refuses to run as root: which existing account runs it then, and which folders that account can reach."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gcm_portal.embedded.exceptions import CannotStart

UNPRIVILEGED = ("postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """The account a server runs as; `drop` is empty when that is simply who we are."""

    name: str
    uid: int
    gid: int

    @property
    def drop(self) -> dict[str, Any]:
        """Arguments of subprocess that start a program as this account and nothing more."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, folder: Path) -> bool:
        """True when the account can pass through every parent and into the folder: tried, not computed."""
        if not self.drop:
            return os.access(folder, os.X_OK)
        asked = subprocess.run(["/bin/sh", "-c", 'test -x "$0"', folder], cwd="/", check=False, **self.drop)  # noqa: S603
        return asked.returncode == 0

    def take(self, folder: Path) -> None:
        """Make the account the owner of a folder and of all in it. Only ever for folders that we made."""
        if self.drop:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(existing: Path | None = None) -> Account:
    """Ourselves, or for root the owner of the existing data, or else an unprivileged account the system has."""
    if os.geteuid() != 0:
        return _account(pwd.getpwuid, os.geteuid()) or Account("this user", os.geteuid(), os.getegid())
    owner = existing.stat().st_uid if existing and existing.exists() else 0
    found = [_account(pwd.getpwuid, owner)] if owner else []
    found += [_account(pwd.getpwnam, name) for name in UNPRIVILEGED]
    for account in found:
        if account:
            return account
    raise CannotStart(
        f"PostgreSQL does not run as root, and none of the accounts {', '.join(UNPRIVILEGED)} exists to run it as. "
        "Run this as an ordinary user, or set DATABASE_URL."
    )


def _account(look_up: Any, key: str | int) -> Account | None:
    try:
        entry = look_up(key)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def first_enterable(candidates: Iterable[Path], account: Account) -> Path:
    """The first folder that can be made (or is ours already) and that the account can enter."""
    tried = []
    for folder in candidates:
        tried.append(str(folder))
        if not account.may_enter(folder.parent):
            continue
        try:
            folder.mkdir(exist_ok=True, mode=0o755)
        except OSError:
            continue
        if folder.stat().st_uid in {os.geteuid(), account.uid} and account.may_enter(folder):
            return folder
    raise CannotStart(
        f"The account {account.name}, which runs PostgreSQL for root, can enter none of {', '.join(tried)}. "
        "Set DATA_DIR to a folder every account may pass through, or run this as an ordinary user."
    )


def copied_for(account: Account, parts: Sequence[Path], places: Iterable[Path]) -> Path | None:
    """A folder the account can enter holding whole copies of the parts; None when it reaches the originals."""
    if all(account.may_enter(part) for part in parts):
        return None
    place = first_enterable(places, account)
    for part in parts:
        copy = place / part.name
        if _contents(copy) != _contents(part):
            _copy(part, copy)
    return place


def _copy(source: Path, target: Path) -> None:
    """Whole or not at all: copied beside the target, then renamed."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    fresh.chmod(0o755)
    shutil.copytree(source, fresh, symlinks=True, dirs_exist_ok=True)
    fresh.chmod(0o755)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def _contents(folder: Path) -> list[tuple[str, int]]:
    """Every file and its size: what a copy must agree on to count as whole."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted((str(path.relative_to(folder)), path.stat().st_size) for path in files)
