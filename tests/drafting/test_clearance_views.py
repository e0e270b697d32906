"""The page for clearance in the capital: out as a document, back as differences to take or leave."""

import io
import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from drafting.models import Upload
from drafting.services import documents, save
from drafting.tasks import erase_expired_uploads
from pledges.models import Pledge
from tests.drafting.papers import WITH_ANSWER, with_excel_answer
from tests.drafting.sample import SAMPLE, begun
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.states import Verb

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drafting.urls")]

TEXT = "We will open ten offices."


def at(name, *args):
    return reverse(f"desk_sample:{name}", args=args)


def as_file(content, name):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def drafter():
    return accounts.drafter("PRT")


@pytest.fixture
def at_desk(client, drafter):
    client.force_login(drafter, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def item(drafter):
    return begun(drafter, description=TEXT, natures=["process"], starts_on=date(2027, 1, 1))


@pytest.fixture(params=["docx", "xlsx"])
def ending(request):
    return request.param


def downloaded(client, item, ending):
    return client.get(at(f"draft_{ending}", item.pk)).content


def uploaded(client, item, content, ending="xlsx", name=None):
    return client.post(at("clearance", item.pk), {"file": as_file(content, name or f"back.{ending}")})


def compared(client, item, changes, ending="xlsx"):
    """The page of differences of a document with these answers."""
    content = downloaded(client, item, ending)
    for name, text in changes.items():
        content = WITH_ANSWER[ending](content, name, text)
    address = uploaded(client, item, content, ending)["Location"]
    return address, client.get(address)


def sent(page, *names):
    """What the browser sends with these boxes ticked."""
    seen = page.context["form"].comparison.seen
    return {f"seen-{step}": stamp for step, stamp in seen.items()} | {"accept": list(names)}


def test_a_document_goes_out_as_a_file_that_no_cache_keeps(at_desk, item, ending):
    answer = at_desk.get(at(f"draft_{ending}", item.pk))
    day = f"{timezone.now():%Y%m%d}"
    assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''sample-{item.pk}-{day}.{ending}"
    assert ("no-store" in answer["Cache-Control"], answer["X-Content-Type-Options"]) == (True, "nosniff")
    assert zipfile.is_zipfile(io.BytesIO(answer.content))


def test_unchanged_it_says_that_there_is_no_difference(at_desk, item, ending):
    _address, page = compared(at_desk, item, {}, ending)
    assert "The document says what is saved. There is nothing to take." in page.content.decode()


def test_nothing_changes_before_it_is_taken(at_desk, item, ending):
    _address, page = compared(at_desk, item, {"description": "Twelve offices"}, ending)
    item.refresh_from_db()
    assert (item.description, page.context["form"].ticked) == (TEXT, ["description"])
    html = page.content.decode()
    assert TEXT in html and "Twelve offices" in html


def test_what_is_ticked_is_taken_and_the_rest_stays(at_desk, item, ending):
    changes = {"description": "Twelve offices", "natures": "Process\nFinancial", "objectives": "7"}
    address, page = compared(at_desk, item, changes, ending)
    answer = at_desk.post(address, sent(page, "description", "objectives"))
    item = Pledge.objects.get(pk=item.pk)
    assert answer["Location"] == at("detail", item.pk)
    assert SAMPLE.content.read(item, ["description", "natures", "objectives"]) == {
        "description": "Twelve offices",
        "natures": ["process"],
        "objectives": [7],
    }


def test_without_a_tick_nothing_is_taken_and_the_page_says_what_to_do(at_desk, item):
    address, page = compared(at_desk, item, {"description": "Twelve offices"})
    again = at_desk.post(address, sent(page))
    assert again.context["form"].errors["accept"] == ["Tick the answers to take, or leave the draft as it is."]
    assert Pledge.objects.get(pk=item.pk).description == TEXT


def test_somebody_faster_at_the_desk_is_said_and_nothing_is_overwritten(at_desk, item, drafter):
    address, page = compared(at_desk, item, {"description": "Twelve offices"})
    form = sent(page, "description")
    faster = Pledge.objects.get(pk=item.pk)
    names = SAMPLE.step("what").names()
    values = SAMPLE.content.read(faster, names) | {"description": "Faster"}
    save(faster, by=drafter, content=SAMPLE.content, values=values, seen=SAMPLE.stamp(SAMPLE.step("what"), faster))
    again = at_desk.post(address, form)
    assert (again.status_code, Pledge.objects.get(pk=item.pk).description) == (409, "Faster")
    (proposed,) = again.context["form"].proposed
    assert (proposed.now, proposed.written, proposed.was_changed_here) == ("Faster", "Twelve offices", True)
    assert again.context["form"].ticked == ["description"]
    at_desk.post(address, sent(again, "description"))
    assert Pledge.objects.get(pk=item.pk).description == "Twelve offices"


def test_a_draft_handed_in_meanwhile_takes_nothing(client):
    focal = accounts.focal_point("PRT")
    client.force_login(focal, backend="django.contrib.auth.backends.ModelBackend")
    item = pledges.draft(focal, description="A text. " * 4)
    Pledge.objects.filter(pk=item.pk).update(description="A short text of this draft.")
    address, page = compared(client, item, {"description": "Another text"})
    Pledge.objects.filter(pk=item.pk).update(description=pledges.LONG_ENOUGH)
    workflow.submit(Pledge.objects.get(pk=item.pk), by=focal)
    again = client.post(address, sent(page, "description"))
    assert (again.status_code, str(again.context["refused"].message)) == (
        409,
        "This record can no longer be edited.",
    )
    assert Pledge.objects.get(pk=item.pk).description == pledges.LONG_ENOUGH


def test_an_answer_that_breaks_a_rule_cannot_be_ticked_and_says_why(at_desk, item):
    address, page = compared(at_desk, item, {"description": "x" * 41, "starts_on": "soon"})
    html = page.content.decode()
    assert "Use at most 40 characters; there are 41 now." in html and "x" * 41 in html and "soon" in html
    assert page.context["form"].ticked == []
    again = at_desk.post(address, sent(page, "description"))
    assert again.context["form"].errors["accept"] == ["Choose among the answers shown here."]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "back.docx", "The file is empty. Choose it again."),
        (b"%PDF-1.7 nothing", "back.pdf", "The file is damaged."),
        (b"{\\rtf1 text}", "back.rtf", "Upload the Word document (.docx) or the Excel workbook (.xlsx)"),
        (b"plain words", "back.txt", "Upload the Word document (.docx) or the Excel workbook (.xlsx)"),
        (b"<svg onload=alert(1)>", "back.docx", "Upload the Word document (.docx) or the Excel workbook (.xlsx)"),
        (b"PK\x03\x04 broken", "back.xlsx", "The file is damaged."),
    ],
    ids=["empty", "pdf", "rtf", "text", "svg", "broken"],
)
def test_what_is_no_document_of_ours_is_refused_with_what_to_do(at_desk, item, content, name, message):
    page = at_desk.post(at("clearance", item.pk), {"file": as_file(content, name)})
    assert page.context["form"].errors["file"][0].startswith(message)
    assert Upload.objects.count() == 0


