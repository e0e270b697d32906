"""Keeping a finished file: whole or not at all, whoever reads meanwhile and whatever stops."""

import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports.exceptions import StorageFailed

MODE, FOLDER = 0o640, "reports"


def keep(name: str, content: bytes) -> str:
    """Store the content under the name and return the name it is found by; raises StorageFailed.

    On a disk it is written beside its place, flushed, and renamed in one step, so a file that is there is whole. An
    object store puts an object whole by itself.
    """
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        return default_storage.save(name, ContentFile(content))
    try:
        _write(path, content)
    except OSError as error:
        raise StorageFailed(str(error)) from error
    return name


def sweep_halves(*, older_than: timedelta) -> int:
    """Remove what a worker that was killed in the middle of writing left beside the files; how many that were."""
    try:
        folder = Path(default_storage.path(FOLDER))
    except NotImplementedError:
        return 0  # an object store has no halves
    before = time.time() - older_than.total_seconds()
    halves = [path for path in folder.glob(".*") if path.is_file() and path.stat().st_mtime < before]
    for path in halves:
        path.unlink(missing_ok=True)
    return len(halves)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(MODE)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
