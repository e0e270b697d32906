"""manage.py make_demo_people: sample people for a local copy, their passwords printed once."""

from django.core.management.base import BaseCommand, CommandError

from accounts.exceptions import NotALocalCopy, ReferenceMissing
from accounts.services.samples import Credentials, demo_accounts_file, make_demo_people

COLUMNS = ("role", "state", "email", "password", "totp_secret")
HEADINGS = ("Role", "State", "E-mail address", "Password", "Authenticator secret")


class Command(BaseCommand):
    help = "Make sample people on a local copy (LOCAL_COPY=true). Running it again changes nothing."

    def handle(self, *args, **options):
        try:
            made = make_demo_people()
        except NotALocalCopy:
            raise CommandError("Sample people are for local copies only: LOCAL_COPY is not true here.") from None
        except ReferenceMissing:
            raise CommandError("The States are not loaded yet: run load_reference first.") from None
        if made:
            self.stdout.write("Sample people, to try the portal with. Their passwords are shown this once:\n\n")
            self.stdout.write(table(made) + "\n")
        self.stdout.write(f"Sample people's passwords: {demo_accounts_file()}")


def table(credentials: list[Credentials]) -> str:
    """The sample people in columns wide enough for the longest of each."""
    rows = [HEADINGS, *([getattr(entry, name) or "" for name in COLUMNS] for entry in credentials)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )
