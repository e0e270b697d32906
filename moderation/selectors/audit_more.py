"""Tables of events beside the kernel's: matches, peer reviews, Forums, reasons kept ready.

Each tells in one sentence who did what, about what; its own page tells it in full.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Model, QuerySet, TextChoices, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from correspondence.models import CannedReasonEvent
from correspondence.states import ReasonAct
from matching.models import MatchEvent
from matching.states import Act as MatchAct
from moderation.selectors.audit_lines import Line, Place, Source
from moderation.selectors.audit_words import Sentence
from peer_review.models import Assessment
from roundtables.models import ReferenceEdit
from roundtables.states import EditAct

ABOUT = _("%(who)s, about %(what)s: %(did)s.")
HANDED_IN = _("%(who)s handed in an assessment of the tool %(what)s.")


def _told(model: type[Model], key: str, acts: type[TextChoices], about: Callable[[Any], str], *related: str) -> Source:
    """A table with `at`, `by` and `act`, whose rows say what they are about."""

    def rows() -> QuerySet:
        return model._default_manager.select_related("by", *related)

    def line(row: Any) -> Line:
        parts = {"who": str(row.by), "what": about(row), "did": str(acts(row.act).label)}
        return Line(Place(row.at, key, row.pk), row.act, Sentence(ABOUT, parts))

    return Source(key, "act", rows, "by", line)


def _of_forums(row: ReferenceEdit) -> str:
    return str(row.paper or row.entry or row.round_table or row.edition or "")


def _of_matches(row: MatchEvent) -> str:
    return f"{row.match.need} – {row.match.offer}"


def _assessments() -> QuerySet:
    rows = Assessment.objects.select_related("assignment__reviewer__person", "assignment__review__tool__record")
    return rows.annotate(at=F("handed_in_at"), act=Value("handed_in"))


def _assessment_line(row: Any) -> Line:
    record = row.assignment.review.tool.record
    parts = {"who": str(row.assignment.reviewer.person), "what": record.reference or ""}
    return Line(Place(row.at, "assessment", row.pk), "handed_in", Sentence(HANDED_IN, parts), record.reference or "")


MORE: tuple[Source, ...] = (
    _told(ReferenceEdit, "forum", EditAct, _of_forums, "paper", "entry", "round_table", "edition"),
    _told(CannedReasonEvent, "reason", ReasonAct, lambda row: row.reason.name, "reason"),
    _told(MatchEvent, "match", MatchAct, _of_matches, "match__need", "match__offer"),
    Source("assessment", "act", _assessments, "assignment__reviewer__person", _assessment_line),
)
FURTHER: tuple[tuple[str, str | Promise, type[TextChoices]], ...] = (
    ("forum", _("Forums and calendar"), EditAct),
    ("reason", _("Reasons kept ready"), ReasonAct),
    ("match", _("Matches"), MatchAct),
)
