"""What the import commands share: a file, a dry run, every problem said, exit code 1 where nothing was done."""

from abc import abstractmethod
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from workflow.exceptions import FileRefused
from workflow.services.importing import Import


class ImportCommand(BaseCommand):
    """Imports a CSV file; a command of its own says with which services."""

    @abstractmethod
    def plan(self, data: bytes) -> Import:
        """What importing the file would do."""

    @abstractmethod
    def take(self, data: bytes, *, by: User) -> Import:
        """Import the file."""

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a CSV file, UTF-8, with the columns docs/data.md describes")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *, file, dry_run, verbosity, **options):
        try:
            data = file.read_bytes()
            done = self.plan(data) if dry_run else self.take(data, by=User.objects.system())
        except OSError as wrong:
            raise CommandError(f"{file} cannot be read: {wrong.strerror}.") from wrong
        except FileRefused as refused:
            raise CommandError(
                f"{file.name}: nothing was imported. To correct: {len(refused.problems)}.\n{refused.message}"
            ) from refused
        if verbosity:
            self.stdout.write("\n".join(told(done, name=file.name, dry_run=dry_run)))


def told(done: Import, *, name: str, dry_run: bool) -> list[str]:
    """What an import did, or would do, in lines."""
    lines = [f"{name}: {len(done.new)} new, {len(done.changed)} changed, {len(done.unchanged)} unchanged."]
    lines += [f"{entry.source_id} differs but was left as it is: it {why}." for entry, why in done.left_alone]
    if done.vanished:
        lines.append(f"No longer in the file, left as they are: {', '.join(done.vanished)}.")
    if dry_run:
        lines.append("Dry run: nothing was written.")
    elif done.publication:
        lines.append(f"Publication {done.publication.number}.")
    return lines
