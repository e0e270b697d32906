"""Build a report again from its stored inputs and compare the bytes."""

from django.core.management.base import BaseCommand, CommandError

from reports.exceptions import ReportError
from reports.selectors import report_by_reference
from reports.services import verify_report


class Command(BaseCommand):
    help = "Build a report again from its stored inputs and compare it with the published checksum and the file."

    def add_arguments(self, parser):
        parser.add_argument("reference", help="for instance GCM-RP-2026-RT2-P00015-en")

    def handle(self, *, reference, **options):
        report = report_by_reference(reference).first()
        if report is None:
            raise CommandError(f"There is no report {reference}.")
        try:
            verdict = verify_report(report)
        except ReportError as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"published  {verdict.published}")
        self.stdout.write(f"rebuilt    {verdict.rebuilt}")
        self.stdout.write(f"stored     {verdict.stored or 'no file'}")
        if not verdict.same_toolchain:
            self.stdout.write(f"built with {verdict.built_with}, verified with {verdict.verified_with}")
        if not verdict.holds:
            raise CommandError(f"{reference} does not verify.")
        self.stdout.write(f"{reference} verifies.")
