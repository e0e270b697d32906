"""A file that is wrong is told exactly where, in the numbers a spreadsheet shows."""

from datetime import date

import pytest

from workflow.exceptions import FileRefused
from workflow.validators import (
    Row,
    day_written,
    fingerprint,
    is_complete_address,
    parts,
    read_rows,
    refuse_if_wrong,
    shown,
)

COLUMNS = ("id", "title")


def read(data: bytes):
    return read_rows(data, columns=COLUMNS, key="id")


def problems_of(data: bytes) -> list[str]:
    with pytest.raises(FileRefused) as refused:
        refuse_if_wrong(read(data))
    return [str(problem) for problem in refused.value.problems]


def row(**cells):
    return Row(7, cells)


def told(row):
    return [str(problem) for problem in row.problems]


def test_rows_are_read_with_or_without_a_byte_order_mark():
    for data in (b"id,title\r\n1,One\r\n", b"\xef\xbb\xbfid,title\n1, One \n"):
        assert [(each.number, each.cells) for each in read(data)] == [(2, {"id": "1", "title": "One"})]


def test_columns_may_come_in_any_order():
    assert read(b"title,id\nOne,1\n")[0].cells == {"title": "One", "id": "1"}


def test_rows_keep_the_number_a_spreadsheet_shows():
    data = b'id,title\n1,"One,\nin two lines"\n\n , \n2,Two\n'

    assert [(each.number, each.cells["title"]) for each in read(data)] == [(2, "One,\nin two lines"), (5, "Two")]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n1,One\n", b",\n1,One\n"])
def test_an_empty_file_is_refused(data):
    assert problems_of(data) == ["row 1: the file is empty; its first row must name the columns."]


@pytest.mark.parametrize("data", [b"id,title", b"id,title\n\n \n"])
def test_a_file_without_rows_is_refused(data):
    assert problems_of(data) == ["row 2: the file has no rows below the names of its columns."]


def test_a_file_that_is_not_utf_8_is_refused():
    assert problems_of(b"id,title\n1,One\n2,Zw\xf6lf\n") == [
        "row 3: the file is not UTF-8; save it again as “CSV UTF-8”."
    ]


def test_a_file_of_another_encoding_altogether_is_refused():
    assert problems_of("id,title\n1,One".encode("utf-16")) == [
        "row 1: the file is not UTF-8; save it again as “CSV UTF-8”."
    ]


def test_columns_that_are_missing_unknown_or_doubled_are_named():
    assert problems_of(b"id,name,id,\n1,One,2,\n") == [
        "row 1, column title: is missing; add the column, empty if need be.",
        "row 1, column name: is not a column of this import; remove it.",
        "row 1, column (no name): is not a column of this import; remove it.",
        "row 1, column id: stands there twice; remove one.",
    ]


def test_a_quotation_mark_that_never_ends_is_refused():
    assert problems_of(b'id,title\n1,One\n2,"Two\n') == [
        "row 3: the row cannot be read (unexpected end of data); check its quotation marks."
    ]


def test_a_row_with_too_few_or_too_many_cells_is_refused():
    assert problems_of(b"id,title\n1\n2,Two,three\n") == [
        "row 2: has 1 cells where the first row has 2; check commas and quotation marks.",
        "row 3: has 3 cells where the first row has 2; check commas and quotation marks.",
    ]


def test_control_characters_are_refused_and_line_breaks_are_not():
    assert problems_of(b'id,title\n1,On\x00e\n2,"T\nwo"\n3,\x1b[2J\n') == [
        "row 2, column title: contains a control character that no text has; delete it.",
        "row 4, column title: contains a control character that no text has; delete it.",
    ]


def test_every_row_needs_a_key_of_its_own():
    long = "x" * 41
    assert problems_of(f"id,title\n1,One\n,Two\n1,Three\n{long},Four\n".encode()) == [
        "row 3, column id: is empty; fill it in.",
        "row 4, column id: “1” stands in row 2 already; every row needs its own.",
        "row 5, column id: has 41 characters; shorten it to at most 40.",
    ]


