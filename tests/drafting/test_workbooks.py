"""Many records in one workbook: every row checked, errors at their cells, nothing written before somebody says so."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.styles import Font

from accounts.models import Delegation
from drafting.forms.workbook_rows import grid_of
from drafting.models import Upload
from drafting.services import save, workbooks
from pledges.forms import PLEDGE
from pledges.models import Pledge
from progress.forms import UPDATE
from progress.models import ProgressUpdate
from tests.drafting.papers import saved
from tests.factories import accounts, pledges, progress
from workflow.states import Status

pytestmark = pytest.mark.django_db

GOOD = {
    "title": "Pledge",
    "description": "We will open offices and say so. " * 10,
    "pledge_type": "Individual",
    "natures": "Process\nFinancial",
    "objectives": "7",
    "starts_on": "2027-01-01",
    "is_open_ended": "Yes",
}
BAD = {  # row of the workbook: question, what was written, what is said
    5: ("title", "t" * 201, "Use at most 200 characters; there are 201 now."),
    17: ("starts_on", "in spring", "Write the date as year, month and day, for example 2027-03-31."),
    40: ("pledge_type", "Solemn", "Select a valid choice. Solemn is not one of the available choices."),
    88: ("objectives", "7\n99", "Select a valid choice. 99 is not one of the available choices."),
    89: ("description", "d" * 3001, "Use at most 3000 characters; there are 3001 now."),
    150: ("ends_on", "2026-01-01", "Clear the end, or take back that it is open-ended."),
    202: ("budget_amount", "-5", "An amount is zero or more."),
}


def at(name, *args, kind="pledges"):
    return reverse(f"desk_{kind}:{name}", args=args)


@pytest.fixture
def drafter():
    return accounts.drafter("PRT")


@pytest.fixture
def at_desk(client, drafter):
    client.force_login(drafter, backend="django.contrib.auth.backends.ModelBackend")
    return client


def template(client, query="party=state:PRT", kind="pledges"):
    return client.get(f"{at('workbook_template', kind=kind)}?{query}").content


def filled(content, rows):
    """The workbook with these answers: row number to question to what is written."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1] if cell.value}
    for number, answers in rows.items():
        for name, value in answers.items():
            sheet.cell(number, columns[name]).value = value
    return saved(book)


def columns_of(content):
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return {cell.value: cell.column_letter for cell in sheet[1] if cell.value}


def sent(client, content, kind="pledges"):
    return client.post(at("workbook", kind=kind), {"file": SimpleUploadedFile("our pledges.xlsx", content)})


def uploaded(client, content, kind="pledges"):
    """The upload that was kept, and its page."""
    address = sent(client, content, kind)["Location"]
    return Upload.objects.get(item=None), client.get(address)


def confirmed(client, upload, rows="all", kind="pledges"):
    return client.post(at("workbook_confirm", upload.pk, kind=kind), {"rows": rows})


def two_hundred(client):
    rows = {number: GOOD | {"title": f"Pledge {number}"} for number in range(3, 203)}
    for number, (name, written, _message) in BAD.items():
        rows[number] = rows[number] | {name: written}
    return filled(template(client), rows)


def test_two_hundred_pledges_with_seven_bad_cells_give_seven_errors_at_their_cells_and_write_nothing(at_desk):
    content = two_hundred(at_desk)
    upload, page = uploaded(at_desk, content)
    letters = columns_of(content)
    expected = {f"{letters[name]}{number}": message for number, (name, _written, message) in BAD.items()}
    assert {each.cell: each.message for each in page.context["found"].problems} == expected
    assert (page.context["found"].total, len(page.context["found"].good), Pledge.objects.count()) == (200, 193, 0)
    marked = load_workbook(io.BytesIO(at_desk.get(at("workbook_annotated", upload.pk)).content))
    notes = {
        cell.coordinate: cell.comment.text
        for row in marked.worksheets[0].iter_rows(min_row=3)
        for cell in row
        if cell.comment
    }
    assert notes == expected
    assert {marked.worksheets[0][place].fill.start_color.rgb for place in expected} == {"00FBE3E1"}
    listed = [tuple(cell.value for cell in row) for row in marked["Problems"].iter_rows(min_row=2)]
    assert {f"{column}{row}": message for row, column, _question, message in listed} == expected


