"""Once CLAMD_ADDRESS is empty for good: hand out the files that still wait for a scanner, marked as not scanned."""

from django.core.management.base import BaseCommand, CommandError

from attachments import services
from attachments.selectors import has_scanner


class Command(BaseCommand):
    """Refuses as long as a scanner is configured; else says how many files were released."""

    help = __doc__

    def handle(self, *args, **options):
        if has_scanner():
            raise CommandError("CLAMD_ADDRESS is set: files are released by the scanner.")
        self.stdout.write(f"{services.release_pending_files()} files released as not scanned.")
