"""What the role the portal runs as may do in the database: what it needs, and to the audit trail nothing but add.

The owner of the tables migrates; web, worker and beat come in as another role. A trigger alone keeps no promise: its
table's owner can switch it off, and anybody can tell pgtrigger to look away (`SET pgtrigger.ignore`). A privilege that
was never granted cannot be taken back by SQL.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection, transaction
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
OF_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")
USED = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ_ONLY = frozenset({"django_migrations", "django_content_type", "auth_permission"})  # written by migrations only
TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')
      AND relkind IN ('r', 'p', 'v', 'm') ORDER BY relname"""
SEQUENCES = """
    SELECT relname, EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'i') AS is_identity
    FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')
      AND relkind = 'S' ORDER BY relname"""
HELD = """
    SELECT relname, privilege FROM pg_class, unnest(%(all)s) AS privilege
    WHERE relnamespace = current_schema()::regnamespace AND pg_has_role(relowner, 'USAGE')
      AND relkind IN ('r', 'p', 'v', 'm')
      AND (has_table_privilege(%(role)s, pg_class.oid, privilege)
           OR (privilege = ANY(%(of_columns)s) AND has_any_column_privilege(%(role)s, pg_class.oid, privilege)))"""
HELD_BESIDE = """
    SELECT has_schema_privilege(%(role)s, current_schema(), 'CREATE'),
           has_database_privilege(%(role)s, current_database(), 'CREATE'),
           has_database_privilege(%(role)s, current_database(), 'TEMPORARY'),
           has_parameter_privilege(%(role)s, 'session_replication_role', 'SET')"""
WHAT_IT_IS = """
    SELECT rolsuper, rolcreaterole, rolbypassrls, rolreplication,
           pg_has_role(oid, current_user, 'MEMBER'),
           EXISTS (SELECT 1 FROM pg_class
                   WHERE relowner = pg_roles.oid AND relnamespace = current_schema()::regnamespace)
    FROM pg_roles WHERE rolname = %s"""
BESIDE = ("CREATE in the schema", "CREATE in the database", "TEMPORARY tables", "SET session_replication_role")


class RoleRefused(Exception):
    """The role does not exist, or could do anyway what must not be granted; the sentence says what to do."""


def protected() -> dict[str, frozenset[str]]:
    """What must not be done to which table, as the models' own triggers say: of the audit trail UPDATE and DELETE."""
    found: dict[str, frozenset[str]] = {}
    for model in apps.get_models():
        for trigger in getattr(model._meta, "triggers", []):
            if isinstance(trigger, pgtrigger.Protect) and trigger.condition is None:  # not of some rows only
                operations = frozenset(str(trigger.operation).split(" OR "))
                found[model._meta.db_table] = found.get(model._meta.db_table, frozenset()) | operations
    return found


def wanted(tables: Iterable[str]) -> dict[str, frozenset[str]]:
    """What the role needs of each of these tables."""
    refused = protected()
    return {
        table: frozenset({"SELECT"}) if table in READ_ONLY else frozenset(USED) - refused.get(table, frozenset())
        for table in tables
    }


@transaction.atomic
def grant(role: str) -> dict[str, frozenset[str]]:
    """Grant the role what it needs of every table there is now, and take everything else back; says what of which.

    Run by the tables' owner after each migration: of a table made later the role may do nothing until then. Raises
    RoleRefused where the role is missing, or could do more than is granted whatever we say.
    """
    refuse_unfit(role)
    granted = wanted(_column(TABLES))
    on = {
        "role": sql.Identifier(role),
        "schema": sql.Identifier(_value("SELECT current_schema()")),
        "database": sql.Identifier(_value("SELECT current_database()")),
    }
    _run("REVOKE CREATE ON SCHEMA {schema} FROM {role}, PUBLIC", on)
    _run("REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM {role}, PUBLIC", on)
    _run("ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM {role}, PUBLIC", on)
    _run("ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON SEQUENCES FROM {role}, PUBLIC", on)
    _run("GRANT CONNECT ON DATABASE {database} TO {role}", on)
    _run("GRANT USAGE ON SCHEMA {schema} TO {role}", on)
    for table, privileges in granted.items():
        it = on | {"it": sql.Identifier(table)}
        _run("REVOKE ALL ON {schema}.{it} FROM {role}, PUBLIC", it)
        _run("GRANT " + ", ".join(sorted(privileges)) + " ON {schema}.{it} TO {role}", it)
    for sequence, is_identity in _rows(SEQUENCES):  # that of an identity column asks for no privilege of its own
        it = on | {"it": sql.Identifier(sequence)}
        _run("REVOKE ALL ON SEQUENCE {schema}.{it} FROM {role}, PUBLIC", it)
        if not is_identity:
            _run("GRANT USAGE ON SEQUENCE {schema}.{it} TO {role}", it)
    return granted