def test_all_is_refused_while_a_row_is_bad_and_the_good_rows_are_taken_only_on_request(at_desk):
    upload, _page = uploaded(at_desk, two_hundred(at_desk))
    refused = confirmed(at_desk, upload)
    assert (refused.status_code, Pledge.objects.count()) == (409, 0)
    assert "Some rows have problems by now." in refused.content.decode()
    confirmed(at_desk, upload, "good")
    assert (Pledge.objects.count(), Pledge.objects.filter(title="Pledge 5").exists()) == (193, False)


def test_good_rows_become_drafts_with_every_answer_once(at_desk, drafter):
    rows = {
        3: GOOD
        | {
            "title": "=Not a formula",
            "pledge_type": "Common",
            "partners": "France | State | France\nCity of Sample | |",
            "countries": "Portugal\nFrance",
            "budget_amount": 1500000.5,
            "budget_currency": "EUR",
            "language": "Français",
        },
        9: GOOD | {"starts_on": date(2027, 2, 3)},
    }
    content = filled(template(at_desk), rows)
    content = with_text(content, "=Not a formula")
    upload, _page = uploaded(at_desk, content)
    for _time in range(2):
        assert confirmed(at_desk, upload)["Location"] == reverse("desk:home")
    first, second = Pledge.objects.order_by("pk")
    names = ["title", "language", "natures", "objectives", "countries", "starts_on", "budget_currency"]
    assert PLEDGE.content.read(first, names) == {
        "title": "=Not a formula",
        "language": "fr",
        "natures": ["financial", "process"],
        "objectives": [7],
        "countries": ["FRA", "PRT"],
        "starts_on": date(2027, 1, 1),
        "budget_currency": "EUR",
    }
    assert [row["name"] for row in PLEDGE.content.read(first, ["partners"])["partners"]] == [
        "France",
        "City of Sample",
    ]
    assert (second.starts_on, second.status, second.author, second.state_id) == (
        date(2027, 2, 3),
        Status.DRAFT,
        drafter,
        "PRT",
    )


def with_text(content, text):
    """What openpyxl took for a formula is text, as Excel writes it where the cell is formatted as text."""
    book = load_workbook(io.BytesIO(content))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == text:
                cell.data_type = "s"
    return saved(book)


def test_a_formula_is_a_problem_at_its_cell(at_desk):
    content = filled(template(at_desk), {3: GOOD | {"title": "=1+1"}})
    _upload, page = uploaded(at_desk, content)
    (problem,) = page.context["found"].problems
    assert (problem.row, problem.question) == (3, "Title")
    assert problem.message.startswith(f"Cell {problem.cell} holds a formula.")


def test_what_is_the_persons_own_stays_in_the_marked_copy(at_desk):
    book = load_workbook(io.BytesIO(filled(template(at_desk), {3: GOOD | {"starts_on": "soon"}})))
    book.worksheets[0]["D3"].font = Font(bold=True)
    book.create_sheet("Our notes")["A1"] = "Ask the minister"
    upload, _page = uploaded(at_desk, saved(book))
    marked = load_workbook(io.BytesIO(at_desk.get(at("workbook_annotated", upload.pk)).content))
    assert (marked["Our notes"]["A1"].value, marked.worksheets[0]["D3"].font.bold) == ("Ask the minister", True)


