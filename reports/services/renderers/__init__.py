"""From the one document to the bytes of each form. The same document gives the same bytes, wherever and whenever."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.services.renderers import docx, html, pdf, xlsx
from reports.states import ReportFormat
from typesetting.blocks import Block


@dataclass(frozen=True)
class Renderer:
    """How a form is made: `render` gives its bytes or raises BuildFailed, `made_with` names what makes them."""

    render: Callable[[Block], bytes]
    made_with: Callable[[], str]
    content_type: str


RENDERERS: dict[ReportFormat, Renderer] = {
    ReportFormat.PDF: Renderer(pdf.render, pdf.made_with, "application/pdf"),
    ReportFormat.HTML: Renderer(html.render, html.made_with, "text/html; charset=utf-8"),
    ReportFormat.DOCX: Renderer(
        docx.render, docx.made_with, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    ReportFormat.XLSX: Renderer(
        xlsx.render, xlsx.made_with, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}
