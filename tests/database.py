"""The test database: filled with the reference data once, and brought back to that after each test that commits.

Emptying some seventy tables and loading the reference data again costs more than most tests. What a test left is a few
rows: those are deleted, and a copy of the reference rows, kept beside the tables, says what must be there.
"""

from functools import cache

from django.db import connection, transaction

from tests.factories.reference import load_reference_once

COPIES = "as_loaded"  # a schema of its own: nothing that looks at the tables of the project sees it


def load_and_copy():
    """The reference data, and a copy of every table that has rows then; nothing where that was done already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_namespace WHERE nspname = %s", [COPIES])
        if cursor.fetchone() is not None:
            return
    load_reference_once()
    everything, names = _tables(), "SELECT '{0}' WHERE EXISTS (TABLE {0})"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(names.format(table) for table in everything))
        filled = [table for (table,) in cursor.fetchall()]
        copies = [f"CREATE TABLE {COPIES}.{table} AS TABLE {table}" for table in filled]
        cursor.execute("; ".join([f"CREATE SCHEMA {COPIES}", *copies]))


@transaction.atomic
def bring_back():
    """Every table as it was loaded, whoever wrote to it; waits for whoever still writes."""
    tables, copied, guarded = _shape()
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(" UNION ALL ".join(_difference(table, copied=table in copied) for table in tables))
        changed = [table for (table,) in cursor.fetchall()]
        append_only = [table for table in changed if table in guarded]
        todo = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in append_only]
        for table in changed:
            todo += _corrections(table, copied=table in copied)
        todo += ["SET CONSTRAINTS ALL IMMEDIATE"]
        todo += [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in append_only]
        cursor.execute("; ".join(todo))


def _difference(table, *, copied):
    """A query that names the table if it is not as it was loaded."""
    if not copied:
        return f"SELECT '{table}' WHERE EXISTS (TABLE {table})"
    copy = f"{COPIES}.{table}"
    other = f"(TABLE {table} EXCEPT ALL TABLE {copy}) UNION ALL (TABLE {copy} EXCEPT ALL TABLE {table})"
    return f"SELECT '{table}' WHERE EXISTS ({other})"


def _corrections(table, *, copied):
    """What makes it so; foreign keys are looked at when all is done."""
    if not copied:
        return [f"DELETE FROM {table}"]
    same = f"SELECT FROM {COPIES}.{table} AS copy WHERE copy.* IS NOT DISTINCT FROM {table}.*"
    missing = f"TABLE {COPIES}.{table} EXCEPT ALL TABLE {table}"
    return [f"DELETE FROM {table} WHERE NOT EXISTS ({same})", f"INSERT INTO {table} {missing}"]


@cache
def _shape():
    """All tables, those with a copy, and those with triggers, which may refuse a deletion."""
    tables = _tables()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [COPIES])
        copied = {table for (table,) in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        guarded = {table for (table,) in cursor.fetchall()}
    return tables, copied, guarded


def _tables():
    return connection.introspection.django_table_names(only_existing=True, include_views=False)