def test_a_marked_copy_can_be_corrected_and_uploaded(at_desk):
    upload, _page = uploaded(at_desk, filled(template(at_desk), {3: GOOD | {"starts_on": "soon"}}))
    marked = at_desk.get(at("workbook_annotated", upload.pk)).content
    again, page = uploaded(at_desk, filled(marked, {3: {"starts_on": "2027-05-06"}}))
    assert page.context["found"].problems == []
    confirmed(at_desk, again)
    assert Pledge.objects.get().starts_on == date(2027, 5, 6)


def test_own_drafts_stand_in_it_and_only_what_changed_is_written(at_desk, drafter):
    one, two = (pledges.draft(drafter, title=title) for title in ("First", "Second"))
    content = template(at_desk, "party=state:PRT&drafts=1")
    upload, page = uploaded(at_desk, filled(content, {4: {"title": "Second, corrected"}, 20: GOOD}))
    assert (page.context["found"].total, page.context["found"].found["unchanged"]) == (2, 1)
    confirmed(at_desk, upload)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.title, one.revision, two.title, Pledge.objects.count()) == ("First", 1, "Second, corrected", 3)


def test_a_draft_changed_at_the_desk_since_is_a_problem_of_its_row(at_desk, drafter):
    item = pledges.draft(drafter)
    content = filled(template(at_desk, "party=state:PRT&drafts=1"), {3: {"title": "From the workbook"}})
    values = {"title": "At the desk"}
    seen = {"title": item.title}
    from drafting.services import stamp  # noqa: PLC0415

    save(item, by=drafter, content=PLEDGE.content, values=values, seen=stamp(seen))
    _upload, page = uploaded(at_desk, content)
    (problem,) = page.context["found"].problems
    assert problem.message.startswith("This draft was changed here after the workbook was downloaded.")


def test_a_workbook_with_nothing_in_it_is_refused(at_desk):
    page = sent(at_desk, template(at_desk))
    assert page.context["form"].errors["file"] == ["No row of this workbook is filled in."]


def test_more_than_five_hundred_rows_are_refused(at_desk):
    rows = {number: {"title": "One of many"} for number in range(3, 504)}
    page = sent(at_desk, filled(template(at_desk), rows))
    assert page.context["form"].errors["file"] == [
        "A workbook may have at most 500 rows. Divide it and upload the parts."
    ]


def test_a_word_document_is_no_workbook(at_desk, drafter):
    docx = at_desk.get(at("draft_docx", pledges.draft(drafter).pk)).content
    page = sent(at_desk, docx)
    assert page.context["form"].errors["file"][0].startswith("Upload the Word document")
    named = at_desk.post(at("workbook"), {"file": SimpleUploadedFile("x.docx", docx)})
    assert named.context["form"].errors["file"] == ["Upload the Excel workbook (.xlsx) that was downloaded here."]


def test_a_workbook_of_another_state_or_kind_is_refused(at_desk):
    french = workbooks.write_grid(grid_of(PLEDGE, accounts.State.objects.get(pk="FRA")))
    updates = workbooks.write_grid(grid_of(UPDATE, accounts.portugal()))
    for content in (french, updates):
        page = sent(at_desk, filled(content, {3: {"language": "English"}}))
        assert page.context["form"].errors["file"][0].startswith("This workbook was downloaded for another State")


def test_only_the_own_parties_have_a_workbook(at_desk):
    assert [each.name for each in at_desk.get(at("workbook")).context["parties"].values()] == ["Portugal"]
    for query in ("party=state:FRA", "", "party=%00"):
        assert at_desk.get(f"{at('workbook_template')}?{query}").status_code == 404


def test_an_upload_is_private_to_the_person_and_ends_with_the_delegation(at_desk, drafter):
    upload, _page = uploaded(at_desk, filled(template(at_desk), {3: GOOD}))
    addresses = [at(name, upload.pk) for name in ("workbook_result", "workbook_annotated")]
    Delegation.objects.filter(person=drafter).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert [at_desk.get(address).status_code for address in addresses] == [403, 403]
    colleague = accounts.drafter("PRT", "colleague@example.org")
    at_desk.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    assert [at_desk.get(address).status_code for address in addresses] == [404, 404]
    assert confirmed(at_desk, upload).status_code == 404
    assert at_desk.get(at("workbook_result", uuid4())).status_code == 404
    assert Pledge.objects.count() == 0


