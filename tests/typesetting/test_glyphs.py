"""What our fonts can print, and what becomes of the rest."""

import pytest

from objectives.models import Objective
from typesetting.glyphs import FONTS, _code_points, covered, printable


def test_the_scripts_of_all_six_languages_are_covered():
    assert {ord(char) for char in "Aéñßя؟ع中。“”«»–—…%№"} - covered() == set()


def test_bold_has_what_regular_has():
    for regular in FONTS.glob("*-400Regular.ttf"):
        bold = regular.with_name(regular.name.replace("400Regular", "700Bold"))
        assert _code_points(bold) == _code_points(regular)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("line\r\nline", "line\nline"),
        ("tab\there", "tab here"),
        ("over\u202eride\u2066d", "overrided"),
        ("bell\x07", "bell"),
        ("ไทย 😀", "□□□ □"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_cannot_be_printed_becomes_a_square_and_controls_go(text, shown):
    assert printable(text) == shown


@pytest.mark.django_db
def test_every_official_title_can_be_printed():
    titles = [
        getattr(objective, f"{field}_{code}")
        for objective in Objective.objects.all()
        for field in ("title", "short_title")
        for code in ("en", "fr", "es", "ar", "ru", "zh_hans")
    ]
    assert [title for title in titles if printable(title) != title] == []