def repacked(content, *, extra=(), replaced=()):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, dict(replaced).get(name, old.read(name)))
        for name, data in extra:
            new.writestr(name, data)
    return out.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("extra", "replaced", "message"),
    [
        ([("xl/vbaProject.bin", b"macro")], [], "“back.xlsx” contains macros"),
        ([("xl/bomb.xml", b" " * 30_000_000)], [], "The file is too large"),
        ([], [("xl/workbook.xml", ENTITY)], "The file is damaged."),
        ([], [("xl/styles.xml", BILLION)], "The file is damaged."),
        ([], [("xl/sharedStrings.xml", b"<sst")], "The file is damaged."),
    ],
    ids=["macro", "bomb", "entity", "laughs", "cut"],
)
def test_a_hostile_workbook_is_refused_and_nothing_is_kept(at_desk, item, extra, replaced, message):
    content = repacked(downloaded(at_desk, item, "xlsx"), extra=extra, replaced=replaced)
    page = uploaded(at_desk, item, content)
    assert page.context["form"].errors["file"][0].startswith(message)
    assert Upload.objects.count() == 0


def test_a_file_past_the_limit_is_refused(at_desk, item):
    page = uploaded(at_desk, item, downloaded(at_desk, item, "xlsx") + b"\0" * documents.MAX_BYTES)
    assert (
        page.context["form"].errors["file"][0].startswith("The file is too large to be one that was downloaded here")
    )


