"""The database that each worker's is a copy of: migrated and filled once, while the workers collect their tests.

`begin` and `end` are for the process that starts the workers, `made` is for them; the making is a process of its own.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import django
import psycopg2
from django.conf import settings
from django.db import connection

TOLD = "TEST_TEMPLATE"  # the variable by which workers know of it: its name, and the file with what was said of it


def begin():
    """Start making it; who wants it waits for a lock that goes when the making ends, however it ends."""
    name = f"test_{settings.DATABASES['default']['NAME']}_template"
    out, said = tempfile.mkstemp(prefix="gcm-portal-template-")
    fcntl.flock(out, fcntl.LOCK_EX)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.template", name],
        stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=Path(__file__).resolve().parents[1],
    )  # fmt: skip
    os.close(out)  # the child's is left, and with it the lock
    os.environ[TOLD] = f"{name} {said}"
    return child


def made():
    """Its name, once it is there; nothing where nobody makes one."""
    if TOLD not in os.environ:
        return None
    name, said = os.environ[TOLD].split(" ", 1)
    with open(said) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        if (words := file.read()) != name:
            raise RuntimeError(f"The test database could not be made: {words}")
    return name


def end(child):
    """All are done with it."""
    child.kill()
    child.wait()
    name, said = os.environ.pop(TOLD).split(" ", 1)
    Path(said).unlink()
    with suppress(psycopg2.OperationalError), closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server:
        server.autocommit = True
        server.cursor().execute(f'DROP DATABASE IF EXISTS "{name}"')


def main(name):
    """Make it, and say its name."""
    django.setup()
    from tests.database import load_and_copy  # noqa: PLC0415 - needs Django set up

    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    load_and_copy()
    connection.close()
    print(name, end="")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "gcm_portal.settings"
    main(sys.argv[1])
