"""Message catalogues: everything is asked for, everything is answered, and what is wrong is said."""

import io
from gettext import c2py

import pytest
from babel.messages import Catalog
from django.core.management import CommandError, call_command
from django.utils import translation

from gcm_portal import catalogues

ENGLISH_PLURAL = ("%(n)s day", "%(n)s days")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Catalogues of the test's own; the project's are not touched."""
    settings.LOCALE_PATHS = [tmp_path / "locale"]


def asked(*messages):
    """What code and templates ask for: texts, plurals as pairs, or (context, text) after a `|`."""
    catalogue = Catalog()
    for message in messages:
        context, _bar, text = message.rpartition("|") if isinstance(message, str) else ("", "", message)
        catalogue.add(text, context=context or None)
    return catalogue


def answered(language, answers):
    """Translate a language's catalogue: English text (or the first of a plural) to its translation."""
    messages = asked(*answers)
    catalogues.update(language, messages)
    path = catalogues.source_path(language)
    with path.open("rb") as file:
        catalogue = catalogues.read_po(file, locale=translation.to_locale(language))
    for message, answer in answers.items():
        context, _bar, text = message.rpartition("|") if isinstance(message, str) else ("", "", message)
        catalogue.get(text[0] if isinstance(text, tuple) else text, context or None).string = answer
    with path.open("wb") as file:
        catalogues.write_po(file, catalogue)
    catalogues.compile_one(language)
    return messages


def problems(language, messages):
    return sorted(catalogues.problems_of(language, messages))


def found_in(text, *, is_code):
    return [(context, message) for _, message, _, context in catalogues.messages_in(text, is_code=is_code)]


def test_messages_are_found_in_templates_whatever_their_indents():
    template = """
    {% load i18n %}
        <p>{% translate "Don't panic" %}</p>
  {% blocktranslate trimmed count n=days %}
      waiting for {{ n }} day
  {% plural %}
      waiting for {{ n }} days
  {% endblocktranslate %}
{% translate "Draft" context "status" %} {# {% translate "not this" %} #} ' " (
    {% translate "50% of them" as label %}
"""
    assert found_in(template, is_code=False) == [
        (None, "Don't panic"),
        (None, ("waiting for %(n)s day", "waiting for %(n)s days")),
        ("status", "Draft"),
        (None, "50%% of them"),
    ]


def test_messages_are_found_in_code_under_every_name_they_go_by():
    code = """
_("One") ; gettext_lazy("Two"
    " parts") ; pgettext_lazy("status", "Draft")
ngettext("%(n)s day", "%(n)s days", n) ; npgettext("age", "a day", "days", n)
print("not this")
"""
    assert found_in(code, is_code=True) == [
        (None, "One"),
        (None, "Two parts"),
        ("status", "Draft"),
        (None, ENGLISH_PLURAL),
        ("age", ("a day", "days")),
    ]


def test_the_projects_own_code_and_templates_are_read():
    found = catalogues.wanted()
    status = found.get("Returned for changes", "status")
    assert "workflow/states.py" in {place for place, _line in status.locations}
    assert found.get("Moderation queue") is not None
    assert found.get("%(days)s working day left").id == ("%(days)s working day left", "%(days)s working days left")


def test_there_is_a_catalogue_for_each_language_but_the_one_the_code_is_in():
    assert catalogues.LANGUAGES == ["ar", "zh-hans", "fr", "ru", "es"]
    assert catalogues.source_path("zh-hans").parts[-3:] == ("zh_Hans", "LC_MESSAGES", "django.po")


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_complete_catalogue_has_no_problems_and_django_reads_it(language, settings):
    forms = int(catalogues.PLURALS[language].removeprefix("nplurals=")[0])
    messages = answered(
        language,
        {
            "Moderation queue": "(q)",
            "history|Published": "(p)",
            ENGLISH_PLURAL: tuple(f"{form}: %(n)s" for form in range(forms)),
        },
    )
    assert problems(language, messages) == []
    with translation.override(language):
        translation.trans_real._translations = {}
        translation.trans_real._active.value = translation.trans_real.translation(language)
        assert translation.gettext("Moderation queue") == "(q)"
        assert translation.pgettext("history", "Published") == "(p)"
    translation.trans_real._translations = {}


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3}),
        ("ru", {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 111: 2}),
        ("fr", {0: 0, 1: 0, 2: 1}),
        ("es", {0: 1, 1: 0, 2: 1}),
        ("zh-hans", {0: 0, 1: 0, 2: 0}),
    ],
)
def test_the_plural_rules_are_the_languages_own(language, numbers):
    rule = catalogues.PLURALS[language].partition("plural=")[2].rstrip(";")
    assert {number: c2py(rule)(number) for number in numbers} == numbers


