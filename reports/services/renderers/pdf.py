"""A report's document as the bytes of a PDF, set by the one template of reports."""

from pathlib import Path

from reports.exceptions import TypesettingFailed
from typesetting import compiler
from typesetting.blocks import Block
from typesetting.exceptions import TypesettingRefused

TEMPLATE = Path(__file__).resolve().parents[2] / "typst" / "report.typ"


def render(document: Block) -> bytes:
    """The document as a PDF; raises TypesettingFailed with the compiler's reason."""
    try:
        return compiler.typeset(document, template=TEMPLATE)
    except TypesettingRefused as refused:
        raise TypesettingFailed(str(refused)) from refused


def made_with() -> str:
    """What turned the document into bytes: the compiler's version, and a digest of template and fonts."""
    return compiler.toolchain(TEMPLATE)
