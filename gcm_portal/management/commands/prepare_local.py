"""`manage.py prepare_local`: fill a local copy with the reference data, the real records and demo people."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from reports.services import ensure_default_schedules


class Command(BaseCommand):
    """For `make run` only: refuses anywhere else, because it makes people whose passwords it shows."""

    help = "Fill a local copy (LOCAL_COPY=true): reference data, imported pledges and tools, schedules, demo people."

    def handle(self, *, verbosity, **options):
        if not settings.LOCAL_COPY:
            raise CommandError("This is not a local copy (LOCAL_COPY is not true), so nothing was prepared.")
        data = settings.BASE_DIR / "data"
        told = {"stdout": self.stdout, "stderr": self.stderr, "verbosity": verbosity}
        call_command("load_reference", **told)
        call_command("import_pledges", data / "pledges.csv", **told)
        call_command("import_tools", data / "practices.csv", **told)
        call_command("rebuild_search", **told)
        ensure_default_schedules()
        call_command("make_demo_people", **told)
