"""What may be kept as an authority letter: hostile files are refused, whatever their name, each with its words."""

import io
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError

from accounts import validators
from accounts.states import LetterKind
from accounts.validators import kind_of_letter

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def packed(*members, **contents):
    """A zip; names with a slash are given as members, with something in them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in members:
            archive.writestr(name, contents.get(name, "x"))
    return file.getvalue()


def docx(*more, types="<Types/>"):
    return packed("[Content_Types].xml", "word/document.xml", *more, **{"[Content_Types].xml": types})


def odt(*more, kind="application/vnd.oasis.opendocument.text"):
    return packed("mimetype", "content.xml", *more, mimetype=kind)


def doc(*streams):
    return OLE + b"\0" * 504 + b"".join(name.encode("utf-16-le") + b"\0\0" for name in ("Root Entry", *streams))


def check(content, size=None):
    return kind_of_letter(io.BytesIO(content), size=len(content) if size is None else size)


def refusal(content, size=None):
    with pytest.raises(ValidationError) as refused:
        check(content, size)
    return refused.value.code


def locked():
    """A zip whose member says that it is encrypted."""
    content = bytearray(docx())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def claims(size):
    """A zip whose member says that it unpacks to this many bytes."""
    content = bytearray(docx())
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", size)
    return bytes(content)


def long_directory():
    """A zip that says its table of contents is two megabytes long."""
    content = bytearray(docx())
    at = content.rindex(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<L", 2 * 1024 * 1024)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n", LetterKind.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", LetterKind.JPG),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", LetterKind.PNG),
        (doc("WordDocument"), LetterKind.DOC),
        (docx(), LetterKind.DOCX),
        (odt(), LetterKind.ODT),
    ],
    ids=lambda value: str(value) if isinstance(value, LetterKind) else "",
)
def test_a_letter_is_known_by_its_content(content, kind):
    assert check(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unknown"),
        (b"<!doctype html><script>alert(1)</script>", "unknown"),
        (b"MZ\x90\x00", "unknown"),
        (b"\n%PDF-1.4", "unknown"),
        (b"GIF89a", "unknown"),
        (b"{\\rtf1 hello}", "unknown"),
        (doc("Workbook"), "unknown"),
        (doc("WordDocument", "Macros"), "macros"),
        (doc("WordDocument", "_VBA_PROJECT"), "macros"),
        (doc("EncryptedPackage"), "locked"),
        (packed("a.txt"), "unknown"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "unknown"),
        (odt(kind="application/vnd.oasis.opendocument.spreadsheet"), "unknown"),
        (docx("word/vbaProject.bin"), "macros"),
        (docx("word/VBAPROJECT.BIN"), "macros"),
        (docx(types="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (odt("Basic/Standard/Module1.xml"), "macros"),
        (odt("Scripts/python/evil.py"), "macros"),
        (locked(), "locked"),
        (claims(validators.MAX_UNPACKED + 1), "bomb"),
        (long_directory(), "bomb"),
        (b"PK\x03\x04" + b"\0" * 60, "broken"),
        (docx()[:60], "broken"),
        (docx()[:-10], "broken"),
    ],
)
def test_what_is_no_letter_is_refused_with_the_reason(content, code):
    assert refusal(content) == code


def test_a_damaged_member_is_said_to_be_damaged():
    content = bytearray(odt())
    at = content.index(b"mimetype") + len("mimetype")
    content[at : at + 5] = b"\xff\xff\xff\xff\xff"

    assert refusal(bytes(content)) == "broken"


def test_25_megabytes_are_kept_and_one_byte_more_is_not():
    assert check(b"%PDF-1.4\n", size=25 * 1024 * 1024) == LetterKind.PDF
    assert refusal(b"%PDF-1.4\n", size=25 * 1024 * 1024 + 1) == "too_large"


def test_a_bomb_is_refused_without_unpacking_it():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(201):
                member.write(b"\0" * 1024 * 1024)

    assert len(bomb.getvalue()) < 1024 * 1024
    assert refusal(bomb.getvalue()) == "bomb"


@pytest.mark.parametrize("words", ["EMPTY", "TOO_LARGE", "UNKNOWN", "MACROS", "LOCKED", "BOMB", "BROKEN"])
def test_every_refusal_says_what_to_do(words):
    assert str(getattr(validators, words)).count(".") + str(getattr(validators, words)).count(":") >= 2
