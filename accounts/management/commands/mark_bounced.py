"""manage.py mark_bounced: what a mail system hands over about mail that came back, read from standard input."""

import sys

from django.core.management.base import BaseCommand, CommandError

from accounts.exceptions import NotADeliveryReport
from accounts.services import take_in_bounces


class Command(BaseCommand):
    help = (
        "Mark the addresses that mail came back from. Reads one delivery report (RFC 3464), or a list of addresses, "
        "one a line, from standard input: an alias of the mail server can pipe into it."
    )
    stealth_options = ("stdin",)

    def handle(self, *args, stdin=None, **options):
        try:
            intake = take_in_bounces((stdin or sys.stdin.buffer).read())
        except NotADeliveryReport:
            raise CommandError("Neither a delivery report (RFC 3464) nor a list of addresses: no mark made.") from None
        self.stdout.write(f"{intake.failed} failed, {intake.marked} marked")