def test_the_exception_s_message_has_a_line_for_each_problem():
    with pytest.raises(FileRefused) as refused:
        refuse_if_wrong(read(b"id,title\n1\n1\n"))

    assert refused.value.message.count("\n") == 2


def test_good_rows_are_not_refused():
    rows = read(b"id,title\n1,One\n")

    assert refuse_if_wrong(rows) is None


def test_text_is_measured_in_characters():
    good, bad = row(a="ééé"), row(a="éééé")

    assert (good.text("a", longest=3), told(good)) == ("ééé", [])
    bad.text("a", longest=3)
    assert told(bad) == ["row 7, column a: has 4 characters; shorten it to at most 3."]


def test_a_word_is_one_of_those_known_or_empty_where_that_is_allowed():
    choices = {"yes": True, "no": False}
    good, unknown, empty = row(a="no"), row(a="maybe"), row(a="")

    assert (good.one_of("a", choices), told(good)) == (False, [])
    assert (empty.one_of("a", choices, empty=False), told(empty)) == (False, [])
    assert (unknown.one_of("a", choices), empty.one_of("a", choices)) == (None, None)
    assert told(unknown) == ["row 7, column a: “maybe” is not known; write one of: yes, no."]
    assert told(empty) == ["row 7, column a: is empty; write one of: yes, no."]


def test_several_words_are_separated_by_semicolons_and_each_stands_once():
    choices = {"7": 7, "8": 8}
    good, bad = row(a=" 7;8 ; "), row(a="7;24;7;24")

    assert (good.several_of("a", choices, of_what="an objective"), told(good)) == ([7, 8], [])
    assert bad.several_of("a", choices, of_what="an objective") == [7]
    assert told(bad) == [
        "row 7, column a: names “7” twice; name it once.",
        "row 7, column a: “24” is not an objective.",
    ]


def test_dates_and_years_are_written_one_way():
    good = row(day="2026-05-05", year="2026", none="")
    bad = row(day="5 May 2026", year="22")

    assert (good.day("day"), good.year("year"), good.day("none"), good.year("none")) == (
        date(2026, 5, 5),
        2026,
        None,
        None,
    )
    assert (bad.day("day"), bad.year("year")) == (None, None)
    assert told(bad) == [
        "row 7, column day: “5 May 2026” is not a date; write it as 2026-05-05.",
        "row 7, column year: “22” is not a year; write it as 2026.",
    ]


@pytest.mark.parametrize("text", ["2026-02-30", "2026-5-5", "20260505", "2026-W01-1", "٢٠٢٦-٠٥-٠٥", "today", ""])
def test_what_is_not_a_day_is_none(text):
    assert day_written(text) is None


def test_an_address_is_complete():
    good, bad = row(a="https://example.org/x?y=1"), row(a="example.org")

    assert (good.address("a"), told(good)) == ("https://example.org/x?y=1", [])
    bad.address("a")
    assert told(bad) == ["row 7, column a: “example.org” is not a web address; write it in full, with https://."]


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "ftp://example.org", "https://", "https://me:secret@example.org", "https://[", "//x.org"],
)
def test_what_is_not_a_web_address_is_refused(text):
    assert is_complete_address(text) is False


def test_semicolons_inside_brackets_do_not_separate():
    assert parts("An initiative (chair X; secretariat Y); IOM;") == ["An initiative (chair X; secretariat Y)", "IOM"]


def test_the_fingerprint_is_of_the_content_and_not_of_its_order():
    one = fingerprint({"a": "1", "b": "2", "note": "x"}, without={"note"})

    assert one == fingerprint({"b": "2", "a": "1", "note": "y"}, without={"note"})
    assert one != fingerprint({"a": "1", "b": "3"})
    assert len(one) == 64


def test_a_cell_in_a_message_is_short_and_harmless():
    assert shown("a\nb\x1b[2J") == "a b�[2J"
    assert shown("x" * 100) == "x" * 59 + "…"
