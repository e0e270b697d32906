"""Opening what was uploaded: by its content, within bounds, never a file with macros or with a document type in it."""

from typing import BinaryIO

from attachments.exceptions import Bomb, Damaged, FileNotAllowed, NameDisagrees, TooLarge, TypeNotAllowed
from attachments.states import Kind as FileKind
from attachments.validators import clean_name, kind_of
from attachments.validators.archives import Budget, members
from drafting.exceptions import FileRefused, FileTooLarge, NotADocument, Unreadable

MAX_BYTES = 10 * 1024 * 1024
MAX_XML = 24 * 1024 * 1024  # unpacked: what is parsed as a whole
TAKEN = frozenset({FileKind.DOCX, FileKind.XLSX})


def file_kind(file: BinaryIO, *, name: str, size: int) -> FileKind:
    """DOCX or XLSX, by the content; raises an UploadRefused that says why not."""
    if size > MAX_BYTES:
        raise FileTooLarge
    try:
        found = kind_of(file, name=clean_name(name), size=size)
    except (TypeNotAllowed, NameDisagrees) as refused:
        raise NotADocument from refused
    except (TooLarge, Bomb) as refused:
        raise FileTooLarge from refused
    except Damaged as refused:
        raise Unreadable from refused
    except FileNotAllowed as refused:
        raise FileRefused(refused.message) from refused
    if found not in TAKEN:
        raise NotADocument
    _check_parts(file, size)
    file.seek(0)
    return found


def _check_parts(file: BinaryIO, size: int) -> None:
    """No part declares entities of its own, and together they are no more than a document that circulates has."""
    unpacked = 0
    for member in members(file, Budget(size)):
        if not member.name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        unpacked += len(member.content)
        if unpacked > MAX_XML:
            raise FileTooLarge
        plain = member.content.replace(b"\0", b"").lower()  # in UTF-16 too
        if b"<!doctype" in plain or b"<!entity" in plain:
            raise Unreadable
