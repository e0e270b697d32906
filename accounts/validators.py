"""Whether a file may be an authority letter: judged by what is in it, never by its name."""

import struct
import zipfile
import zlib
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.states import LetterKind

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_DIRECTORY = 1024 * 1024  # bytes of a zip's table of contents: some 10,000 members
UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
FIRST_BYTES = {b"%PDF-": LetterKind.PDF, b"\xff\xd8\xff": LetterKind.JPG, b"\x89PNG\r\n\x1a\n": LetterKind.PNG}

EMPTY = _("This file is empty. Choose the letter again.")
TOO_LARGE = _("This file is larger than 25 MB. Scan the letter with fewer dots, or in black and white.")
UNKNOWN = _(
    "This file is not a letter in one of the kinds we can keep: PDF, DOC, DOCX, ODT, JPG or PNG. What counts is what "
    "is in the file, not its name."
)
MACROS = _("This file contains macros. Save the letter as a PDF and upload that.")
LOCKED = _("This file is locked with a password. Save it without one.")
BOMB = _("This file unpacks to far more than a letter would. Save the letter as a PDF and upload that.")
BROKEN = _("This file is damaged: it cannot be opened. Save it anew and try again.")


def kind_of_letter(file: IO[bytes], *, size: int) -> LetterKind:
    """What kind of file it is, from its content; `size` in bytes. Raises ValidationError with what to do about it.

    Nothing is unpacked beyond a line: a zip's own table of contents says what it holds and how large it claims to be.
    """
    if not size:
        raise ValidationError(EMPTY, code="empty")
    if size > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    file.seek(0)
    start = file.read(8)
    for first, kind in FIRST_BYTES.items():
        if start.startswith(first):
            return kind
    if start == OLE:
        return _old_word(file)
    if start.startswith(b"PK\x03\x04"):
        return _packed(file, size=size)
    raise ValidationError(UNKNOWN, code="unknown")


def _old_word(file: IO[bytes]) -> LetterKind:
    """An OLE container is a letter if it has Word's stream; the names of its parts stand in it in UTF-16."""
    file.seek(0)
    content = file.read(MAX_BYTES)
    if "_VBA_PROJECT".encode("utf-16-le") in content or "Macros".encode("utf-16-le") in content:
        raise ValidationError(MACROS, code="macros")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ValidationError(LOCKED, code="locked")
    if "WordDocument".encode("utf-16-le") not in content:
        raise ValidationError(UNKNOWN, code="unknown")
    return LetterKind.DOC


def _packed(file: IO[bytes], *, size: int) -> LetterKind:
    _refuse_long_directory(file, size=size)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            _refuse_members(members)
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return _new_word(archive)
            if {"mimetype", "content.xml"} <= names and _beginning(archive, "mimetype", 100).strip() == ODT_TYPE:
                return LetterKind.ODT
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        ValueError,
        OSError,
        EOFError,
        zlib.error,
    ) as broken:
        raise ValidationError(BROKEN, code="broken") from broken
    raise ValidationError(UNKNOWN, code="unknown")


def _new_word(archive: zipfile.ZipFile) -> LetterKind:
    if b"macroEnabled" in _beginning(archive, "[Content_Types].xml", 200_000):
        raise ValidationError(MACROS, code="macros")
    return LetterKind.DOCX


def _beginning(archive: zipfile.ZipFile, name: str, length: int) -> bytes:
    with archive.open(name) as member:
        return member.read(length)


def _refuse_members(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise ValidationError(LOCKED, code="locked")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ValidationError(BOMB, code="bomb")
    for member in members:
        name = member.filename.casefold()
        if name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")):
            raise ValidationError(MACROS, code="macros")


def _refuse_long_directory(file: IO[bytes], *, size: int) -> None:
    """Reading a table of contents of half a million members would cost hundreds of megabytes."""
    tail = min(size, 65_557)  # the longest comment a zip may end with, and its end record
    file.seek(size - tail)
    end = file.read(tail).rpartition(b"PK\x05\x06")
    if not end[1] or len(end[2]) < 18:
        raise ValidationError(BROKEN, code="broken")
    if struct.unpack("<L", end[2][8:12])[0] > MAX_DIRECTORY:
        raise ValidationError(BOMB, code="bomb")
    file.seek(0)
