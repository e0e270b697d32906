"""Every list as a file: the same rows under the same filters, whole, harmless, in six scripts."""

import csv
import html
import io
import json
from datetime import date

import pytest
from django.conf import settings
from django.test import override_settings
from openpyxl import load_workbook

import dashboard.views.downloads
from dashboard.selectors.citation import citation_of, licence, permalink
from dashboard.selectors.fields import RESOURCES, flat, resource
from dashboard.services import Download, download_name, write_csv
from dashboard.services.downloads import _copy
from objectives.models import Objective
from pledges.models import Pledge
from tests.dashboard.test_fields import everything  # noqa: F401  a fixture
from tests.dashboard.test_home import text_of
from ui.cells import harmless
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db
BOM = b"\xef\xbb\xbf"
SCRIPTS = ["Élargir l’accès", "Ampliación ñandú", "توسيع المسارات", "Расширение путей", "扩大渠道", "Widen the ways"]


def file_of(client, address):
    """The bytes of a file and the answer it came by."""
    answer = client.get(address)
    assert (answer.status_code, answer.streaming) == (200, True)
    content = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(content)
    return content, answer


def csv_rows(client, address):
    """A CSV file as a list of dicts."""
    content, _answer = file_of(client, address)
    assert content.startswith(BOM)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_rows(client, address):
    """The first sheet of a workbook as a list of dicts of text, dates as CSV has them."""
    content, _answer = file_of(client, address)
    names, *rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [{name: as_text(value) for name, value in zip(names, row, strict=True)} for row in rows]


def as_text(value):
    """What a cell holds, as text."""
    return flat(value.date() if hasattr(value, "date") else value)


def json_rows(client, address):
    """The rows of a JSON file, flat."""
    content, _answer = file_of(client, address)
    return json.loads(content)["results"]


@pytest.mark.parametrize("name", RESOURCES)
def test_csv_and_workbook_have_the_rows_of_the_description(client, everything, name):  # noqa: F811
    kind, moment = resource(name), current_moment()
    names = ",".join(kind.by_name)
    columns = kind.columns(kind.by_name)
    values = [
        {column.name: flat(value) for column, value in zip(columns, row, strict=True)}
        for row in kind.values(moment=moment, fields=kind.by_name)
    ]
    address = f"/en/data/tables/{name}/?fields={names}"
    guarded = [
        {c.name: harmless(row[c.name]) if c.leaf.kind.endswith(("text",)) else row[c.name] for c in columns}
        for row in values
    ]
    assert csv_rows(client, f"{address}&format=csv") == guarded
    assert sheet_rows(client, f"{address}&format=xlsx") == values


@pytest.mark.parametrize("name", RESOURCES)
def test_json_has_them_nested_and_all(client, everything, name):  # noqa: F811
    kind = resource(name)
    expected = json.loads(json.dumps(list(kind.rows(moment=current_moment())), default=date.isoformat))
    assert json_rows(client, f"/en/data/tables/{name}/?format=json&rows=all") == expected


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"{name}/", name)
        for name in ("pledges", "tools", "plans", "reviews", "needs", "objectives", "states", "forums")
    ]
    + [("organisations/", "organisations"), ("data/", "publications")],
)
def test_every_list_offers_its_files_and_they_are_named_for_what_is_in_them(client, everything, path, kind):  # noqa: F811
    page, number = client.get(f"/en/{path}").content.decode(), current_moment().publication
    for ending in ("csv", "xlsx"):
        assert f'href="?format={ending}"' in page
        answer = file_of(client, f"/en/{path}?format={ending}")[1]
        assert answer["Content-Disposition"] == f'attachment; filename="gcm-{kind}_publication-{number}.{ending}"'
    assert 'href="?format=json&amp;rows=all"' in page


def test_filters_narrow_the_file_and_name_it(client, desk):
    desk.pledge(title="Seven", objectives=(7,))
    desk.pledge(title="Eight", objectives=(8,))
    query = "objective=7&state=PRT&sort=title"
    assert [row["title"] for row in csv_rows(client, f"/en/pledges/?{query}&format=csv")] == ["Seven"]
    assert [row["title"] for row in sheet_rows(client, f"/en/pledges/?{query}&format=xlsx")] == ["Seven"]
    assert [row["title"] for row in json_rows(client, f"/en/pledges/?{query}&format=json&rows=all")] == ["Seven"]
    name = file_of(client, f"/en/pledges/?{query}&format=csv")[1]["Content-Disposition"]
    number = current_moment().publication
    assert name == f'attachment; filename="gcm-pledges_objective-07_state-prt_publication-{number}.csv"'


def test_a_file_holds_all_rows_and_not_the_page(client, desk, monkeypatch):
    monkeypatch.setattr(dashboard.views.answers, "PAGE_SIZE", 1)
    for number in range(3):
        desk.pledge(title=f"Sample {number}")
    expected = ["Sample 0", "Sample 1", "Sample 2"]
    assert [row["title"] for row in csv_rows(client, "/en/pledges/?sort=title&format=csv")] == expected
    assert [row["title"] for row in json_rows(client, "/en/pledges/?sort=title&format=json&rows=all")] == expected