def test_a_document_of_another_state_is_refused_with_a_message(at_desk, item, client):
    other = pledges.draft(accounts.focal_point("FRA"), state="FRA")
    foreign = documents.write_xlsx(documents_paper(other))
    page = uploaded(at_desk, item, foreign)
    assert page.context["form"].errors["file"][0].startswith("This document belongs to another draft.")


def documents_paper(item):
    from drafting.forms.clearance import paper_of  # noqa: PLC0415

    return paper_of(SAMPLE, item)


def test_nobody_elses_draft_can_be_downloaded_or_uploaded_to(at_desk):
    other = pledges.draft(accounts.focal_point("FRA"), state="FRA")
    for name in ("clearance", "draft_docx", "draft_xlsx"):
        assert at_desk.get(at(name, other.pk)).status_code == 404


def test_an_upload_is_private_to_the_person(at_desk, item):
    address, _page = compared(at_desk, item, {"description": "Twelve offices"})
    at_desk.force_login(
        accounts.drafter("PRT", "colleague@example.org"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert at_desk.get(address).status_code == 404
    assert at_desk.get(at("compare", item.pk, uuid4())).status_code == 404


def test_a_delegation_that_ended_yesterday_opens_no_upload(at_desk, item, drafter):
    address, _page = compared(at_desk, item, {"description": "Twelve offices"})
    Delegation.objects.filter(person=drafter).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert at_desk.get(address).status_code == 404


def test_an_upload_expires_after_a_week_and_is_erased_once(at_desk, item):
    address, _page = compared(at_desk, item, {"description": "Twelve offices"})
    Upload.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert at_desk.get(address).status_code == 404
    fresh, _page = compared(at_desk, begun(Upload.objects.get().by), {"description": "Other"})
    erase_expired_uploads()
    assert Upload.objects.count() == 1
    erase_expired_uploads()
    assert at_desk.get(fresh).status_code == 200


def test_a_newer_upload_takes_the_place_of_the_one_before(at_desk, item):
    first, _page = compared(at_desk, item, {"description": "One"})
    second, _page = compared(at_desk, item, {"description": "Two"})
    assert [at_desk.get(address).status_code for address in (first, second)] == [404, 200]


def test_what_was_submitted_can_be_downloaded_but_not_uploaded(client):
    focal = accounts.focal_point("PRT")
    client.force_login(focal, backend="django.contrib.auth.backends.ModelBackend")
    item = pledges.submitted(focal)
    html = client.get(at("clearance", item.pk)).content.decode()
    assert 'type="file"' not in html and "It can no longer be edited" in html
    assert client.get(at("draft_docx", item.pk)).status_code == 200


def test_a_document_in_arabic_comes_back_on_an_english_page(at_desk, item):
    arabic = at_desk.get(at("draft_xlsx", item.pk).replace("/en/", "/ar/")).content
    changed = with_excel_answer(arabic, "description", "نص آخر")
    page = at_desk.get(uploaded(at_desk, item, changed)["Location"])
    assert [each.name for each in page.context["form"].proposed] == ["description"]


def test_the_acceptance_stands_in_no_audit_trail_but_the_drafts_own(at_desk, item):
    address, page = compared(at_desk, item, {"description": "Twelve offices"})
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        at_desk.post(address, sent(page, "description"))
    assert list(item.record.events.values_list("verb", flat=True)) == [Verb.DRAFT]
