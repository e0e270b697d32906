"""Drafts as documents that circulate: written as Word or Excel, recognised and read when they come back."""

from typing import BinaryIO

from attachments.states import Kind as FileKind
from drafting.services.documents.excel import write_xlsx
from drafting.services.documents.excel_reading import read_xlsx
from drafting.services.documents.keeping import erase_expired, found_in, keep_document, mark_taken
from drafting.services.documents.opening import MAX_BYTES, file_kind
from drafting.services.documents.paper import NO, YES, Answer, Found, Paper, Part, Question, Shape, folded, plain_text
from drafting.services.documents.seal import Seal, party_of, seal, unseal
from drafting.services.documents.taking import accept_answers
from drafting.services.documents.word import write_docx
from drafting.services.documents.word_reading import read_docx

__all__ = [
    "MAX_BYTES",
    "NO",
    "YES",
    "Answer",
    "Found",
    "Paper",
    "Part",
    "Question",
    "Seal",
    "Shape",
    "accept_answers",
    "erase_expired",
    "file_kind",
    "folded",
    "found_in",
    "keep_document",
    "mark_taken",
    "party_of",
    "plain_text",
    "read_document",
    "seal",
    "unseal",
    "write_docx",
    "write_xlsx",
]


def read_document(file: BinaryIO, *, name: str, size: int, paper: Paper) -> Found:
    """What stands in an uploaded Word or Excel file; `paper` names the questions. Raises an UploadRefused."""
    kind = file_kind(file, name=name, size=size)
    return read_docx(file, paper) if kind == FileKind.DOCX else read_xlsx(file, paper)
