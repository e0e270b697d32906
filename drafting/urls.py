"""The desk addresses of one kind of submission: the same for every kind, under its own namespace."""

from collections.abc import Collection
from typing import Any

from django.urls import URLPattern, path

from drafting.forms import Kind
from drafting.views import amending, clearance, files, receipts, submitting, workbooks, writing

ROUTES: tuple[tuple[str, Any, str], ...] = (
    ("new/", writing.begin, "new"),
    ("<int:pk>/", writing.detail, "detail"),
    ("<int:pk>/steps/<slug:step>/", writing.step, "step"),
    ("<int:pk>/steps/<slug:step>/autosave/", writing.autosave, "autosave"),
    ("<int:pk>/reason/", amending.reason, "reason"),
    ("<int:pk>/review/", submitting.review, "review"),
    ("<int:pk>/preview/", submitting.preview, "preview"),
    ("<int:pk>/submit/", submitting.submit, "submit"),
    ("<int:pk>/submitted/", submitting.submitted, "submitted"),
    ("<int:pk>/withdraw/", submitting.withdraw, "withdraw"),
    ("<int:pk>/receipt/receipt.pdf", receipts.receipt_pdf, "receipt"),
    ("<int:pk>/clearance/", clearance.clearance, "clearance"),
    ("<int:pk>/clearance/draft.docx", clearance.draft_docx, "draft_docx"),
    ("<int:pk>/clearance/draft.xlsx", clearance.draft_xlsx, "draft_xlsx"),
    ("<int:pk>/clearance/compare/<uuid:upload>/", clearance.compare, "compare"),
    ("<slug:reference>/amend/", amending.amend, "amend"),
    ("<slug:reference>/request-withdrawal/", amending.request_withdrawal, "request_withdrawal"),
)
OF_FILES: tuple[tuple[str, Any, str], ...] = (
    ("<int:pk>/files/", files.files, "files"),
    ("<int:pk>/files/<int:file_pk>/", files.file, "file"),
    ("<int:pk>/files/<int:file_pk>/remove/", files.remove_file, "remove_file"),
)


OF_MANY: tuple[tuple[str, Any, str], ...] = (
    ("workbook/", workbooks.workbook, "workbook"),
    ("workbook/template.xlsx", workbooks.workbook_template, "workbook_template"),
    ("workbook/<uuid:upload>/", workbooks.workbook_result, "workbook_result"),
    ("workbook/<uuid:upload>/checked.xlsx", workbooks.workbook_annotated, "workbook_annotated"),
    ("workbook/<uuid:upload>/confirm/", workbooks.workbook_confirm, "workbook_confirm"),
)


def desk_urls(kind: Kind, *, without: Collection[str] = ()) -> list[URLPattern]:
    """The addresses of this kind; `without` names those it has in a way of its own."""
    routes = (*ROUTES, *(OF_FILES if kind.takes_files else ()), *(OF_MANY if kind.many else ()))
    return [path(route, view, {"kind": kind}, name=name) for route, view, name in routes if name not in without]
