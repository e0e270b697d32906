"""`manage.py load_reference`: bring the reference data in line with the files in `data/`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from roundtables.services import load_reference


class Command(BaseCommand):
    """Loads objectives, principles, States, Forum editions and the calendar; a second run changes nothing."""

    help = "Bring objectives, principles, States, Forum editions and the calendar in line with the reference files."

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "data", help="where the JSON files are (default: data/)"
        )

    def handle(self, *, folder, verbosity, **options):
        try:
            changed, publication = load_reference(folder, by=User.objects.system())
        except FileNotFoundError as missing:
            raise CommandError(f"The reference file {missing.filename} is missing.") from missing
        if verbosity == 0:
            return
        if publication is None:
            self.stdout.write("Reference data: nothing changed.")
        else:
            self.stdout.write(f"Reference data: {changed} rows changed, publication {publication.number}.")
