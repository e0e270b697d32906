"""The receipt of a submission: what was handed in, when and by whom, without contacts, and a checksum to verify it."""

import hashlib
import io
import json

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from drafting.services import receipts
from notices.services import send_due_notices
from pledges.models import Pledge
from tests.factories import accounts, pledges
from typesetting.compiler import canonical
from workflow import services as workflow

pytestmark = pytest.mark.django_db


def at(item, language="en"):
    return reverse("desk_pledges:receipt", args=[item.pk]).replace("/en/", f"/{language}/")


def squeezed(text):
    return "".join(text.replace("\u200b", "").split())


def text_of(content):
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


@pytest.fixture
def at_desk(client, focal):
    client.force_login(focal, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_it_says_what_was_submitted_when_by_whom_and_for_whom(at_desk, focal):
    item = pledges.submitted(focal, title="A receipted pledge", contact_email="secret.person@example.org")
    answer = at_desk.get(at(item))
    text = text_of(answer.content)
    event = receipts.submission_of(item)
    expected = [
        "Receipt", "A receipted pledge", item.reference, "Portugal", focal.name, f"{event.at:%H:%M:%S} UTC",
        "What will be done", pledges.LONG_ENOUGH, "SHA-256", receipts.digest_of(event),
    ]  # fmt: skip
    assert [words for words in expected if squeezed(words) not in text] == []
    assert "secret.person" not in text and "ContactPerson" not in text
    assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''{item.reference}.pdf"


def test_the_checksum_is_that_of_the_content_the_audit_trail_keeps(focal):
    item = pledges.submitted(focal)
    event = item.record.events.get(verb="submit")
    plain = json.dumps(event.snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert receipts.digest_of(event) == hashlib.sha256(plain.encode()).hexdigest()
    assert canonical(event.snapshot) == plain


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans"])
def test_it_is_an_accessible_pdf_in_the_readers_language(at_desk, focal, language):
    item = pledges.submitted(focal, language="ar", title="تعهد", description="نص عربي للتعهد. " * 30)
    reader = PdfReader(io.BytesIO(at_desk.get(at(item, language)).content))
    tag = "zh" if language == "zh-hans" else language
    assert reader.trailer["/Root"]["/Lang"].startswith(tag)
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert len(reader.pages) <= 3


def test_the_same_submission_gives_the_same_receipt(at_desk, focal):
    item = pledges.submitted(focal)
    assert at_desk.get(at(item)).content == at_desk.get(at(item)).content


def test_hostile_words_are_printed_as_words(at_desk, focal):
    title = '#panic("x") $x$ *b* `raw` ไทย'
    item = pledges.submitted(focal, title=title)
    text = text_of(at_desk.get(at(item)).content)
    assert squeezed('#panic("x") $x$ *b* `raw` □□□') in text


def test_what_was_edited_since_it_was_returned_is_not_given_out_as_submitted(at_desk, focal):
    item = pledges.submitted(focal, title="As submitted")
    workflow.return_for_changes(item, by=accounts.moderator(), note="Say more.")
    Pledge.objects.filter(pk=item.pk).update(title="Edited since")
    text = text_of(at_desk.get(at(item)).content)
    assert squeezed("The submission has been edited since, so its answers are not repeated here.") in text
    assert squeezed(pledges.LONG_ENOUGH) not in text


def test_there_is_none_before_a_submission_and_for_nobody_else(at_desk, focal):
    other = pledges.submitted(accounts.focal_point("FRA"), state="FRA")
    assert at_desk.get(at(pledges.draft(focal))).status_code == 404
    assert at_desk.get(at(other)).status_code == 404


def test_the_mail_says_what_arrived_and_what_happens_next(focal):
    with time_machine.travel("2026-11-22 06:05Z", tick=False):
        item = pledges.submitted(focal, title="Räume & <Rechte>")
    send_due_notices()
    (message,) = mail.outbox
    assert message.subject == f"Receipt {item.reference}: Räume & <Rechte>"
    for line in (
        "Title: Räume & <Rechte>",
        f"Reference: {item.reference}",
        "Submitted for: Portugal",
        "Submitted by: focal.prt",
        "Submitted at: 22 November 2026, 06:05 UTC",
        "http://localhost:8000/en/desk/",
    ):
        assert line in message.body.splitlines()
