"""A database for benchmarks: made, filled with the reference data and the real pledges and tools, and dropped."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment


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


def with_real_data(benchmark: Callable[[], Iterator[object]]) -> Iterator[object]:
    """The benchmark's rows, measured on the portal's own data."""
    with real_data():
        yield from benchmark()
