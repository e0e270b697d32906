"""The document of each kind of report: facts in, neutral blocks out, every sentence in the report's language."""

from collections.abc import Callable

from django.utils import translation

from reports.selectors.facts import Facts
from reports.services.documents.annual import annual_document
from reports.services.documents.brief import brief_document
from reports.services.documents.changes import changes_document
from reports.services.documents.objective import objective_document
from reports.services.documents.overview import overview_document
from reports.services.documents.round_table import round_table_document
from reports.services.documents.state import state_document
from reports.states import ReportKind
from typesetting.blocks import Block

DOCUMENTS: dict[ReportKind, Callable[[Facts, str], Block]] = {
    ReportKind.ROUND_TABLE: round_table_document,
    ReportKind.OBJECTIVE: objective_document,
    ReportKind.STATE: state_document,
    ReportKind.BRIEF: brief_document,
    ReportKind.OVERVIEW: overview_document,
    ReportKind.ANNUAL: annual_document,
    ReportKind.CHANGES: changes_document,
}


def document_of(facts: Facts, reference: str) -> Block:
    """The report as a document; the same facts give the same document under the same release."""
    with translation.override(facts["language"]):
        return DOCUMENTS[ReportKind(facts["kind"])](facts, reference)


__all__ = ["DOCUMENTS", "document_of"]