def test_a_language_without_a_catalogue_is_a_problem():
    assert problems("fr", asked("Yes")) == ["there is no catalogue; run manage.py update_catalogues"]


def test_what_is_new_and_what_is_gone_is_said():
    answered("fr", {"Old": "Vieux"})
    assert problems("fr", asked("status|New")) == [
        "not in the catalogue; run manage.py update_catalogues: [status] New",
        "nowhere used any more: Old",
    ]


@pytest.mark.parametrize(
    ("english", "french", "problem"),
    [
        ("Publish", "", "not translated: Publish"),
        ("%(n)s States", "États", "placeholders differ (%(n)s): %(n)s States"),
        ("%(n)s States", "%(m)s États", "placeholders differ (%(m)s, %(n)s): %(n)s States"),
        ("%s of %d", "%s", "placeholders differ (%d): %s of %d"),
        ("50%% of them", "50 pour cent", "placeholders differ (%%): 50%% of them"),
        ("Read <a>this</a>", "Lisez ceci", "HTML tags differ: Read <a>this</a>"),
        (ENGLISH_PLURAL, ("%(n)s jour", ""), "1 of 2 plural forms: %(n)s day"),
        (ENGLISH_PLURAL, ("%(n)s jour", "%(jours)s"), "placeholders differ (%(jours)s, %(n)s): %(n)s day"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said(english, french, problem):
    assert problems("fr", answered("fr", {english: french})) == [problem]


def test_one_day_may_do_without_its_number():
    assert problems("fr", answered("fr", {ENGLISH_PLURAL: ("un jour", "%(n)s jours")})) == []


def test_a_fuzzy_entry_is_not_an_answer():
    messages = answered("fr", {"Publish": "Publier"})
    path = catalogues.source_path("fr")
    path.write_text(path.read_text(encoding="utf-8").replace('msgid "Publish"', '#, fuzzy\nmsgid "Publish"'))
    assert problems("fr", messages) == [
        "marked as fuzzy: decide: Publish",
        "the compiled catalogue is missing or out of date; run manage.py compile_catalogues",
    ]


def test_a_foreign_plural_rule_is_a_problem():
    messages = answered("fr", {"Publish": "Publier"})
    path = catalogues.source_path("fr")
    path.write_text(path.read_text(encoding="utf-8").replace("plural=(n > 1)", "plural=(n != 1)"), encoding="utf-8")
    assert problems("fr", messages) == ["the plural rule in the header has to be: nplurals=2; plural=(n > 1);"]


def test_a_stale_or_missing_compiled_catalogue_is_a_problem():
    stale = ["the compiled catalogue is missing or out of date; run manage.py compile_catalogues"]
    messages = answered("fr", {"Publish": "Publier"})
    path = catalogues.source_path("fr")
    path.write_text(path.read_text(encoding="utf-8").replace("Publier", "Rendre public"), encoding="utf-8")
    assert problems("fr", messages) == stale
    catalogues.compile_one("fr")
    assert problems("fr", messages) == []
    catalogues.compiled_path("fr").unlink()
    assert problems("fr", messages) == stale


def test_an_update_keeps_answers_adds_what_is_new_and_guesses_nothing():
    answered("fr", {"Publish": "Publier", "Gone": "Parti", "status|Draft": "Brouillon"})
    catalogues.update("fr", asked("Publish", "Publish now", "status|Draft"))
    with catalogues.source_path("fr").open("rb") as file:
        now = {(each.context, each.id): each.string for each in catalogues.read_po(file) if each.id}
    assert now == {(None, "Publish"): "Publier", (None, "Publish now"): "", ("status", "Draft"): "Brouillon"}


def test_an_update_with_nothing_new_changes_nothing():
    messages = answered("ar", {"Publish": "انشر", ENGLISH_PLURAL: tuple(f"%(n)s {form}" for form in range(6))})
    catalogues.update("ar", messages)
    before = catalogues.source_path("ar").read_bytes()
    catalogues.update("ar", messages)
    assert catalogues.source_path("ar").read_bytes() == before


def test_the_commands_make_compile_and_refuse_an_untranslated_portal():
    with pytest.raises(CommandError, match="no catalogue for ar, zh-hans, fr, ru, es"):
        call_command("compile_catalogues")
    call_command("update_catalogues", stdout=io.StringIO())
    call_command("compile_catalogues")
    said = io.StringIO()
    with pytest.raises(CommandError, match="problems in the message catalogues"):
        call_command("check_catalogues", stderr=said)
    assert "fr: not translated: Moderation queue\n" in said.getvalue()
