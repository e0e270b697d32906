"""The annex of tables: its sheets, numbers that are numbers, text that is text, and both directions."""

import io

import pytest
from openpyxl import load_workbook

from reports.services.renderers.xlsx import render
from tests.factories.documents import sample
from typesetting import blocks


def opened(document):
    return load_workbook(io.BytesIO(render(document)))


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_it_has_a_sheet_about_itself_the_figures_each_table_and_the_records():
    assert opened(sample()).sheetnames == ["About this file", "Figures", "1 Sample table", "Records"]


def test_the_first_sheet_says_what_the_file_is_and_what_is_not_claimed():
    made = sample()
    made["blocks"] += [blocks.heading(1, "Method and disclaimers"), blocks.paragraph("Nothing is claimed.")]
    words = [cell for row in rows(opened(made).worksheets[0]) for cell in row if cell]
    expected = [
        made["title"],
        "Sample Forum 2026",
        made["cover"]["title"],
        "First listed",
        "GCM-RP-2026-SAMPLE-P00001",
    ]
    expected += ["A sample, not a report.", "1 Sample table", "Method and disclaimers", "Nothing is claimed."]
    assert [word for word in words if word in expected] == expected


def test_figures_stand_with_what_they_are_part_of_and_their_section():
    figures = rows(opened(sample())["Figures"])
    assert figures[0] == ["Figure", "Part of", "What it counts", "Section"]
    assert figures[1] == [7, "of 12", "pledges in the sample", "The sample at a glance"]
    assert ["In progress", 4, None, "The sample at a glance"] in figures


def test_a_table_has_its_caption_its_heads_in_sight_and_its_rows():
    sheet = opened(sample(texts=["Own"]))["1 Sample table"]
    assert sheet.freeze_panes == "A3"
    assert rows(sheet)[:2] == [["Sample table", None, None, None], ["Reference", "Text", "Own words", "Count"]]
    assert rows(sheet)[3] == ["GCM-TL-2026-00001", "Own", None, 7]


def test_a_record_is_a_row_with_a_column_for_each_fact_and_text():
    records = rows(opened(sample(texts=["Own"]))["Records"])
    assert records[0] == ["Reference", "Title", "Made by", "Source", "Text", "From the latest update"]
    assert records[1][:5] == ["GCM-PL-2026-00009", "Own", "Own", "https://portal.example/a-b/c", "Own"]
    assert records[2] == ["GCM-PL-2026-00010", "A short record", "A sample State", None, None, None]


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "007", "1e5", "٣"]
)
def test_what_people_wrote_is_text_and_no_formula_or_link(words):
    sheet = opened(sample(texts=[words]))["1 Sample table"]
    cell = sheet["B3"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", words, None)


@pytest.mark.parametrize(("words", "value"), [("0", 0), ("12", 12), ("123456789", 123456789)])
def test_a_plain_number_is_a_number(words, value):
    cell = opened(sample(texts=[words]))["1 Sample table"]["B3"]
    assert (cell.data_type, cell.value) == ("n", value)


def test_sheets_run_from_the_right_in_arabic_only():
    assert [sheet.sheet_view.rightToLeft for sheet in opened(sample("ar")).worksheets] == [True] * 4
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in opened(sample()).worksheets] == [False] * 4


def test_names_of_sheets_are_what_excel_takes_and_differ():
    made = sample()
    long = "[a]:*?/\\'" + "long " * 20
    made["blocks"] = [blocks.table(long, [("Head", 1)], [["cell"]]) for _time in range(12)]
    names = opened(made).sheetnames
    assert len({name.casefold() for name in names}) == 13
    assert max(map(len, names)) <= 31
    assert not set("[]:*?/\\'") & set("".join(names))


def test_a_text_longer_than_a_cell_takes_is_cut_there():
    made = sample()
    made["blocks"] = [blocks.table("Long", [("Head", 1)], [["x" * 40_000]])]
    assert len(opened(made)["1 Long"]["A3"].value) == 32_767


def test_columns_are_wide_enough_to_read_and_no_wider():
    made = sample(texts=["W" * 400])
    widths = opened(made)["1 Sample table"].column_dimensions
    assert widths["B"].width == pytest.approx(70, abs=1)
    assert widths["D"].width == pytest.approx(9, abs=1)


def test_the_file_bears_the_documents_moment():
    said = opened(sample()).properties
    assert (said.created.isoformat(), said.subject) == ("2026-09-21T14:13:20", "GCM-RP-2026-SAMPLE-P00001")


def test_a_document_without_tables_is_one_sheet():
    made = sample()
    made["blocks"] = [blocks.paragraph("Only words")]
    assert opened(made).sheetnames == ["About this file"]
