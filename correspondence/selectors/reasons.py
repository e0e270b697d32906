"""Reasons kept ready: those offered for a purpose in a reader's language, all of them, and what was done to one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from modeltranslation.utils import build_localized_fieldname

from correspondence.models import CannedReason, CannedReasonEvent


@dataclass(frozen=True)
class Offered:
    """A reason in the language of who will read it; in English, and saying so, where it was not translated."""

    pk: int
    use: str
    name: str
    text: str
    language: str


def offered_for(uses: Collection[str], *, language: str) -> list[Offered]:
    """The reasons offered for these purposes, by name, in one query."""
    found = CannedReason.objects.filter(use__in=uses, retired_at__isnull=True).order_by("name", "pk")
    return [_offered(reason, language) for reason in found]


def reasons() -> QuerySet[CannedReason]:
    """All of them, by what they are for; those that are retired as well."""
    return CannedReason.objects.order_by("use", "name", "pk")


def reason_history(reason: CannedReason) -> QuerySet[CannedReasonEvent]:
    """What was done to it, the latest first."""
    return reason.events.select_related("by").order_by("-pk")


def _offered(reason: CannedReason, language: str) -> Offered:
    own = getattr(reason, build_localized_fieldname("text", language), "")
    text, written_in = (own, language) if own else (reason.text_en, "en")  # type: ignore[attr-defined]
    return Offered(reason.pk, reason.use, reason.name, text, written_in)
