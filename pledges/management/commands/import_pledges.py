"""`manage.py import_pledges FILE.csv [--dry-run]`: take pledges over from public listings."""

from pledges.services.importing import import_pledges, plan_pledge_import
from workflow.management.importing import ImportCommand


class Command(ImportCommand):
    """Checks every row first; imports all in one publication, or nothing and says why. Twice is once."""

    help = "Import pledges from a CSV file shaped like data/pledges.csv."

    def plan(self, data):
        return plan_pledge_import(data)

    def take(self, data, *, by):
        return import_pledges(data, by=by)
