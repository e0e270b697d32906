"""Charts over time: every number in the picture and in words, mirrored where the page runs from right to left."""

from xml.etree import ElementTree as ET

from django.utils import translation

from reports.services.charts import along_the_years, over_the_years

SVG = "{http://www.w3.org/2000/svg}"
YEARS = [{"year": 2024, "pledges": 2, "updates": 0}, {"year": 2025, "pledges": 1, "updates": 4}]
LINES = [
    {"title": "A sample", "starts_on": "2025-01-01", "ends_on": "2025-12-31"},
    {"title": "Open", "starts_on": "2026-01-01", "ends_on": None},
]


def drawn(block, name):
    return ET.fromstring(block["svg"]).findall(f"{SVG}{name}")


def test_the_columns_say_every_number_and_nothing_is_drawn_of_nothing():
    block = over_the_years("A sample", YEARS)
    assert [text.text for text in drawn(block, "text")][2:] == ["2", "2024", "1", "4", "2025"]
    assert "2024: 2, 0; 2025: 1, 4" in block["alt"]
    assert over_the_years("A sample", YEARS) == block


def test_a_line_without_an_end_runs_to_the_edge_in_a_lighter_colour():
    *_others, closed, still_open, _today = drawn(along_the_years("A sample", LINES, day="2026-06-01"), "rect")
    assert closed.get("fill") != still_open.get("fill")
    assert float(still_open.get("x")) + float(still_open.get("width")) == 960


def test_where_no_day_is_said_there_is_no_picture():
    assert along_the_years("A sample", [{"title": "A", "starts_on": None, "ends_on": None}], day="2026-06-01") is None


def test_from_right_to_left_the_earliest_year_stands_at_the_right():
    with translation.override("ar"):
        first, *_between, last = drawn(over_the_years("A", YEARS), "rect")[3:-1]
    assert float(first.get("x")) > float(last.get("x"))
