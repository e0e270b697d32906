"""Write the description of the API to where it is checked in and served from; or see whether it is up to date."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from api.views.schema import FILE, description


class Command(BaseCommand):
    """Asks the database for the States and Forums of the reference data, which stand in it as choices."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail where it is out of date")

    def handle(self, *args, check, **options):
        text = as_text()
        if not check:
            FILE.parent.mkdir(parents=True, exist_ok=True)
            FILE.write_text(text, encoding="utf-8")
        elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            raise CommandError("The description of the API is out of date: manage.py write_openapi")


def as_text() -> str:
    """The description in English, as it is checked in."""
    with translation.override("en"):
        return json.dumps(description(), ensure_ascii=False, indent=1, default=str) + "\n"
