"""The files Django reads, from the files the translators wrote."""

from django.core.management.base import BaseCommand, CommandError

from gcm_portal.catalogues import LANGUAGES, compile_one, source_path


class Command(BaseCommand):
    """Compiles every language; needs no gettext tools."""

    help = "Compile locale/*/LC_MESSAGES/django.po."

    def handle(self, **options):
        if missing := [language for language in LANGUAGES if not source_path(language).exists()]:
            raise CommandError(f"no catalogue for {', '.join(missing)}: run manage.py update_catalogues")
        for language in LANGUAGES:
            compile_one(language)
