"""The database's roles, for tests that look at what the application may do in it."""

import os
from contextlib import contextmanager

import pytest
from django.db import connection

from gcm_portal import database_role

APPLICATION = "gcm_application"


def application_role():
    """The role web, worker and beat come in as, with what `grant_application_role` grants it in this database.

    The embedded servers have it. On a server of your own the tests' role has to be a member of it, or to may make it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [APPLICATION]
        )
        found = cursor.fetchone()
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        (may_make,) = cursor.fetchone()
        if not found and may_make:
            cursor.execute(f"CREATE ROLE {APPLICATION}")
            cursor.execute(f"GRANT {APPLICATION} TO CURRENT_USER")
        elif not found or not found[0]:
            words = f"the tests' role is no member of {APPLICATION} and cannot make it"
            pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    database_role.grant(APPLICATION)
    return APPLICATION


@contextmanager
def as_role(role):
    """Everything in the block is done as that role, on the connection of the test."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{role}"')
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")