def test_the_fields_can_be_chosen(client, desk):
    pledge = desk.pledge(objectives=(7, 9))
    assert csv_rows(client, "/en/pledges/?format=csv&fields=objectives,reference") == [
        {"reference": pledge.reference, "objectives": "7 | 9"}
    ]
    paged = client.get("/en/pledges/?format=json&fields=reference").json()
    assert paged["results"] == [{"reference": pledge.reference}]


@pytest.mark.parametrize(
    "query",
    [
        "format=pdf",
        "format=csv&fields=contact_email",
        "format=json&rows=some",
        "format=csv&fields=%00",
        "fields=title;id",
    ],
)
@pytest.mark.parametrize(
    "path", ["pledges/", "objectives/", "forums/", "organisations/", "data/", "data/tables/tools/"]
)
def test_what_means_nothing_is_refused(client, path, query):
    assert client.get(f"/en/{path}?{query}").status_code == 400


def test_an_unknown_table_is_not_there(client):
    assert client.get("/en/data/tables/people/").status_code == 404


def test_six_scripts_come_through_whole(client, desk):
    for words in SCRIPTS:
        desk.pledge(title=words)
    address = "/en/pledges/?fields=title&format="
    read = (
        csv_rows(client, f"{address}csv"),
        sheet_rows(client, f"{address}xlsx"),
        json_rows(client, f"{address}json&rows=all"),
    )
    assert [sorted(row["title"] for row in rows) for rows in read] == [sorted(SCRIPTS)] * 3


@pytest.mark.parametrize("title", ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_title_is_a_formula(client, desk, title):
    desk.pledge(title=title)
    assert csv_rows(client, "/en/pledges/?format=csv&fields=title") == [{"title": f"'{title}"}]
    content, _answer = file_of(client, "/en/pledges/?format=xlsx&fields=title")
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert (cell.data_type, cell.value.strip()) == ("s", title.strip())


def test_quotes_commas_and_lines_stay_in_their_cell(client, desk):
    words = 'He said "go, now"\nand went; | 1'
    desk.pledge(title="Quoted", description=words.ljust(300, "."))
    assert csv_rows(client, "/en/pledges/?format=csv&fields=title,description") == [
        {"title": "Quoted", "description": words.ljust(300, ".")}
    ]


def test_the_second_sheet_says_what_the_first_is(client, desk):
    desk.pledge(objectives=(7,))
    content, _answer = file_of(client, "/en/pledges/?objective=7&format=xlsx&fields=title,owner")
    said = dict(load_workbook(io.BytesIO(content)).worksheets[1].iter_rows(values_only=True))
    number = current_moment().publication
    assert said["Publication"].startswith(f"{number} (")
    assert said["Address"].endswith(f"/en/pledges/?objective=7&format=xlsx&fields=title,owner&as_of={number}")
    assert said["Filters"].startswith("Objective: 7.")
    assert said["owner_code"] == "ISO 3166 alpha-3 of a State; of an organisation its name in addresses."
    assert said["Licence"] == "Who operates this installation sets the licence; none has been set."


def test_a_workbook_of_too_many_rows_is_refused_and_csv_offered(client, desk, monkeypatch):
    monkeypatch.setattr(dashboard.views.downloads, "WORKBOOK_ROWS", 1)
    desk.pledge()
    assert len(sheet_rows(client, "/en/pledges/?format=xlsx")) == 1
    desk.pledge()
    refused = client.get("/en/pledges/?format=xlsx")
    words = "A workbook holds up to 1 rows here, and this list has 2. Take it as CSV"
    assert (refused.status_code, words in text_of(refused)) == (400, True)
    assert len(csv_rows(client, "/en/pledges/?format=csv")) == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json&rows=all"])
def test_an_error_on_the_way_is_an_error_and_no_short_file(client, desk, monkeypatch, ending):
    desk.pledge()

    def breaks(*args, **kwargs):
        raise RuntimeError("the database went away")

    monkeypatch.setattr("dashboard.selectors.fields.columns.Table.query", breaks)
    client.raise_request_exception = False
    answer = client.get(f"/en/pledges/?format={ending}")
    assert (answer.status_code, answer.streaming, "Content-Disposition" in answer) == (500, False, False)


def test_a_file_is_answered_304_until_the_next_publication(client, desk):
    desk.pledge()
    etag = file_of(client, "/en/pledges/?format=csv")[1]["ETag"]
    assert client.get("/en/pledges/?format=csv", headers={"If-None-Match": etag}).status_code == 304
    desk.pledge()
    assert file_of(client, "/en/pledges/?format=csv")[1]["ETag"] != etag


def test_a_list_of_nothing_is_a_file_of_names(client, db):
    assert file_of(client, "/en/needs/?format=csv&fields=reference,title")[0] == BOM + b"reference,title\n"
    assert json_rows(client, "/en/needs/?format=json&rows=all") == []
    out = io.BytesIO()
    _copy(Download(resource("pledges"), Moment(1, date(2026, 1, 1)), Pledge.objects.none()), out)
    assert out.getvalue() == b""


@pytest.mark.parametrize("records", [1, 3])
def test_a_file_takes_the_same_queries_for_any_number(client, desk, records, django_assert_num_queries):
    for number in range(records):
        desk.pledge(title=f"Sample {number}")
    with django_assert_num_queries(9):
        file_of(client, "/en/pledges/?format=csv")


def test_rows_of_then_are_in_a_file_of_then(desk):
    desk.pledge(title="First words")
    then = current_moment()
    desk.pledge(title="Second words")
    out = io.BytesIO()
    write_csv(Download(resource("pledges"), then, fields=("title",)), out)
    assert out.getvalue() == BOM + b"title\nFirst words\n"


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ([], "gcm-pledges_publication-12.csv"),
        ([("objective", "7")], "gcm-pledges_objective-07_publication-12.csv"),
        ([("round_table", "2"), ("state", "PRT")], "gcm-pledges_round-table-02_state-prt_publication-12.csv"),
        ([("q", "../../etc\r\n/passwd")], "gcm-pledges_q-etc-passwd_publication-12.csv"),
        ([("q", "移民")], "gcm-pledges_q_publication-12.csv"),
    ],
)
def test_a_file_name_says_what_is_in_it(chosen, name):
    assert download_name("pledges", chosen, Moment(12, date(2026, 1, 1)), "csv") == name


