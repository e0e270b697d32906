"""Every chart as a picture and as the table it is drawn of."""

import csv
import io
import json
import re
import struct
from xml.etree import ElementTree

import pytest
from django.utils import translation

from dashboard.selectors.charts import CHARTS, COMPACT, ENDINGS, OUTCOMES, YEARS, stage_counts
from dashboard.selectors.citation import disclaimer
from dashboard.selectors.fields import flat
from dashboard.selectors.overview import overview
from dashboard.selectors.publications import publication_at
from dashboard.selectors.trend import Trend, Year, trend
from dashboard.selectors.world import DESIGNATIONS, world
from dashboard.services import as_png, as_svg
from progress.selectors import compact_figures, figures_by_objective, public_pledges
from progress.states import Stage
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def content(client, address):
    """The bytes at an address that is there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def texts(svg):
    """The lines of words in a picture, with what bounds of it they stand at."""
    return [(each.text or "") for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_says_what_it_is_of_and_where_it_is_from(client, desk, name, language):
    desk.update(desk.pledge(objectives=(7, 9)))
    svg = content(client, f"/{language}/charts/{name}.svg").decode()
    said, number = " ".join(texts(svg)), current_moment().publication
    with translation.override(language):
        title, words = str(CHARTS[name].title), disclaimer()
    assert (title in said, re.search(rf"(?<!\d){number}(?!\d)", said) is not None) == (True, True)
    assert "".join(words.split()) in "".join(said.split())
    assert "GCM Implementation Portal" in said
    assert ElementTree.fromstring(svg).find(f"{SVG}title").text == title


def table_of(client, address):
    """The rows of a chart's table."""
    return list(csv.DictReader(io.StringIO(content(client, address).decode("utf-8-sig"))))


def boxes(drawn):
    """What stands in the boxes of a grid, or beside the bars, in order."""
    return [[box.text for box in row.boxes] for row in drawn.rows]


@pytest.mark.parametrize("name", CHARTS)
def test_every_format_of_a_chart_has_the_same_rows(client, desk, name):
    desk.update(desk.pledge(objectives=(7, 9)))
    desk.pledge(objectives=(7,))
    table = table_of(client, f"/en/charts/{name}.csv")
    nested = json.loads(content(client, f"/en/charts/{name}.json"))["results"]
    single = {key for row in nested for key, value in row.items() if not isinstance(value, dict | list)}
    assert [{key: flat(row[key]) for key in single} for row in nested] == [
        {key: row[key] for key in single} for row in table
    ]
    assert (table != [], content(client, f"/en/charts/{name}.xlsx")[:2]) == (True, b"PK")


@pytest.mark.parametrize("name", [name for name, each in CHARTS.items() if each.kind == "bars"])
def test_a_bar_stands_beside_the_number_of_the_table(client, desk, name):
    desk.update(desk.pledge(objectives=(7, 9)))
    desk.pledge(objectives=(7,))
    chart = CHARTS[name]
    values = [str(row["value"]) for row in chart.draw(chart.find(None, current_moment()))]
    drawn = [text for text in texts(content(client, f"/en/charts/{name}.svg")) if text.isdigit()]
    kinds = ("pledges", "updates") if name == "years" else ("pledges",)
    assert [row[kind] for row in table_of(client, f"/en/charts/{name}.csv") for kind in kinds if row[kind]] == values
    numbered = {str(row.get("number")) for row in chart.draw(chart.find(None, current_moment()))}
    assert [text for text in drawn if text in values or text not in numbered] != []


@pytest.mark.parametrize("query", ["", "objective=7&state=PRT", "state=PRT"])
@pytest.mark.parametrize("name", [name for name, each in CHARTS.items() if each.kind == "grid"])
def test_a_grid_draws_the_numbers_of_the_table(client, desk, name, query):
    desk.update(desk.pledge(objectives=(7, 9), natures=["financial"]))
    desk.pledge(objectives=(7,))
    texts_drawn = texts(content(client, f"/en/charts/{name}.svg?{query}"))
    table = table_of(client, f"/en/charts/{name}.csv?{query}")
    if name == "gaps":
        expected = [
            f"{row['needs']} : {int(row['tools']) + int(row['pledges'])}" for row in table if row["standing"] != "none"
        ]
    else:
        labels = {"of", "number", "label", "round_table"}
        left_out = {"no_region"} if {row.get("no_region") for row in table} == {"0"} else set()
        columns = [key for key in table[0] if key not in labels | left_out]
        expected = [row[key] for row in table for key in columns]
    drawn = iter(texts_drawn)
    assert (expected != [], [text for text in expected if text not in drawn]) == (True, [])


