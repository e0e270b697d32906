"""Is this file one we take? Decided by what is in it; its name must then agree."""

from typing import BinaryIO

from attachments.exceptions import EmptyFile, FileNotAllowed, NameDisagrees, NotReadableText, TooLarge, TypeNotAllowed
from attachments.states import MAX_BYTES, Foreign, Kind
from attachments.validators import compound, office, pdf, text
from attachments.validators.names import clean_name, ending_of

__all__ = ["clean_name", "kind_of"]

FOREIGN = (
    (b"MZ", Foreign.PROGRAM),
    (b"\x7fELF", Foreign.PROGRAM),
    (b"\x89PNG\r\n", Foreign.PICTURE),
    (b"\xff\xd8\xff", Foreign.PICTURE),
    (b"GIF8", Foreign.PICTURE),
    (b"BM", Foreign.PICTURE),
    (b"II*\x00", Foreign.PICTURE),
    (b"MM\x00*", Foreign.PICTURE),
    (b"PK", Foreign.ARCHIVE),
    (b"Rar!", Foreign.ARCHIVE),
    (b"7z\xbc\xaf", Foreign.ARCHIVE),
    (b"\x1f\x8b", Foreign.ARCHIVE),
    (b"BZh", Foreign.ARCHIVE),
    (b"\xfd7zXZ", Foreign.ARCHIVE),
)


def kind_of(file: BinaryIO, *, name: str, size: int) -> Kind:
    """What the file is, by its content; `name` is cleaned already, `size` in bytes.

    Raises a FileNotAllowed that names the file: too large, empty, of a kind that is not accepted, with a name that
    says otherwise, or with something in it that could do harm.
    """
    try:
        if size > MAX_BYTES:
            raise TooLarge
        if size == 0:
            raise EmptyFile
        found = _content_of(file, size=size, ending=ending_of(name))
    except FileNotAllowed as refused:
        refused.name = name
        raise
    return _agreed(found, name)


def _agreed(found: Kind | Foreign, name: str) -> Kind:
    """The kind, where name and content agree on one that is accepted."""
    ending = ending_of(name)
    if isinstance(found, Kind) and found.value == ending:
        return found
    if isinstance(found, Kind) or ending in Kind.values:
        raise NameDisagrees(name, ending=ending, found=found)
    raise TypeNotAllowed(name, found=found)


def _content_of(file: BinaryIO, *, size: int, ending: str) -> Kind | Foreign:
    """What the bytes are, whatever the name says; the name only decides how unreadable text is spoken of."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(office.ARCHIVE):
        return office.kind_of_archive(file, packed=size)
    file.seek(0)
    content = file.read()
    if content.startswith(compound.MAGIC):
        return compound.kind_of_compound(content)
    if content.startswith(pdf.MAGIC):
        pdf.check_pdf(content)
        return Kind.PDF
    if content.startswith(text.RTF):
        text.check_rich_text(content)
        return Kind.RTF
    try:
        return text.markup_in(text.read_text(content)) or Kind.TXT
    except NotReadableText:
        found = _foreign(content)
        if found == Foreign.OTHER and ending == Kind.TXT:
            raise
        return found


def _foreign(content: bytes) -> Foreign:
    """What is neither a document nor text in Unicode, for the sentence that refuses it."""
    by_magic = next((what for magic, what in FOREIGN if content.startswith(magic)), None)
    return by_magic or text.markup_in(content[:4096].decode("latin-1")) or Foreign.OTHER