def create(role: str, *, password: str) -> None:
    """Make the role, or give it this password: sent as its SCRAM verifier, so that no log of statements has it."""
    with connection.cursor() as cursor:
        verifier = encrypt_password(password, role, scope=cursor.connection, algorithm="scram-sha-256")
    exists = _column("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if exists else "CREATE"
    words = verb + " ROLE {role} LOGIN PASSWORD {password}"
    _run(words, {"role": sql.Identifier(role), "password": sql.Literal(verifier)})


def refuse_unfit(role: str) -> None:
    """Raise RoleRefused where the role is none, or could do anyway what is not granted."""
    found = _rows(WHAT_IT_IS, [role])
    if not found:
        raise RoleRefused(
            f"There is no role {role}: make it with CREATE ROLE {role} LOGIN PASSWORD …, or give --create."
        )
    names = ["is a superuser", "may make roles", "bypasses row security", "may replicate"]
    names += ["is, or is a member of, the role that owns the tables", "owns tables itself"]
    faults = [name for name, is_so in zip(names, found[0], strict=True) if is_so]
    if faults:
        raise RoleRefused(f"Nothing was granted, for {role} {', '.join(faults)}: choose a role of its own.")


def excess(role: str) -> list[str]:
    """What the role may do beyond what the portal needs, in words; nothing after `grant`."""
    held = _held(role)
    needed = wanted(held)
    more = [
        f"{privilege} on {table}"
        for table, privileges in sorted(held.items())
        for privilege in sorted(privileges - needed[table])
    ]
    beside = zip(BESIDE, _rows(HELD_BESIDE, {"role": role})[0], strict=True)
    return more + [words for words, is_held in beside if is_held]


def lacking(role: str) -> list[str]:
    """What the role may not do though the portal needs it, in words; nothing after `grant`."""
    held = _held(role)
    needed = wanted(
        {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    )
    return [
        f"{privilege} on {table}"
        for table, privileges in sorted(needed.items())
        for privilege in sorted(privileges - held.get(table, frozenset()))
    ]


def may_read_all() -> bool:
    """True where whoever is connected may read every table of ours: migrated, and granted after it."""
    tables = [f'"{model._meta.db_table}"' for model in apps.get_models(include_auto_created=True)]
    words = (
        "SELECT bool_and(COALESCE(has_table_privilege(to_regclass(name), 'SELECT'), false)) FROM unnest(%s) AS name"
    )
    return bool(_column(words, [tables])[0])


def _held(role: str) -> dict[str, frozenset[str]]:
    held: dict[str, set[str]] = {table: set() for table in _column(TABLES)}
    for table, privilege in _rows(HELD, {"all": list(ALL), "of_columns": list(OF_COLUMNS), "role": role}):
        held[table].add(privilege)
    return {table: frozenset(privileges) for table, privileges in held.items()}


def _rows(words: str, values: Any = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return list(cursor.fetchall())


def _column(words: str, values: Any = None) -> list[Any]:
    return [row[0] for row in _rows(words, values)]


def _value(words: str) -> Any:
    return _column(words)[0]


def _run(words: str, parts: Mapping[str, sql.Composable]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(words).format(**parts))  # type: ignore[arg-type]