def test_the_matrix_to_take_away_is_the_dashboards(client, desk):
    desk.update(desk.pledge(objectives=(7,)))
    desk.pledge(objectives=(9,))
    for name, by_region in (("objectives-by-stage", False), ("objectives-by-region", True)):
        page = overview(current_moment(), mirrored=False, by_region=by_region)
        shown = [[row.figures.pledges, *(cell.value for cell in row.cells)] for row in rows_of(page)]
        assert boxes(CHARTS[name].draw(page)) == [[str(value) for value in row] for row in shown]
        table = table_of(client, f"/en/charts/{name}.csv")
        assert [int(row["pledges"]) for row in table] == [row[0] for row in shown]
        assert [sum(map(int, list(row.values())[5:])) for row in table] == [sum(row[1:]) for row in shown]


def rows_of(page):
    """The rows of the dashboard as it shows them, the total last."""
    return [row for group in page.groups for row in (group.row, *group.rows)] + [page.total]


def test_the_map_to_take_away_is_coloured_as_the_pages_and_says_what_the_united_nations_ask(client, desk):
    desk.pledge(objectives=(7,))
    found = world(current_moment(), language="en", asked={}, is_filtered=False)
    svg = content(client, "/en/charts/map.svg")
    fills = [path.get("fill") for path in ElementTree.fromstring(svg).iter(f"{SVG}path")]
    assert fills[: len(found.shapes)] == [shape.fill for shape in found.shapes]
    said = "".join("".join(texts(svg)).split())
    assert [note for note in map(str, DESIGNATIONS) if "".join(note.split()) not in said] == []
    portugal = next(row for row in table_of(client, "/en/charts/map.csv") if row["state"] == "PRT")
    assert (portugal["pledges"], portugal["with_update"]) == ("1", "0")
    assert {row["pledges"] for row in table_of(client, "/en/charts/map.csv?objective=9")} == {"0"}


def test_the_years_to_take_away_are_those_of_the_objectives_page(client, desk):
    desk.update(desk.pledge(objectives=(7,)))
    desk.pledge(objectives=(9,))
    moment = current_moment()
    shown = trend(public_pledges(moment).for_objective(7), moment=moment, mirrored=False)
    taken = table_of(client, "/en/charts/years.csv?objective=7")
    assert [(row["year"], row["pledges"], row["updates"]) for row in taken] == [
        (str(each.year), str(each.pledges), str(each.updates)) for each in shown.years
    ]
    assert sum(each.pledges for each in shown.years) == 1


def test_pledges_of_no_known_year_are_counted_apart():
    undated = Trend([Year(2024, 2, 1, {}, {})], undated=3)
    assert [(row["year"], row["pledges"], row["updates"]) for row in YEARS.rows(undated)] == [
        (2024, 2, 1), (None, 3, 0),
    ]  # fmt: skip
    assert [(row["label"], row["value"], row["known"]) for row in YEARS.draw(undated)] == [
        ("2024", 2, 2), ("", 1, 0), ("Year not on record", 3, 3),
    ]  # fmt: skip


def test_the_charts_count_as_the_pages_do(desk):
    desk.update(desk.pledge(objectives=(7,)))
    desk.pledge(objectives=(9,))
    moment = current_moment()
    figures = figures_by_objective(moment)
    assert [(row["value"], row["known"]) for row in COMPACT.draw(COMPACT.find(None, moment))] == [
        (figures[number].pledges, figures[number].with_update) for number in range(1, 24)
    ]
    whole = compact_figures(moment)
    assert [each.pledges for each in stage_counts(None, moment)] == [
        *(number for _stage, number in whole.stages), whole.without_update,
    ]  # fmt: skip
    assert sum(each.pledges for each in stage_counts(None, moment)) == whole.pledges


