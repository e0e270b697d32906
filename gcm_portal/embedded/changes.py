"""Whether anything has changed since the portal was last prepared; when not, a second start need not prepare again."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

COLLECTED_FROM = ".collected-from"
IGNORED = {"var", "tests", "docs", "__pycache__", "node_modules"}


def fingerprint(checkout: Path, *, data: Path, also: Iterable[Path]) -> str:
    """Changes when a file of the checkout comes, goes or is written to, or one of the others is another than it was.

    The data folder, tests, documents and what is hidden do not count.
    """
    seen = hashlib.sha256()
    for folder, folders, files in os.walk(checkout):
        folders[:] = sorted(name for name in folders if name not in IGNORED and not name.startswith("."))
        if Path(folder) == data:
            folders.clear()
            continue
        for name in sorted(files):
            seen.update(_about(Path(folder, name)))
    for path in also:
        seen.update(_about(path))
    return seen.hexdigest()


def _about(path: Path) -> bytes:
    try:
        known = path.stat()
    except OSError:
        return f"{path} absent\n".encode()
    return f"{path} {known.st_ino} {known.st_size} {known.st_mtime_ns}\n".encode()
