"""Where things stand in a picture of a grid or of the map."""

import pytest

from ui.grids import Box, Grid, GridRow, grid_picture, map_picture
from ui.pictures import MARGIN, WIDTH, signs

GRID = Grid(
    columns=["Short", "A heading of several words", "Unpronounceableword"],
    rows=[
        GridRow("First", [Box("1"), Box("2"), Box("3")], number=7),
        GridRow("A label that is long enough to need a second line of its column", [Box("4"), Box("5"), Box("6")]),
    ],
    legend=[("What the colour means", "#ffffff"), ("Another thing that a colour means " * 3, "#000000")],
)


def test_boxes_stand_under_their_headings_and_lines_do_not_overlap():
    picture = grid_picture("Title", GRID, ["Note"])
    heads = [column["x"] for column in picture["columns"]]
    for row in picture["rows"]:
        assert [box["x"] < head < box["x"] + box["width"] for box, head in zip(row["boxes"], heads, strict=True)] == [
            True
        ] * 3
        starts = [box["x"] for box in row["boxes"]]
        assert starts == sorted(starts)
    first, second = picture["rows"]
    assert (first["y"] + first["height"] < second["y"], second["height"] > first["height"]) == (True, True)
    assert second["y"] + second["height"] < picture["rule_y"] < picture["foot"][0]["y"] < picture["height"]


def test_a_heading_that_is_too_long_is_broken_and_stands_above_the_first_line():
    narrow = Grid(columns=GRID.columns * 3, rows=[GridRow("First", [Box("1")] * 9)])
    picture = grid_picture("Title", narrow, [])
    column = (WIDTH - 2 * MARGIN - 320) // 9
    lines = [line for head in picture["columns"] for line in head["lines"]]
    assert max(signs(line["text"]) * 8 for line in lines) <= column
    assert "".join(line["text"] for line in picture["columns"][2]["lines"]) == "Unpronounceableword"
    assert max(line["y"] for line in lines) < picture["rows"][0]["y"]


def test_a_language_from_right_to_left_mirrors_the_grid():
    plain, mirrored = (grid_picture("Title", GRID, ["Note"], mirrored=each) for each in (False, True))
    for one, other in zip(plain["rows"][0]["boxes"], mirrored["rows"][0]["boxes"], strict=True):
        assert other["x"] + other["width"] == WIDTH - one["x"]
    assert mirrored["rows"][0]["label_x"] == WIDTH - plain["rows"][0]["label_x"]


def test_a_key_that_one_line_does_not_hold_goes_on_in_the_next():
    first, second = grid_picture("Title", GRID, [])["legend"]
    assert (second["x"], second["y"] > first["y"]) == (MARGIN, True)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_world_is_not_mirrored_and_its_key_stands_below_it(mirrored):
    key = [("None", "#ffffff"), ("Some", "#000000")]
    picture = map_picture("Title", key, ["Small", "Dashed"], ["Note"], mirrored=mirrored)
    below = picture["map_y"] + 436 * picture["scale"]
    assert [each["y"] > below for each in picture["legend"]] == [True, True]
    assert [each["is_dashed"] for each in picture["signs"]] == [False, True]
    assert picture["edge"] == (WIDTH - MARGIN if mirrored else MARGIN)
    assert picture["signs"][-1]["text_y"] < picture["rule_y"] < picture["height"]
