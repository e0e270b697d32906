"""Pictures of reports: the numbers of their table, in literal colours, from the reading edge."""

from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from reports.services.pictures import GAP, RIGHT_TO_LEFT, Shaded, gap_matrix, matrix, pledges_by_objective, words_at
from typesetting.pixels import as_png
from ui import charts

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [Shaded("1. Sample", [0, 4]), Shaded("2. Another", [1, 2])]


def drawn(block, name):
    return ET.fromstring(block["svg"]).findall(f"{SVG}{name}")


def objective(number, pledges, known):
    figures = {"pledges": pledges, "with_update": known}
    return {"number": number, "short_title": f"Sample {number}", "round_table": 1, "figures": figures}


def test_a_matrix_says_every_number_in_the_picture_and_in_words():
    block = matrix("A sample", ["Here", "There"], ROWS)
    words = [text.text for text in drawn(block, "text")]
    assert words == ["Here", "There", "1. Sample", "0", "4", "2. Another", "1", "2"]
    assert block["alt"] == "A sample. 1. Sample: 0, 4; 2. Another: 1, 2."
    root = ET.fromstring(block["svg"])
    assert (int(root.get("width")), int(root.get("height"))) == (block["width"], block["height"])


def test_nothing_is_white_and_the_most_is_the_strongest():
    _paper, nothing, most, little, half = drawn(matrix("A sample", ["Here", "There"], ROWS), "rect")
    assert nothing.get("fill") == "#ffffff"
    assert most.get("fill") == charts.tint(charts.KNOWN, 0.85)
    assert little.get("fill") != half.get("fill")


def test_where_nothing_is_counted_everything_is_white():
    block = matrix("A sample", ["Here"], [Shaded("1. Sample", [0])])
    assert {rect.get("fill") for rect in drawn(block, "rect")} == {"#ffffff"}


def test_the_gap_picture_is_dark_where_nobody_offers_and_empty_where_nothing_is_said():
    def cell(standing, needs, tools, pledges):
        return {"standing": standing, "needs": needs, "tools": tools, "pledges": pledges}

    cells = [cell("gap", 2, 0, 0), cell("both", 1, 2, 1), cell("offer", 0, 1, 0), cell("none", 0, 0, 0)]
    block = gap_matrix("A sample", ["A", "B", "C", "D"], [("1. Sample", cells)], alt="In words.")
    assert [text.text for text in drawn(block, "text")][5:] == ["2 / 0", "1 / 3", "0 / 1"]
    _paper, gap, both, offer, none = drawn(block, "rect")
    assert (gap.get("fill"), none.get("fill")) == (GAP, "#ffffff")
    assert len({each.get("fill") for each in (gap, both, offer, none)}) == 4
    assert block["alt"] == "In words."


def test_from_right_to_left_columns_and_words_stand_mirrored():
    plain = matrix("A sample", ["Here", "There"], ROWS)
    with translation.override("ar"):
        turned = matrix("A sample", ["Here", "There"], ROWS)
    for one, other in zip(drawn(plain, "text"), drawn(turned, "text"), strict=True):
        assert float(one.get("x")) + float(other.get("x")) == pytest.approx(960, abs=0.2)
        assert other.text == RIGHT_TO_LEFT + one.text
    assert {text.get("text-anchor") for text in drawn(turned, "text")} == {"end", "middle"}


def test_what_was_written_cannot_become_markup():
    text = words_at(0, 0, '<script>&"', anchor="start", size=14)
    assert ET.fromstring(text).text == '<script>&"'


def test_the_bars_of_the_objectives_are_the_sites_own_picture():
    block = pledges_by_objective([objective(1, 3, 1), objective(2, 0, 0)])
    root = ET.fromstring(block["svg"])
    assert root.get("direction") == "ltr"
    assert "var(" not in block["svg"]
    assert block["alt"] == "Pledges under each objective. 1: 3; 2: 0."
    assert (root.get("width"), root.get("height")) == (str(block["width"]), str(block["height"]))


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_they_can_be_drawn_in_pixels(language):
    with translation.override(language):
        for block in (matrix("A sample", ["Here", "There"], ROWS), pledges_by_objective([objective(1, 3, 1)])):
            assert as_png(block["svg"]).startswith(b"\x89PNG")
