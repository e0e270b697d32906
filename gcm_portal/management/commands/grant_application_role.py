"""Let the portal run as a role that can add to the audit trail and change nothing in it."""

import os

from django.core.management.base import BaseCommand, CommandError

from gcm_portal import database_role

PASSWORD = "APPLICATION_ROLE_PASSWORD"  # noqa: S105 - the name of a variable


class Command(BaseCommand):
    """Grants, or only looks."""

    help = "Run as the tables' owner after each migration: grants ROLE what web, worker and beat need, nothing more."

    def add_arguments(self, parser):
        parser.add_argument("role", metavar="ROLE")
        parser.add_argument(
            "--create", action="store_true", help=f"make the role, or set its password, from {PASSWORD}"
        )
        parser.add_argument("--check", action="store_true", help="grant nothing; fail where ROLE may do more, or less")

    def handle(self, *, role, create, check, **options):
        try:
            if check:
                self._look(role)
                return
            if create:
                database_role.create(role, password=self._password())
            granted = database_role.grant(role)
        except database_role.RoleRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        kept = sorted(table for table, privileges in granted.items() if "UPDATE" not in privileges)
        self.stdout.write(f"{role} may read and write {len(granted) - len(kept)} tables, and change nothing in:")
        self.stdout.write("  " + ", ".join(kept))

    def _look(self, role):
        database_role.refuse_unfit(role)
        more, less = database_role.excess(role), database_role.lacking(role)
        found = [f"It may {words}." for words in more] + [f"It may not {words}." for words in less]
        if found:
            raise CommandError("\n".join([f"{role} is not as it should be:", *found]))
        self.stdout.write(f"{role} may do what the portal needs, and nothing more.")

    def _password(self):
        if password := os.environ.get(PASSWORD):
            return password
        raise CommandError(f"Set {PASSWORD}: the role needs a password to come in with.")
