"""Erase files that no version of any record has referred to for 30 days; the worker does it every hour."""

from django.core.management.base import BaseCommand

from attachments import services


class Command(BaseCommand):
    """Erases, and says how many."""

    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"{services.erase_unused_files()} files erased.")
