"""Every column that could hold something about a person has an eraser, or stands here with the reason it has none."""

import re

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from accounts.services import erasers_of

# Columns of text, by what they are called, that could hold a person's name, address or words about a person.
SUSPECT = re.compile(
    r"(^|_)(name|email|mail|phone|telephone|address|position|contact|contacts|remark|remarks|reason|note|comment|body"
    r"|message|question|answer|failure|why|ip|user_agent|password|detail|data|found|file|authority|text|reply"
    r"|declaration|biography|affiliation|institution|sentence|because|answers|to_owner|to_moderator)(_|$)"
)
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
ALWAYS = (models.EmailField, models.GenericIPAddressField)
LANGUAGES = re.compile(r"_(en|fr|es|ar|ru|zh_hans)$")
PUBLISHED = "content of a record: amended, withdrawn or retracted, never erased"
BY_US = "text of the secretariat about the Compact or the Forum"
HANDED_IN = "a professional judgement of a tool that a decision rests on, append-only (docs/personal-data.md)"
EXCEPTIONS = {
    "accounts.AccountEvent.note": "the trail: codes, numbers and days only",
    "accounts.Delegation.authority": "cites a document of a State by its reference and date",
    "accounts.Invitation.authority": "cites a document of a State by its reference and date",
    "accounts.Organisation.name": "an organisation",
    "accounts.State.name": "a State",
    "attachments.Attachment.file": PUBLISHED,
    "attachments.Attachment.name": PUBLISHED,
    "attachments.Attachment.scan_note": "what the scanner said of a file",
    "auth.Group.name": "unused",
    "auth.Permission.name": "unused",
    "correspondence.CannedReason.name": "a title of the secretariat's, for staff",
    "correspondence.CannedReason.text": "a text of the secretariat's for any record, so about nobody",
    "correspondence.Remark.question": "the name of a question in a form",
    "dashboard.Dataset.file": "the name of a file of ours",
    "matching.MatchEvent.detail": "the trail: the code of a closing or an outcome",
    "moderation.BatchEntry.reason": "a sentence of the portal's own, which names nobody",
    "needs.Need.change_reason": PUBLISHED,
    "peer_review.Assessment.to_moderator": HANDED_IN,
    "peer_review.Assessment.to_owner": HANDED_IN,
    "peer_review.Score.because": HANDED_IN,
    "plans.Measure.lead_institution": "an institution",
    "plans.Plan.change_reason": PUBLISHED,
    "pledges.Pledge.change_reason": PUBLISHED,
    "pledges.Pledge.lead_institution": "an institution",
    "pledges.PartnerAnswer.remark": "the trail: what a party said in its own name; its form asks to name nobody",
    "pledges.PledgePartner.name": "an institution",
    "progress.EvidenceLink.address": PUBLISHED,
    "progress.ProgressUpdate.change_reason": PUBLISHED,
    "progress.ProgressUpdate.discontinued_because": PUBLISHED,
    "reports.Report.failure_detail": "why a report was not built",
    "reports.ReportFile.file": "the name of a file of ours",
    "reviews.Review.change_reason": PUBLISHED,
    "reviews.Statement.text": PUBLISHED,
    "roundtables.CalendarEntry.note": BY_US,
    "roundtables.Paper.text": BY_US,
    "roundtables.ReferenceEdit.reason": "the trail: why a date or a text about a Forum was changed",
    "roundtables.Edition.note": BY_US,
    "roundtables.GuidingQuestion.text": BY_US,
    "sessions.Session.session_data": "goes with the sign-out that the eraser of accounts.User does, and by itself",
    "tools.Call.text": BY_US,
    "tools.Tool.change_reason": PUBLISHED,
    "workflow.AuditEvent.note": "the trail: reasons of decisions on records, kept for good (docs/personal-data.md)",
    "workflow.Publication.note": "the trail: names a file or reference data",
    "workflow.Record.closing_note": PUBLISHED,
}


def suspects(tables):
    """`app.Model.column` of every column of these tables that could hold something about a person."""
    return {
        f"{table._meta.label}.{LANGUAGES.sub('', field.name)}"
        for table in tables
        for field in table._meta.concrete_fields
        if isinstance(field, ALWAYS) or (isinstance(field, TEXT) and not field.choices and SUSPECT.search(field.name))
    }


def erased():
    """Those an eraser clears."""
    return {f"{eraser.table}.{column}" for eraser in erasers_of() for column in eraser.clears}


def test_every_column_about_persons_has_an_eraser_or_a_reason_why_not():
    assert suspects(apps.get_models()) - erased() - set(EXCEPTIONS) == set()


def test_no_reason_is_given_for_a_column_that_is_gone_or_that_is_erased():
    assert set(EXCEPTIONS) - suspects(apps.get_models()) == set()
    assert set(EXCEPTIONS) & erased() == set()


def test_every_eraser_clears_columns_that_exist():
    for eraser in erasers_of():
        columns = {field.name for field in apps.get_model(eraser.table)._meta.concrete_fields}
        assert set(eraser.clears) <= columns, eraser.table


def test_the_checker_sees_an_address_that_nobody_erases():
    assert suspects([EmailAddress]) == {"account.EmailAddress.email"}
    assert suspects([EmailAddress]) - (erased() - {"account.EmailAddress.email"}) != set()
