"""The receipt of a submission: what was handed in, when, by whom and for whom, as a PDF that can be verified.

Its checksum is that of the submitted content as the audit trail keeps it, which cannot be changed afterwards.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from typesetting.blocks import Text, written
from typesetting.compiler import canonical, typeset
from typesetting.glyphs import printable
from workflow.models import AuditEvent, Moderated
from workflow.states import Verb

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "receipt.typ"

Answers = Sequence[tuple[str, Sequence[tuple[str, str, bool]]]]  # a section's title; label, text, is it the owner's


def submission_of(item: Moderated) -> AuditEvent | None:
    """The last time this version was submitted; None where it never was."""
    events = AuditEvent.objects.filter(verb=Verb.SUBMIT, target_type=item._meta.label_lower, target_id=item.pk)
    return events.select_related("actor", "record").order_by("-pk").first()


def digest_of(event: AuditEvent) -> str:
    """SHA-256 of the submitted content: of its JSON with sorted keys and without spaces, in UTF-8."""
    return hashlib.sha256(canonical(event.snapshot).encode()).hexdigest()


def is_as_submitted(item: Moderated, event: AuditEvent) -> bool:
    """False where the version was returned and edited since."""
    return json.loads(json.dumps(item.snapshot(), cls=DjangoJSONEncoder)) == event.snapshot


def receipt_pdf(item: Moderated, event: AuditEvent, *, kind: str, title: str, sections: Answers) -> bytes:
    """The receipt in the active language; the same submission gives the same bytes. `sections` name no contacts."""
    return typeset(receipt_document(item, event, kind=kind, title=title, sections=sections), template=TEMPLATE)


def receipt_document(
    item: Moderated, event: AuditEvent, *, kind: str, title: str, sections: Answers
) -> dict[str, Any]:
    """What stands on it."""
    language = get_language() or settings.LANGUAGE_CODE
    reference = item.reference
    shown = sections if is_as_submitted(item, event) else ()
    return {
        "language": language,
        "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "created": int(event.at.timestamp()),
        "title": _("Receipt %(reference)s") % {"reference": reference},
        "description": printable(kind),
        "overline": _("GCM Implementation Portal"),
        "heading": _("Receipt"),
        "subject": written(title, item.language, document_language=language),
        "reference": reference,
        "page": _("Page {page} of {pages}"),
        "facts": _facts(item, event, kind=kind),
        "next": _what_follows(is_whole=bool(shown)),
        "sections": [_section(heading, answers, item.language, language) for heading, answers in shown],
        "verify": {"title": _("Verifying this receipt"), "texts": _verifying(), "digest": digest_of(event)},
    }


def _facts(item: Moderated, event: AuditEvent, *, kind: str) -> list[list[str]]:
    words = {"day": date_format(event.at, "DATE_FORMAT"), "time": f"{event.at:%H:%M:%S}"}
    return [
        [_("Submission"), printable(kind), "text"],
        [_("Reference"), item.reference, "code"],
        [_("Made by"), printable(str(item.owner or "")), "text"],
        [_("Submitted by"), printable(event.actor.name), "text"],
        [_("Submitted at"), _("%(day)s, %(time)s UTC") % words, "text"],
        *([[_("Operated by"), printable(settings.OPERATOR_NAME), "text"]] if settings.OPERATOR_NAME else []),
        *([[_("Installation"), _("Local copy for trying out"), "text"]] if settings.LOCAL_COPY else []),
    ]


def _what_follows(*, is_whole: bool) -> list[str]:
    texts = [
        _(
            "The secretariat reads the submission and publishes it, returns it with a reason, or does not accept it. "
            "You are told by e-mail. Until it is published it is not public."
        )
    ]
    if not is_whole:
        texts.append(_("The submission has been edited since, so its answers are not repeated here."))
    return texts


def _verifying() -> list[str]:
    return [
        _(
            "The portal keeps what was submitted in a trail that cannot be changed. This is the SHA-256 checksum of "
            "that content; the secretariat can compare it."
        )
    ]


def _section(heading: str, answers: Sequence[tuple[str, str, bool]], own: str, language: str) -> dict[str, Any]:
    def as_text(text: str, *, is_written: bool) -> Text:
        return written(text, own if is_written else language, document_language=language, long=True)

    filled = [[printable(label), as_text(text, is_written=is_written)] for label, text, is_written in answers if text]
    return {"title": printable(heading), "answers": filled or [["", _("Nothing was answered here.")]]}
