"""Sample records by the hundred thousand, in a database of their own."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

RECORDS = Path(__file__).with_suffix(".sql")
INDEX = RECORDS.with_name("generated_index.sql")


def generate(pledges: int) -> None:
    """So many sample pledges with what hangs on them, beside what is there.

    They go past the verbs, so what a publication would have moved, the tallies and the search index, is made
    afterwards: the tallies by their command, the index in bulk, which the command would write one by one.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT SET_CONFIG('bench.pledges', %s, TRUE)", [str(pledges)])
        cursor.execute(RECORDS.read_text(encoding="utf-8"))
        cursor.execute(INDEX.read_text(encoding="utf-8"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    call_command("rebuild_figures", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
