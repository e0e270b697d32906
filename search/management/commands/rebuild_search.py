"""`manage.py rebuild_search`: write the search index again from the records, or say whether it differs."""

from django.core.management.base import BaseCommand, CommandError

from search.services import check_index, rebuild_index


class Command(BaseCommand):
    """A second run changes nothing."""

    help = "Bring the search index in line with what is public; with --check, only say how many rows differ."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; fail where anything differs")

    def handle(self, *, check, **options):
        if not check:
            self.stdout.write(f"Search index: {rebuild_index()} rows written.")
        elif different := check_index():
            raise CommandError(f"The search index differs from the records in {different} rows.")
        else:
            self.stdout.write("Search index: in line with the records.")
