"""What a person would type in each of the six languages, and what must be found: written down in `expectations/`.

On the real reference data, pledges and tools, and on sample records in that language.
"""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from search.models import Entry
from search.selectors import find, understand
from search.states import QUERY_MAX
from tests.factories import accounts, needs, pledges, tools
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db

WRITTEN = {
    path.stem: json.loads(path.read_text()) for path in sorted(Path(__file__).parent.glob("expectations/*.json"))
}


def found(words, language):
    """What is found, each by its key and its titles; the first fifty."""
    with translation.override(language):
        rows = find(understand(words), moment=current_moment(), asked={}).rows[:50]
    entries = Entry.objects.in_bulk([row.pk for row in rows])
    return {name for row in rows for name in (entries[row.pk].key, *entries[row.pk].title.values())}


def publish_samples(language, samples, moderator):
    """A pledge, a tool and a need of a State, in the language."""
    focal = accounts.focal_point(samples["state"])
    said = {"state": samples["state"], "language": language}
    plain = {"description": "— " * 200}
    pledges.published(focal, moderator=moderator, title=samples["pledge"], **said, **plain)
    tools.published(focal, moderator=moderator, title=samples["tool"], **said, summary="—")
    needs.published(focal, moderator=moderator, title=samples["need"], **said)


def test_there_are_ten_queries_for_each_of_the_six_languages():
    assert {language: len(each["queries"]) for language, each in WRITTEN.items()} == dict.fromkeys(
        sorted(code for code, _ in settings.LANGUAGES), 10
    )
    typed = [asked["query"] for each in WRITTEN.values() for asked in each["queries"]]
    assert (len(set(typed)), max(map(len, typed)) < QUERY_MAX) == (60, True)
    assert [each for each in WRITTEN.values() if not all(asked["finds"] for asked in each["queries"])] == []


def test_each_query_finds_what_is_written_down():
    call_command("import_pledges", settings.BASE_DIR / "data/pledges.csv")
    call_command("import_tools", settings.BASE_DIR / "data/practices.csv")
    moderator = accounts.moderator()
    for language, each in WRITTEN.items():
        publish_samples(language, each["samples"], moderator)
    missed = [
        (language, asked["query"], sorted(missing))
        for language, each in WRITTEN.items()
        for asked in each["queries"]
        if (missing := set(asked["finds"]) - found(asked["query"], language))
    ]
    assert missed == []
