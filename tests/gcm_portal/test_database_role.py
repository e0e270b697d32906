"""The role the portal runs as: it may do what the portal needs, and change nothing in the audit trail."""

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from gcm_portal import database_role
from gcm_portal.embedded.postgres import APPLICATION as EMBEDDED
from tests.factories import accounts, pledges
from tests.factories.database import APPLICATION, application_role, as_role
from workflow.models import AuditEvent

pytestmark = pytest.mark.django_db
TRAIL = ("workflow_auditevent", "workflow_publication", "accounts_accountevent", "tools_callevent")


def run(words, *values):
    """Run the words, as whoever the test is now; what they answered."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words, values)
        return cursor.fetchall() if cursor.description else []


def refused(words, *values):
    """The database's reason for not doing it, which is that whoever asks may not (SQLSTATE 42501)."""
    with pytest.raises(ProgrammingError) as refusal:
        run(words, *values)
    assert refusal.value.__cause__.pgcode == "42501", words
    return str(refusal.value).splitlines()[0]


def trigger_of(table):
    """The name of the trigger that protects the table, and of the function it runs."""
    return run(
        "SELECT tgname, proname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_append_only%%'",
        table,
    )[0]


def only_added_to():
    """The tables of which no row may be changed or removed."""
    return {table for table, done in database_role.protected().items() if done == {"UPDATE", "DELETE"}}


@pytest.fixture
def role():
    return application_role()


def test_it_may_do_what_the_portal_needs_and_nothing_more(role):
    assert (database_role.excess(role), database_role.lacking(role)) == ([], [])


def test_the_tables_it_may_only_add_to_are_those_the_triggers_protect():
    protected = {
        name for (name,) in run("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%%append_only%%'")
    }
    assert only_added_to() == protected
    assert protected >= set(TRAIL)


def test_what_a_trigger_protects_in_part_is_left_to_it():
    assert {table: done for table, done in database_role.protected().items() if table not in only_added_to()} == {
        "moderation_claim": frozenset({"DELETE"}),  # an ended one cannot be changed either: the trigger sees which
        "peer_review_peerreview": frozenset({"DELETE"}),
    }


