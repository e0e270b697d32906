"""The pictures: their arithmetic, their mirror image, and that they and the style sheet name the same colours."""

import re

import pytest
from django.conf import settings

from ui import charts


def stretches(segments):
    return [(segment["x"], segment["width"], segment["known"]) for segment in segments]


def test_a_share_is_split_where_the_known_part_ends():
    assert stretches(charts.share(12, 48)["segments"]) == [("0.00%", "25.00%", True), ("25.00%", "75.00%", False)]


def test_in_arabic_the_known_part_begins_at_the_other_end():
    mirrored = charts.share(12, 48, mirrored=True)["segments"]
    assert stretches(mirrored) == [("75.00%", "25.00%", True), ("0.00%", "75.00%", False)]


@pytest.mark.parametrize(
    ("known", "total", "expected"),
    [
        (0, 0, []),
        (0, 5, [("0.00%", "100.00%", False)]),
        (5, 5, [("0.00%", "100.00%", True)]),
    ],
)
def test_a_part_of_nothing_is_not_drawn(known, total, expected):
    assert stretches(charts.share(known, total)["segments"]) == expected


@pytest.mark.parametrize(("known", "total"), [(6, 5), (-1, 5), (1, 0)])
def test_a_part_larger_than_its_whole_is_refused(known, total):
    with pytest.raises(ValueError, match="known of"):
        charts.share(known, total)


def test_bars_share_one_scale_and_keep_the_callers_order():
    bars = charts.bars(
        [{"label": "a", "value": 1, "known": 0}, {"label": "b", "value": 4}, {"label": "c", "value": 2}]
    )
    assert [bar["label"] for bar in bars] == ["a", "b", "c"]
    assert [stretches(bar["segments"]) for bar in bars] == [
        [("0.00%", "25.00%", False)],
        [("0.00%", "100.00%", True)],
        [("0.00%", "50.00%", True)],
    ]


def test_bars_of_nothing_are_empty_and_the_rows_given_stay_as_they_were():
    rows = [{"label": "a", "value": 0}]
    assert charts.bars(rows)[0]["segments"] == []
    assert rows == [{"label": "a", "value": 0}]
    assert charts.bars([]) == []


def test_a_bar_has_the_colour_of_its_round_table_and_else_the_accent():
    bars = charts.bars([{"label": "a", "value": 1, "round_table": 3}, {"label": "b", "value": 1}])
    assert [bar["segments"][0]["fill"] for bar in bars] == [charts.ROUND_TABLES[3], charts.KNOWN]


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def on_white(colour):
    return 1.05 / (luminance(colour) + 0.05)


def test_colours_are_literal_readable_and_those_of_the_style_sheet():
    sheet = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    hues = {int(n): colour for n, colour in re.findall(r'data-round-table="(\d)"\] \{ --hue: (#\w{6})', sheet)}
    assert hues == charts.ROUND_TABLES
    assert f"--accent: {charts.KNOWN};" in sheet
    assert f"--line: {charts.OUTLINE};" in sheet
    assert min(map(on_white, [*charts.ROUND_TABLES.values(), charts.KNOWN])) >= 4.5
    assert on_white(charts.OUTLINE) >= 3


def test_a_stacked_bar_lays_its_parts_end_to_end_on_one_scale():
    rows = [
        [{"value": 1, "strength": 1.0}, {"value": 0, "strength": 0.5}, {"value": 3, "strength": 0.0}],
        [{"value": 2, "strength": 0.5}],
        [],
    ]
    drawn = charts.stacked(rows, hues=[charts.ROUND_TABLES[1], charts.ROUND_TABLES[2], charts.KNOWN])
    assert [stretches(bar["segments"]) for bar in drawn] == [
        [("0.00%", "25.00%", True), ("25.00%", "75.00%", False)],
        [("0.00%", "50.00%", True)],
        [],
    ]
    assert drawn[0]["segments"][0]["fill"] == charts.ROUND_TABLES[1]
    assert [bar["outline"] for bar in drawn] == [charts.ROUND_TABLES[1], charts.ROUND_TABLES[2], charts.KNOWN]


def test_a_stacked_bar_begins_at_the_other_end_in_arabic():
    (bar,) = charts.stacked([[{"value": 1, "strength": 1.0}, {"value": 3, "strength": 0.0}]], mirrored=True)
    assert stretches(bar["segments"]) == [("75.00%", "25.00%", True), ("0.00%", "75.00%", False)]


@pytest.mark.parametrize(("strength", "expected"), [(1.0, "#0a5a94"), (0.0, "#ffffff"), (0.5, "#84acca")])
def test_a_tint_is_a_literal_colour(strength, expected):
    assert charts.tint("#0a5a94", strength) == expected


def test_a_span_is_drawn_from_where_to_where_and_never_too_thin_to_see():
    found = charts.spans([(10.0, 60.0), (99.0, 99.1)])
    assert [stretches(bar["segments"]) for bar in found] == [[("10.00%", "50.00%", True)], [("99.00%", "1.00%", True)]]
    (turned,) = charts.spans([(10.0, 60.0)], mirrored=True)
    assert stretches(turned["segments"]) == [("40.00%", "50.00%", True)]