def test_a_chart_of_pledges_takes_the_filters_of_the_list(client, desk):
    desk.update(desk.pledge(objectives=(7,)), stage=Stage.FULFILLED)
    desk.pledge(objectives=(9,))
    answer = client.get("/en/charts/stages.svg?objective=7&state=PRT")
    number = current_moment().publication
    name = f"gcm-stages_objective-07_state-prt_publication-{number}.svg"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert any(text.startswith("Objective: 7.") for text in texts(answer.content))
    table = list(csv.DictReader(io.StringIO(content(client, "/en/charts/stages.csv?objective=7").decode("utf-8-sig"))))
    assert {row["stage"]: (row["pledges"], row["of"]) for row in table}["fulfilled"] == ("1", "1")


@pytest.mark.parametrize(
    ("page", "chart", "query"),
    [
        ("pledges/?objective=7&page=1", "stages", "?objective=7"),
        ("objectives/", "objectives", ""),
        ("?region=ECE", "objectives-by-stage", "?region=ECE"),
        ("?columns=regions", "objectives-by-region", ""),
        ("map/?objective=7", "map", "?objective=7"),
        ("objectives/7/", "years", "?objective=7"),
        ("objectives/7/", "gaps", "?objective=7"),
        ("states/PRT/", "years", "?state=PRT"),
        ("needs/?kind=training", "gaps", "?kind=training"),
        ("forums/2026/round-tables/4/", "gaps", "?objective="),
    ],
)
def test_a_page_links_to_its_charts(client, desk, page, chart, query):
    desk.tool(objectives=(7,), support_offered="Training.", support_kinds=["training"], offers_support=True)
    desk.pledge(objectives=(7,))
    shown = client.get(f"/en/{page}").content.decode()
    assert [ending for ending in ENDINGS if f'href="/en/charts/{chart}.{ending}{query}' not in shown] == []


@pytest.mark.parametrize("name", ["objectives", "objectives-by-stage", "map"])
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_pixels_are_drawn_with_our_fonts_in_every_script(client, desk, name, language):
    desk.pledge(objectives=(7,))
    png = content(client, f"/{language}/charts/{name}.png")
    width, height = struct.unpack(">II", png[16:24])
    svg = ElementTree.fromstring(content(client, f"/{language}/charts/{name}.svg"))
    assert png.startswith(b"\x89PNG")
    assert png == content(client, f"/{language}/charts/{name}.png")
    assert (width, height) == (2 * int(svg.get("width")), 2 * int(svg.get("height")))


@pytest.mark.parametrize("words", ["الأهداف", "目标", "Цели", "Objectifs é"])
def test_a_script_leaves_ink_where_its_words_stand(words):
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="Noto Sans">{}</svg>'
    empty = as_png(frame.format(""))
    drawn = as_png(frame.format(f'<text x="10" y="28" font-size="20">{words}</text>'))
    box = as_png(frame.format('<text x="10" y="28" font-size="20">\U0001f9ff</text>'))
    assert (len(drawn) > len(empty), drawn != box) == (True, True)


def test_what_a_filter_or_title_says_stays_text(desk):
    desk.pledge()
    moment = current_moment()
    evil = '</text><script>alert(1)</script>&"'
    svg = as_svg(OUTCOMES, OUTCOMES.find(None, moment), published=publication_at(moment), chosen_by=[("q", evil)])
    assert evil in texts(svg)
    assert [each.tag for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("script")] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing.svg", 404), ("stages.pdf", 404), ("stages.svg?objective=99", 400), ("stages.csv?state=%00", 400),
        ("objectives.svg?page=x", 400), ("pledges.csv", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(client, path, status):
    assert client.get(f"/en/charts/{path}").status_code == status


@pytest.mark.parametrize("records", [1, 3])
def test_a_chart_takes_the_same_queries_for_any_number(client, desk, records, django_assert_num_queries):
    for number in range(records):
        desk.update(desk.pledge(objectives=(7, number + 8)))
    with django_assert_num_queries(10):
        client.get("/en/charts/objectives.svg")
    with django_assert_num_queries(8):
        client.get("/en/charts/stages.svg")
