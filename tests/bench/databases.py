"""A database for benchmarks: made, filled with the reference data and the real pledges and tools, and dropped."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment
from psycopg2 import extensions


@contextmanager
def real_data() -> Iterator[None]:
    """The portal's own data, in a test database that is gone afterwards."""
    data = Path(settings.BASE_DIR) / "data"
    setup_test_environment()
    logging.disable(logging.INFO)
    made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
    try:
        call_command("load_reference", verbosity=0)
        call_command("import_pledges", str(data / "pledges.csv"), verbosity=0)
        call_command("import_tools", str(data / "practices.csv"), verbosity=0)
        yield
    finally:
        teardown_databases(made, verbosity=0)
        teardown_test_environment()


@contextmanager
def copy_of(name: str) -> Iterator[str]:
    """A database as the one of that name is now, to which nobody may be connected; it is gone afterwards."""
    copy = f"{name}_copy"
    connection.close()
    with _maintenance() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    try:
        yield copy
    finally:
        with _maintenance() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def _maintenance() -> Iterator[extensions.cursor]:
    """A cursor of the server's own database, outside of any transaction."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
    with closing(psycopg2.connect(address)) as line, line.cursor() as cursor:
        line.autocommit = True
        yield cursor


def with_real_data(benchmark: Callable[[], Iterator[object]]) -> Iterator[object]:
    """The benchmark's rows, measured on the portal's own data."""
    with real_data():
        yield from benchmark()
