"""What is not public, and whom to ask about it, is on no public page: every address is walked for planted words."""

import json
from collections import Counter
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import models
from django.test import Client
from pypdf import PdfReader

from api.pages.sources import SOURCES
from needs.models import Need
from pledges.models import Pledge, PledgeContact, PledgePartner
from progress.models import ProgressUpdate
from progress.states import Stage
from reports.selectors.scope import Scope
from reports.services import build_due_reports, request_report
from reports.states import ReportKind
from roundtables.models import Edition
from tests.dashboard.addresses import addresses
from tests.factories import accounts
from tests.factories import needs as need_factory
from tests.factories import pledges as pledge_factory
from tests.factories import progress as update_factory
from tests.factories import tools as tool_factory
from tools.models import Tool
from workflow import services
from workflow.models import Record
from workflow.states import Change

pytestmark = pytest.mark.django_db

CANARY = "kanarienvogel"
OFFERED = {"offers_support": True, "support_kinds": ["training"]}
KINDS = [(Pledge, pledge_factory), (Tool, tool_factory), (Need, need_factory), (ProgressUpdate, update_factory)]


def marked(model, *, keep=()):
    """The marker in every free-text field of a model, in a form each accepts."""
    words = {}
    for field in model._meta.concrete_fields:
        if field.choices or field.name in keep or not isinstance(field, models.CharField | models.TextField):
            continue
        text = f"https://{CANARY}.example.org/" if isinstance(field, models.URLField) else f"{CANARY} " * 40
        words[field.name] = (text[: field.max_length] if field.max_length else text).strip()
    return words


def hide(item, desk, how):
    """Take a draft to a status the public must not see."""
    if how == "draft":
        return
    services.submit(item, by=desk.portugal)
    if how == "returned":
        services.return_for_changes(item, by=desk.moderator, note=CANARY)
    elif how == "rejected":
        services.reject(item, by=desk.moderator, note=CANARY)
    elif how == "taken back":
        services.withdraw(item, by=desk.portugal)
    elif how == "retracted":
        services.publish(item, by=desk.moderator)
        services.retract(item, by=desk.moderator, note="A reason the public may read.")


@pytest.fixture
def records(desk):
    """Public records of each kind, and among them everything that is hidden, full of the marker."""
    pledge = desk.pledge(objectives=(7,))
    desk.tool(objectives=(7,))
    desk.update(pledge)
    for model, factory in KINDS:
        for how in ("draft", "submitted", "returned", "rejected", "taken back", "retracted"):
            about = {"about": desk.pledge().record} if model is ProgressUpdate else {}  # one update at a time
            keep = {"budget_currency"}
            extra = {ProgressUpdate: {"stage": Stage.DISCONTINUED}, Tool: OFFERED}.get(model, {})
            hide(factory.draft(desk.portugal, **marked(model, keep=keep), **about, **extra), desk, how)
    amendment = pledge_factory.draft(
        desk.portugal, record=pledge.record, change=Change.AMENDMENT, **marked(Pledge, keep={"budget_currency"})
    )
    PledgePartner.objects.create(pledge=amendment, name=CANARY)
    city = accounts.organisation(f"City of {CANARY}", slug=CANARY)
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledge_factory.submitted(speaker, state=None, organisation=city)
    for record in Record.objects.filter(kind="PL"):
        PledgeContact.objects.create(
            record=record, name=CANARY, position=CANARY, email=f"{CANARY}@example.org", is_primary=True
        )
    accounts.person(f"{CANARY}@example.org", name=CANARY)
    references = Record.objects.exclude(reference=None).values_list("kind", "reference")
    return {
        "pledges": [reference for kind, reference in references if kind == "PL"],
        "tools": [reference for kind, reference in references if kind == "TL"],
        "needs": [reference for kind, reference in references if kind == "CN"],
        "organisations": [CANARY],
    }


def test_the_marker_is_everywhere_it_should_be(records):
    planted = {(Pledge, "title"): 7, (Tool, "title"): 6, (Need, "title"): 6, (ProgressUpdate, "narrative"): 6}
    planted[PledgeContact, "name"] = 14
    found = {(model, name): model.objects.filter(**{f"{name}__contains": CANARY}).count() for model, name in planted}
    assert found == planted


def test_no_public_address_shows_what_is_not_public(records):
    walked = {address: Client().get(address) for address in addresses(records, files=True)}
    assert [address for address, answer in walked.items() if CANARY in without_address(answer)] == []
    statuses = Counter(answer.status_code for answer in walked.values())
    hidden = [name for kind in ("pledges", "tools", "needs") for name in records[kind]]
    assert (set(statuses), statuses[410], len(hidden)) == ({200, 404, 410}, 6, 24)


def test_no_address_for_programs_shows_what_is_not_public(records):
    scopes = ("publications", "pledges", "tools", "needs", "plans", "reviews", "objectives/7", "states/PRT")
    lists = [
        *(f"/api/v1/{name}/?limit=100" for name in SOURCES),
        *(f"/feeds/en/{scope}/" for scope in scopes),
        *("/embed/en/objectives/7/", "/embed/en/states/PRT/", "/sitemap.xml"),
    ]
    kinds = ("pledges", "tools", "needs")
    single = [f"/api/v1/{kind}/{reference}/" for kind in kinds for reference in records[kind]]
    walked = {address: Client().get(address) for address in [*lists, *single]}
    assert [address for address, answer in walked.items() if CANARY in words_of(answer).lower()] == []
    assert {walked[address].status_code for address in lists} == {200}
    assert {walked[address].status_code for address in single} == {200, 404, 410}


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_no_report_and_no_page_about_it_shows_what_is_not_public(records, number):
    edition = Edition.objects.get(year=2026)
    moderator = accounts.moderator("reports@example.org")
    report = request_report(
        scope=Scope(ReportKind.ROUND_TABLE, edition, str(number)), language="en", by=moderator, releases=True
    )
    build_due_reports()
    report.refresh_from_db()
    file = Client().get(f"/en/reports/{report.reference}/file.pdf")
    printed = "".join(page.extract_text() for page in PdfReader(BytesIO(b"".join(file.streaming_content))).pages)
    assert len(printed) > 1000
    pages = [Client().get(f"/en/reports/{path}").content.decode() for path in ("", f"{report.reference}/")]
    shown = [json.dumps(report.snapshot), printed, *pages]
    assert [text[:80] for text in shown if CANARY in text.lower()] == []


def test_a_public_pledge_whose_fields_are_all_full_shows_no_contact(desk):
    secret = "nachtigall"
    pledge = desk.pledge(ends_on=date(2027, 1, 1), is_open_ended=False)
    PledgeContact.objects.create(record=pledge.record, name=secret, position=secret, email=f"{secret}@example.org")
    known = {"pledges": [pledge.reference], "tools": [], "organisations": []}
    walked = {address: words_of(Client().get(address)) for address in addresses(known, files=True)}
    assert [address for address, page in walked.items() if secret in page.lower()] == []


def without_address(answer):
    """The page without its own address, which links to other languages repeat."""
    return words_of(answer).lower().replace(answer.request["PATH_INFO"].split("/", 2)[2].lower(), "")


def words_of(answer):
    """What a page, a table or a workbook says."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
