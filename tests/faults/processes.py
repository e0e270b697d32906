"""Real processes of the project on the test database, for tests that break them."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection


@contextmanager
def worker(folder, *options, **environment):
    """A worker process with its children in one group; gone for certain at the end."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "gcm_portal.celery", "worker", "-c", "1", "-l", "WARNING", *options],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": address.geturl(),
            "REDIS_URL": settings.REDIS_URL,
            "SECRET_KEY": settings.SECRET_KEY,
            "DATA_DIR": str(folder),
        }
        | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


def until(holds, *, seconds, every=0.02):
    """Wait for something to become true, and return it; fail where it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(every)
    return pytest.fail(f"did not happen within {seconds} seconds: {holds.__doc__}")
