"""`manage.py load_reference`: bring the reference data in line with the files in `data/`."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from correspondence.services import load_reasons
from roundtables.services import edited_otherwise, load_reference


class Command(BaseCommand):
    """Loads objectives, principles, States, Forum editions and the calendar; a second run changes nothing.

    What people edited on the site is left as it is, and named.
    The moderators' canned reasons are added where they are missing: what administrators made of them since is theirs.
    """

    help = "Bring objectives, principles, States, Forum editions and the calendar in line with the reference files."

    def add_arguments(self, parser):
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "data", help="where the JSON files are (default: data/)"
        )

    def handle(self, *, folder, verbosity, **options):
        system = User.objects.system()
        try:
            changed, publication = load_reference(folder, by=system)
            added = load_reasons(json.loads((folder / "reasons.json").read_text(encoding="utf-8")), by=system)
        except FileNotFoundError as missing:
            raise CommandError(f"The reference file {missing.filename} is missing.") from missing
        if verbosity == 0:
            return
        if publication is None:
            self.stdout.write("Reference data: nothing changed.")
        else:
            self.stdout.write(f"Reference data: {changed} rows changed, publication {publication.number}.")
        if added:
            self.stdout.write(f"Canned reasons: {added} added.")
        for what in edited_otherwise(folder):
            self.stdout.write(f"Left as edited here: {what}.")
