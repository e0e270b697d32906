"""Whether every language says everything the portal says."""

from django.core.management.base import BaseCommand, CommandError

from gcm_portal.catalogues import LANGUAGES, problems_of, wanted


class Command(BaseCommand):
    """Lists what is wrong, by language, and fails where anything is; writes nothing."""

    help = "Check that the catalogues are complete, well-formed, compiled and up to date."

    def handle(self, **options):
        messages = wanted()
        found = [
            f"{language}: {problem}" for language in LANGUAGES for problem in sorted(problems_of(language, messages))
        ]
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} problems in the message catalogues")
        self.stdout.write(f"{len(messages)} messages, complete in {len(LANGUAGES)} languages")
