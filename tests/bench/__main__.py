"""`python -m tests.bench [NAME …]`: every benchmark, or those named, on a database of their own with the real data."""

import os
import sys

import django


def main(wanted: list[str]) -> int:
    """Make the database, measure, print one table; a benchmark is a function that gives rows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gcm_portal.settings")
    django.setup()
    from tests.bench.booklets import booklets  # noqa: PLC0415 - only once Django is set up
    from tests.bench.databases import real_data  # noqa: PLC0415
    from tests.bench.pages import pages  # noqa: PLC0415

    benchmarks = {"booklets": booklets, "pages": pages}
    if unknown := set(wanted) - benchmarks.keys():
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(benchmarks)}.")
        return 2
    with real_data():
        rows = [row for name, measure in benchmarks.items() if not wanted or name in wanted for row in measure()]
    print(f"{'what':<46}{'ours':>12}{'plain':>12}{'ratio':>9}   note")
    for row in rows:
        print(row)
    return 0


sys.exit(main(sys.argv[1:]))