def test_no_row_of_the_trail_is_changed_by_sql_as_the_applications_role(role):
    focal = accounts.focal_point()
    pledges.published(focal)
    before = list(AuditEvent.objects.order_by("pk").values())
    with as_role(role):
        for table in only_added_to():
            denied = f"permission denied for table {table}"
            column = run("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 2", table)[0][0]
            assert refused(f'UPDATE {table} SET "{column}" = "{column}"') == denied
            assert refused(f"DELETE FROM {table}") == denied
            assert refused(f"TRUNCATE {table} CASCADE") == denied
            assert refused(f"SELECT * FROM {table} FOR UPDATE") == denied
            assert refused(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE") == denied
    assert list(AuditEvent.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("table", TRAIL)
def test_the_triggers_cannot_be_got_out_of_the_way(role, table):
    trigger, function = trigger_of(table)
    body = "RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql"
    with as_role(role):
        for words in (
            f"ALTER TABLE {table} DISABLE TRIGGER {trigger}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"DROP TRIGGER {trigger} ON {table}",
            f"ALTER TABLE {table} OWNER TO {role}",
            f"DROP TABLE {table} CASCADE",
            f"CREATE RULE looks_away AS ON UPDATE TO {table} DO INSTEAD NOTHING",
        ):
            assert refused(words) in {f"must be owner of table {table}", f"must be owner of relation {table}"}
        assert refused(f"CREATE OR REPLACE FUNCTION {function}() {body}") == "permission denied for schema public"
        assert refused("SET session_replication_role = replica") == (
            'permission denied to set parameter "session_replication_role"'
        )
        run(f"GRANT UPDATE ON {table} TO {role}")  # a warning, and nothing granted
        assert refused(f"DELETE FROM {table}") == f"permission denied for table {table}"
    assert database_role.excess(role) == []


def test_telling_the_triggers_to_look_away_is_no_way_round(role):
    """The library's own switch works for whoever may UPDATE at all: for the owner, which is why there is a role."""
    trigger, _function = trigger_of("workflow_auditevent")
    pledges.draft(accounts.focal_point())
    look_away = f"SET LOCAL pgtrigger.ignore = '{{{trigger}}}'; UPDATE workflow_auditevent SET note = 'another'"
    with as_role(role):
        assert refused(look_away) == "permission denied for table workflow_auditevent"
    assert not AuditEvent.objects.filter(note="another").exists()
    run(look_away)
    assert AuditEvent.objects.filter(note="another").count() == 1


def test_it_makes_nothing_in_the_database(role):
    with as_role(role):
        assert refused("CREATE TABLE mine (a int)") == "permission denied for schema public"
        assert refused("CREATE SCHEMA mine").startswith("permission denied for database")
        assert refused("CREATE TEMPORARY TABLE workflow_auditevent (a int)").startswith(
            "permission denied to create temp"
        )
        assert refused("CREATE ROLE another") == "permission denied to create role"
        assert refused("UPDATE django_migrations SET name = name") == "permission denied for table django_migrations"


def test_of_a_table_made_by_a_later_migration_it_may_do_nothing_until_it_is_granted(role):
    run("CREATE TABLE later (a bigint GENERATED BY DEFAULT AS IDENTITY, b serial)")
    assert database_role.excess(role) == []
    with as_role(role):
        assert refused("SELECT * FROM later") == "permission denied for table later"
    database_role.grant(role)
    with as_role(role):
        assert run("INSERT INTO later DEFAULT VALUES RETURNING a, b") == [(1, 1)]
        assert refused("SELECT setval('later_b_seq', 7)") == "permission denied for sequence later_b_seq"
        assert refused("TRUNCATE later") == "permission denied for table later"


def test_what_was_granted_by_hand_is_taken_back_and_found_before(role, capsys):
    run(f"GRANT TRUNCATE, UPDATE (note) ON workflow_auditevent TO {role}")
    run("GRANT DELETE ON workflow_publication TO PUBLIC")
    assert database_role.excess(role) == [
        "TRUNCATE on workflow_auditevent",
        "UPDATE on workflow_auditevent",
        "DELETE on workflow_publication",
    ]
    with pytest.raises(CommandError, match="It may TRUNCATE on workflow_auditevent"):
        call_command("grant_application_role", role, check=True)
    call_command("grant_application_role", role)
    call_command("grant_application_role", role, check=True)
    assert "and nothing more" in capsys.readouterr().out
    with as_role(role):
        assert refused("UPDATE workflow_auditevent SET note = ''") == "permission denied for table workflow_auditevent"


def test_granting_twice_changes_nothing_and_says_what_may_not_be_changed(role, capsys):
    for _ in range(2):
        call_command("grant_application_role", role)
        assert database_role.excess(role) == []
    last = capsys.readouterr().out.splitlines()[-1].strip().split(", ")
    assert set(TRAIL) <= set(last)


def test_a_role_that_could_do_more_anyway_is_refused():
    owner = connection.settings_dict["USER"]
    with pytest.raises(CommandError, match="the role that owns the tables, owns tables itself"):
        call_command("grant_application_role", owner)
    with pytest.raises(CommandError, match="There is no role nobody_here"):
        call_command("grant_application_role", "nobody_here")


def test_a_role_is_made_with_a_password_that_no_statement_shows(monkeypatch, django_assert_max_num_queries):
    if not run("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")[0][0]:
        pytest.skip("the tests' role cannot make roles")
    with pytest.raises(CommandError, match="Set APPLICATION_ROLE_PASSWORD"):
        call_command("grant_application_role", "sample_role", create=True)
    monkeypatch.setenv("APPLICATION_ROLE_PASSWORD", "a-sample-password")
    with django_assert_max_num_queries(10_000) as asked:
        call_command("grant_application_role", "sample_role", create=True)
        call_command("grant_application_role", "sample_role", create=True)
    assert "a-sample-password" not in str(asked.captured_queries)
    assert database_role.excess("sample_role") == []
    assert run("SELECT rolcanlogin, rolcreatedb FROM pg_roles WHERE rolname = 'sample_role'") == [(True, False)]


def test_the_role_of_the_tests_is_the_one_that_production_uses():
    assert APPLICATION == EMBEDDED
