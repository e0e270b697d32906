"""Write a report to a file without asking a worker: for people who script, and for trying out."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.exceptions import BuildFailed
from reports.selectors import Scope, subjects
from reports.services.builds import inputs_of
from reports.services.documents import DOCUMENTS
from reports.services.renderers import RENDERERS
from reports.states import ReportFormat, ReportKind
from roundtables.models import Edition
from workflow.selectors import Moment, current_publication

KINDS = {kind.value.replace("_", "-"): kind for kind in DOCUMENTS}


class Command(BaseCommand):
    help = "Write a review report, as public now or at an earlier publication, to a file. Stores nothing."

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=list(KINDS), default="round-table")
        parser.add_argument("--forum", type=int, required=True, help="year of the Forum edition")
        subject = parser.add_mutually_exclusive_group()
        subject.add_argument("--number", type=int, help="of the round table or the objective")
        subject.add_argument("--state", help="ISO code of the State, e.g. PHL")
        subject.add_argument("--year", type=int, help="of the annual report; of the earlier Forum to compare with")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
        parser.add_argument("--format", choices=[form.value for form in RENDERERS], default="pdf")
        parser.add_argument("--as-of", type=int, help="number of an earlier publication; default: the latest")
        parser.add_argument("--day", help="the day ages are counted from, e.g. 2026-11-26; default: today")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *, forum, output, language="en", as_of=None, day=None, **options):
        latest = current_publication()
        publication = as_of or latest
        if not 1 <= publication <= latest:
            raise CommandError(f"There is no publication {publication}; the latest is {latest}.")
        edition = Edition.objects.filter(year=forum).first()
        if edition is None:
            raise CommandError(f"There is no Forum edition {forum}.")
        moment = Moment(publication=publication, day=_day(day))
        scope = Scope(KINDS[options.get("kind") or "round-table"], edition, _subject(options))
        possible = subjects(scope.kind, edition, moment)
        if scope.subject not in possible:
            raise CommandError(f"There is no such report; there are: {', '.join(possible) or 'none'}.")
        form = ReportFormat(options.get("format") or "pdf")
        try:
            output.write_bytes(RENDERERS[form].render(inputs_of(scope, moment, language)["document"]))
        except (BuildFailed, OSError) as failed:
            raise CommandError(str(failed)) from failed
        self.stdout.write(f"{output}: {scope.reference(publication, language)}, {form}")


def _day(text):
    try:
        return timezone.localdate() if text is None else timezone.datetime.fromisoformat(text).date()
    except ValueError as odd:
        raise CommandError(f"{text} is no day; write it as 2026-11-26.") from odd


def _subject(options) -> str:
    """As `Scope` has it."""
    kind = KINDS[options.get("kind") or "round-table"]
    if options.get("number") is not None:
        return f"{options['number']:02}" if kind == ReportKind.OBJECTIVE else str(options["number"])
    return str(options.get("state") or options.get("year") or "").upper()