def test_a_row_that_breaks_in_the_middle_leaves_nothing(at_desk, monkeypatch):
    upload, _page = uploaded(at_desk, filled(template(at_desk), {3: GOOD, 4: GOOD}))
    monkeypatch.setattr(workbooks.taking, "uuid5", lambda *_: 1 / 0 if Pledge.objects.exists() else uuid4())
    with pytest.raises(ZeroDivisionError):
        confirmed(at_desk, upload)
    upload.refresh_from_db()
    assert (Pledge.objects.count(), upload.taken_at) == (0, None)


def test_the_check_asks_the_database_no_more_often_for_more_rows(at_desk, django_assert_num_queries):
    from drafting.forms.workbook_upload import check_sheet  # noqa: PLC0415

    rows = [{"number": number, "key": "", "stamp": "", "cells": GOOD, "refused": {}} for number in range(3, 6)]
    party = accounts.portugal()
    counts = []
    for some in (rows[:1], rows):
        with django_assert_num_queries(19):
            counts.append([row.is_good for row in check_sheet(PLEDGE, party, some)])
    assert counts == [[True], [True, True, True]]


def test_updates_have_a_row_for_each_public_pledge_that_says_what_was_last_reported(at_desk):
    focal, staff = accounts.focal_point("PRT"), accounts.moderator()
    told, silent = (pledges.published(focal, staff, title=title) for title in ("Told", "Silent"))
    pledges.published(accounts.focal_point("FRA"), staff, state="FRA")
    progress.published(focal, moderator=staff, about=told.record)
    content = template(at_desk, kind="progress")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [tuple(cell.value for cell in row[2:5]) for row in sheet.iter_rows(min_row=3, max_row=4)]
    assert sorted(rows) == sorted(
        [(told.reference, "Told", "In progress, 1 June 2026"), (silent.reference, "Silent", "No update yet")]
    )


def test_updates_are_begun_on_the_pledges_of_their_rows(at_desk):
    focal, staff = accounts.focal_point("PRT"), accounts.moderator()
    one, _other = pledges.published(focal, staff), pledges.published(focal, staff)
    content = template(at_desk, kind="progress")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    (row,) = [cell.row for cell in sheet["A"] if cell.value == one.reference]
    said = {"stage": "In progress", "speaks_for_on": "2026-06-01", "narrative": "Two offices opened."}
    upload, page = uploaded(at_desk, filled(content, {row: said}), kind="progress")
    assert page.context["found"].problems == []
    confirmed(at_desk, upload, kind="progress")
    update = ProgressUpdate.objects.get()
    assert (update.about, update.stage, update.narrative) == (one.record, "in_progress", "Two offices opened.")


def test_a_row_about_nothing_of_ours_or_with_an_update_under_way_says_so(at_desk, drafter):
    pledge = pledges.published(accounts.focal_point("PRT"), accounts.moderator())
    said = {"stage": "In progress", "speaks_for_on": "2026-06-01"}
    content = filled(template(at_desk, kind="progress"), {3: said, 7: said})
    progress.draft(drafter, about=pledge.record)
    _upload, page = uploaded(at_desk, content, kind="progress")
    assert [(each.row, each.message.split(".")[0]) for each in page.context["found"].problems] == [
        (3, "An update on this is under way already"),
        (7, "This row names no published pledge or measure of yours"),
    ]


def test_a_kind_that_comes_one_by_one_has_no_workbook():
    with pytest.raises(Exception, match="workbook"):
        reverse("desk_needs:workbook")
