"""Where things stand in a picture that is a file."""

import pytest

from ui import charts
from ui.pictures import MARGIN, WIDTH, bar_picture, signs, wrapped

ROWS = [{"label": "Half", "value": 4, "known": 2, "number": 7}, {"label": "None", "value": 0}]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("目标", 4), ("é", 1), ("a目", 3), ("", 0), ("أهداف", 5)])
def test_width_is_counted_in_half_widths(text, width):
    assert signs(text) == width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("目标目标目标", ["目标目标", "目标"]),
        ("averylongword and", ["averylongword", "and"]),
        ("  spaces   go  ", ["spaces", "go"]),
        ("", []),
    ],
)
def test_a_text_is_broken_at_spaces_and_between_wide_signs(text, lines):
    assert wrapped(text, 8) == lines


def test_bars_share_one_scale_and_their_parts_add_up():
    half, nothing = bar_picture("Title", ROWS, [])["rows"]
    first, second = half["segments"]
    assert (first["width"], second["x"]) == (second["width"], round(first["x"] + first["width"], 1))
    assert (first["fill"], second["fill"]) == (charts.KNOWN, charts.UNKNOWN)
    assert (nothing["segments"], nothing["value"]) == ([], 0)


def test_a_language_from_right_to_left_mirrors_everything():
    plain, mirrored = (
        bar_picture("Title", ROWS, ["Note"], legend=("a", "b"), mirrored=each) for each in (False, True)
    )
    for one, other in zip(plain["rows"][0]["segments"], mirrored["rows"][0]["segments"], strict=True):
        assert other["x"] + other["width"] == pytest.approx(WIDTH - one["x"])
    assert (plain["edge"], mirrored["edge"]) == (MARGIN, WIDTH - MARGIN)
    assert mirrored["rows"][0]["label_x"] == WIDTH - plain["rows"][0]["label_x"]
    assert mirrored["rows"][0]["value_x"] == WIDTH - plain["rows"][0]["value_x"]
    assert mirrored["legend"][0]["x"] + mirrored["legend"][0]["size"] == WIDTH - plain["legend"][0]["x"]


def test_everything_stands_inside_the_picture():
    picture = bar_picture(
        "A title that is long enough for two lines " * 3, ROWS * 12, ["A note of some length. " * 12]
    )
    lowest = max(line["y"] for line in picture["foot"])
    tops = [line["y"] for line in picture["heading"]] + [row["y"] for row in picture["rows"]]
    assert (lowest < picture["height"], tops == sorted(tops), tops[-1] < picture["rule_y"]) == (True, True, True)