def test_a_record_says_how_it_is_cited(client, desk):
    pledge = desk.pledge(title="Words {with} braces\\")
    cited = citation_of(pledge)
    link = f"{settings.SITE_URL}/en/pledges/{pledge.reference}/?as_of={pledge.published_in_id}"
    year = pledge.published_at.year
    assert cited.permalink == link
    assert cited.apa == (
        f"Portugal. ({year}). Words {{with}} braces\\ [{pledge.reference}, publication {pledge.published_in_id}]. "
        f"GCM Implementation Portal. {link}"
    )
    assert "  title = {{Words (with) braces}}," in cited.bibtex.splitlines()
    page = text_of(client.get(f"/en/pledges/{pledge.reference}/"))
    assert (cited.apa in page, "@misc{" in page) == (True, True)


def test_a_permalink_keeps_the_query():
    assert (permalink("/a/", 5), permalink("/a/?b=c", 5)) == ("/a/?as_of=5", "/a/?b=c&as_of=5")


@override_settings(DATA_LICENCE="CC BY 3.0 IGO", DATA_LICENCE_URL="https://creativecommons.org/licenses/by/3.0/igo/")
def test_the_operators_licence_is_named():
    assert licence() == "CC BY 3.0 IGO https://creativecommons.org/licenses/by/3.0/igo/"


def test_the_page_of_a_table_is_its_dictionary(client):
    words = text_of(client.get("/en/data/tables/pledges/"))
    for column in resource("pledges").columns():
        assert f"{column.name} {column.words}" in words
    assert "fulfilled : Fulfilled" in words


def test_the_data_page_lists_every_table(client):
    page = client.get("/en/data/").content.decode()
    assert [name for name in RESOURCES if f'href="/en/data/tables/{name}/?format=csv"' not in page] == []


@pytest.mark.parametrize(
    "kind", ["pledges", "tools", "needs", "plans", "reviews", "objectives", "states", "organisations", "forums"]
)
def test_a_list_says_how_it_is_cited(client, desk, kind):
    desk.pledge()
    number = current_moment().publication
    page = client.get(f"/en/{kind}/").content.decode()
    link = f"{settings.SITE_URL}/en/{kind}/?as_of={number}"
    assert (f'href="{link}"' in page, f"@misc{{gcm-{kind}-{number}," in page, page.count(link)) == (True, True, 4)


def test_a_narrowed_list_is_cited_as_it_is_narrowed_and_without_its_page(client, desk):
    desk.pledge(objectives=(7,))
    number = current_moment().publication
    page = html.unescape(client.get("/en/pledges/?objective=7&page=1&sort=title").content.decode())
    assert f"{settings.SITE_URL}/en/pledges/?objective=7&sort=title&as_of={number}" in page
    assert f"Pledges; Objective: 7. {Objective.objects.get(pk=7).short_title} [gcm-pledges, publication {number}]" in (
        page
    )
    assert "How to cite" not in client.get("/en/pledges/?objective=99").content.decode()


def test_a_list_of_the_past_is_cited_as_it_was(client, desk):
    desk.pledge()
    number = current_moment().publication
    desk.pledge()
    assert f"/en/pledges/?as_of={number}" in client.get(f"/en/pledges/?as_of={number}").content.decode()
    assert f"[gcm-pledges, publication {number}]" in client.get(f"/en/pledges/?as_of={number}").content.decode()
