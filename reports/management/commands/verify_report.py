"""Build a report again from its stored inputs and compare the bytes of every form."""

import json
import textwrap

from django.core.management.base import BaseCommand, CommandError

from reports.exceptions import BuildFailed, ReportError
from reports.selectors import report_by_reference
from reports.services import recounted, verify_report

SHOWN = 20  # of what differs


def _short(said):
    return textwrap.shorten(json.dumps(said, ensure_ascii=False), 100)


class Command(BaseCommand):
    help = (
        "Build a report again from its stored inputs and compare each form with its published checksum and its file."
    )

    def add_arguments(self, parser):
        parser.add_argument("reference", help="for instance GCM-RP-2026-RT2-P00015-en")
        parser.add_argument(
            "--recount",
            action="store_true",
            help="also draw up the inputs anew from the database and say whether they are the stored ones",
        )

    def handle(self, *, reference, recount=False, **options):
        report = report_by_reference(reference).first()
        if report is None:
            raise CommandError(f"There is no report {reference}.")
        try:
            verdicts = verify_report(report)
        except ReportError as refused:
            raise CommandError(refused.message) from refused
        except BuildFailed as failed:
            raise CommandError(f"{reference} cannot be built again by this release: {failed}") from failed
        for verdict in verdicts:
            self._say(verdict)
        if recount:
            self._say_recounted(report)
        if not all(verdict.holds for verdict in verdicts):
            raise CommandError(f"{reference} does not verify.")
        self.stdout.write(f"{reference} verifies.")

    def _say(self, verdict):
        self.stdout.write(f"{verdict.format}")
        self.stdout.write(f"  published  {verdict.published}")
        self.stdout.write(f"  rebuilt    {verdict.rebuilt}")
        self.stdout.write(f"  stored     {verdict.stored or 'no file'}")
        if not verdict.same_toolchain:
            self.stdout.write(f"  built with {verdict.built_with}, verified with {verdict.verified_with}")

    def _say_recounted(self, report):
        for part, differences in recounted(report).items():
            if not differences:
                self.stdout.write(f"{part}: as stored")
                continue
            n = len(differences)
            self.stdout.write(f"{part}: other than stored in {n} places: reference data or words changed since")
            for each in differences[:SHOWN]:
                self.stdout.write(f"  {each.path}: {_short(each.stored)} is now {_short(each.anew)}")
            if n > SHOWN:
                self.stdout.write(f"  and {n - SHOWN} more")
