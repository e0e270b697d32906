"""`python -m tests.bench [--small] [NAME …]`: every benchmark, or those named, each on a database of its own."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator

import django


def main(asked: argparse.Namespace) -> int:
    """Measure and print each line as it comes; a benchmark is a function that gives rows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gcm_portal.settings")
    django.setup()
    benchmarks = _benchmarks(small=asked.small)
    if unknown := set(asked.names) - benchmarks.keys():
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(benchmarks)}.")
        return 2
    for name, measure in benchmarks.items():
        if not asked.names or name in asked.names:
            _print(measure())
    return 0


def _benchmarks(*, small: bool) -> dict[str, Callable[[], Iterator[object]]]:
    from tests.bench.booklets import booklets  # noqa: PLC0415 - only once Django is set up
    from tests.bench.databases import with_real_data  # noqa: PLC0415
    from tests.bench.edition import edition  # noqa: PLC0415
    from tests.bench.pages import pages  # noqa: PLC0415

    quick = {"sizes": (300, 600), "seconds": 0.5} if small else {}
    few = {"languages": ("en", "ar")} if small else {}
    return {
        "pages": lambda: pages(**quick),
        "booklets": lambda: with_real_data(booklets),
        "edition": lambda: with_real_data(lambda: edition(**few)),
    }


def _print(rows: Iterator[object]) -> None:
    head = ""
    for row in rows:
        if head != row.HEAD:
            head = row.HEAD
            print(head)
        print(row, flush=True)
    print()


parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
parser.add_argument("--small", action="store_true", help="few records and short rounds: to see that it runs")
parser.add_argument("names", nargs="*")
sys.exit(main(parser.parse_args()))
