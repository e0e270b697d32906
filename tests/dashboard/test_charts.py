"""Every chart as a picture and as the table it is drawn of."""

import csv
import io
import json
import re
import struct
from xml.etree import ElementTree

import pytest
from django.utils import translation

from dashboard.selectors.charts import CHARTS, COMPACT, ENDINGS, OUTCOMES, stage_counts
from dashboard.selectors.citation import disclaimer
from dashboard.selectors.fields import flat
from dashboard.selectors.publications import publication_at
from dashboard.services import as_png, as_svg
from progress.selectors import compact_figures, figures_by_objective
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


@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_the_table_and_the_figures_agree(client, desk, name):
    desk.update(desk.pledge(objectives=(7, 9)))
    desk.pledge(objectives=(7,))
    chart, moment = CHARTS[name], current_moment()
    rows = chart.rows(None, moment)
    drawn = [text for text in texts(content(client, f"/en/charts/{name}.svg")) if text.isdigit()]
    values = [str(chart.bar(row)["value"]) for row in rows]
    assert [text for text in drawn if text in values][-len(values) :] != []
    table = list(csv.DictReader(io.StringIO(content(client, f"/en/charts/{name}.csv").decode("utf-8-sig"))))
    assert [row["pledges"] for row in table] == values
    nested = json.loads(content(client, f"/en/charts/{name}.json"))["results"]
    assert [{key: flat(value) for key, value in row.items() if key in ("pledges", "label")} for row in nested] == [
        {key: value for key, value in row.items() if key in ("pledges", "label")} for row in table
    ]
    assert content(client, f"/en/charts/{name}.xlsx")[:2] == b"PK"


def test_the_charts_count_as_the_pages_do(desk):
    desk.update(desk.pledge(objectives=(7,)))
    desk.pledge(objectives=(9,))
    moment = current_moment()
    figures = figures_by_objective(moment)
    assert [(row["value"], row["known"]) for row in map(COMPACT.bar, COMPACT.rows(None, moment))] == [
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


def test_the_lists_link_to_their_charts(client, desk):
    desk.pledge(objectives=(7,))
    page = client.get("/en/pledges/?objective=7&page=1").content.decode()
    assert [ending for ending in ENDINGS if f'href="/en/charts/stages.{ending}?objective=7"' not in page] == []
    page = client.get("/en/objectives/").content.decode()
    assert [ending for ending in ENDINGS if f'href="/en/charts/objectives.{ending}"' not in page] == []


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_pixels_are_drawn_with_our_fonts_in_every_script(client, desk, language):
    desk.pledge(objectives=(7,))
    png = content(client, f"/{language}/charts/objectives.png")
    width, height = struct.unpack(">II", png[16:24])
    svg = ElementTree.fromstring(content(client, f"/{language}/charts/objectives.svg"))
    assert png.startswith(b"\x89PNG")
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
    svg = as_svg(OUTCOMES, OUTCOMES.rows(None, moment), published=publication_at(moment), chosen_by=[("q", evil)])
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
