"""The Compact's text in the database is what the reference files say."""

import json

import pytest
from django.conf import settings
from django.utils.translation import override

from objectives.models import Action, Objective, Principle
from objectives.services import DELETE, bring_in_line, load_objectives, load_principles, six_languages

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]


def reference(name):
    return json.loads((settings.BASE_DIR / "data" / name).read_text(encoding="utf-8"))


def test_there_are_23_objectives_with_187_lettered_actions_and_ten_principles():
    assert list(Objective.objects.values_list("number", flat=True)) == list(range(1, 24))
    assert Action.objects.count() == 187
    assert "".join(Principle.objects.values_list("letter", flat=True)) == "abcdefghij"


def test_every_official_text_exists_in_six_languages():
    for language in LANGUAGES:
        with override(language):
            texts = [(row.title, row.short_title) for row in Objective.objects.all()]
            names = [row.title for row in Principle.objects.all()]
        assert len({title for title, _short in texts}) == 23
        assert all(title and short for title, short in texts)
        assert len(set(names)) == 10


def test_an_objective_has_the_text_of_the_page_s_language():
    objective = Objective.objects.get(number=7)

    with override("fr"):
        assert objective.title == "S’attaquer aux facteurs de vulnérabilité liés aux migrations et les réduire"
    with override("en"):
        assert objective.title == "Address and reduce vulnerabilities in migration"
    with override("zh-hans"):
        assert objective.title == objective.title_zh_hans


def test_it_is_recorded_which_texts_were_not_checked_against_the_official_ones():
    objective = Objective.objects.get(number=2)

    assert objective.unofficial == {"title": ["ru", "zh-hans"], "short_title": ["ar", "ru", "zh-hans"]}
    assert Principle.objects.get(letter="a").unofficial == {"title": ["ar", "ru"]}
    with override("ar"):
        assert (objective.title_is_official, objective.short_title_is_official) == (True, False)


def test_sdg_targets_are_marked_as_not_verified():
    objective = Objective.objects.get(number=1)

    assert objective.sdg_targets == ["10.7", "16.9", "17.18", "17.19"]
    assert set(Objective.objects.values_list("sdg_targets_are_verified", flat=True)) == {False}


def test_loading_again_changes_nothing_and_only_reads(django_assert_num_queries):
    objectives, principles = reference("objectives.json"), reference("principles.json")

    with django_assert_num_queries(7):  # three reads, two transactions inside the test's own
        assert (load_objectives(objectives), load_principles(principles)) == (0, 0)


def test_a_corrected_text_is_taken_over_also_into_the_column_that_has_no_language():
    file = reference("objectives.json")
    file["objectives"][6]["title"]["en"]["text"] = "Corrected"
    file["objectives"][6]["title"]["zh"] |= {"text": "更正", "verified": True}

    assert load_objectives(file) == 1

    objective = Objective.objects.get(number=7)
    assert (objective.title_en, objective.title_zh_hans) == ("Corrected", "更正")
    assert objective.unofficial["title"] == ["ar", "ru"]
    assert Objective.objects.raw("SELECT number, title AS kept FROM objectives_objective WHERE number = 7")[
        0
    ].kept == ("Corrected")


def test_an_action_the_file_no_longer_has_is_removed():
    file = reference("objectives.json")
    removed = file["objectives"][0]["actions"].pop()

    assert load_objectives(file) == 1
    assert list(Action.objects.filter(objective=1, letter=removed["letter"])) == []


def test_rows_that_vanished_are_kept_unless_told_otherwise():
    ours = Action.objects.filter(objective=23)
    wanted = [{"objective_id": 23, "letter": "a", "summary": ours.get(letter="a").summary}]

    assert bring_in_line(ours, ["objective_id", "letter"], wanted) == 0
    assert bring_in_line(ours, ["objective_id", "letter"], wanted, vanished=DELETE) == 4
    assert ours.count() == 1


def test_a_text_that_lacks_a_language_is_refused():
    with pytest.raises(KeyError, match="zh"):
        six_languages("title", {"en": "a", "fr": "b", "es": "c", "ar": "d", "ru": "e"})
