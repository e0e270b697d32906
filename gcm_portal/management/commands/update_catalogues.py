"""The translators' files, brought up to date with code and templates."""

from django.core.management.base import BaseCommand

from gcm_portal.catalogues import LANGUAGES, update, wanted


class Command(BaseCommand):
    """Adds what is new, empty; drops what is gone; guesses nothing."""

    help = "Bring locale/*/LC_MESSAGES/django.po up to date with the code and templates."

    def handle(self, **options):
        messages = wanted()
        for language in LANGUAGES:
            update(language, messages)
        self.stdout.write(f"{len(messages)} messages in {len(LANGUAGES)} languages")
