"""Write a report to a file without asking a worker: for people who script, and for trying out."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.exceptions import BuildFailed
from reports.services.builds import draw_up
from reports.states import ROUND_TABLES
from roundtables.models import RoundTable
from workflow.selectors import Moment, current_publication


class Command(BaseCommand):
    help = "Write a review report, as public now or at an earlier publication, to a file. Stores nothing."

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=["round-table"], default="round-table")
        parser.add_argument("--forum", type=int, required=True, help="year of the Forum edition")
        parser.add_argument("--number", type=int, choices=ROUND_TABLES, required=True, help="of the round table")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
        parser.add_argument("--as-of", type=int, help="number of an earlier publication; default: the latest")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *, forum, number, language, output, as_of=None, **options):
        latest = current_publication()
        publication = as_of or latest
        if not 1 <= publication <= latest:
            raise CommandError(f"There is no publication {publication}; the latest is {latest}.")
        round_table = RoundTable.objects.select_related("edition").filter(edition=forum, number=number).first()
        if round_table is None:
            raise CommandError(f"There is no Forum edition {forum}.")
        moment = Moment(publication=publication, day=timezone.localdate())
        try:
            output.write_bytes(draw_up(round_table, moment=moment, language=language))
        except (BuildFailed, OSError) as failed:
            raise CommandError(str(failed)) from failed
        self.stdout.write(f"{output}: round table {number}, Forum {forum}, publication {publication}, {language}")
