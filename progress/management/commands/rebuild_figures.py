"""`manage.py rebuild_figures`: make the tallies behind the public figures anew from the records, or check them."""

from django.core.management.base import BaseCommand, CommandError

from progress.services import differences, rebuild

SHOWN = 20


class Command(BaseCommand):
    """Rebuilds the tallies, or with --check says where they differ from the records and fails if they do."""

    help = "Make the tallies behind the public figures anew from the records."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; say any difference and fail with it")

    def handle(self, *, check, verbosity, **options):
        if not check:
            rows = rebuild()
            if verbosity:
                self.stdout.write(f"Figures: {rows} rows made from the records.")
            return
        found = differences()
        for place in found[:SHOWN]:
            self.stderr.write(f"Not what the records give: {place}")
        if found:
            raise CommandError(f"{len(found)} tallies differ from the records. Run rebuild_figures.")
        if verbosity:
            self.stdout.write("Figures: every tally is what the records give.")
