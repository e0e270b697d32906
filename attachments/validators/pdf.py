"""PDF files: nothing in them may act when they are opened. Looked for outside streams, and inside object streams."""

import re
import zlib
from collections.abc import Iterator

from attachments.exceptions import ActiveContent, Bomb, Damaged, Protected

MAGIC = b"%PDF-"
MAX_OBJECT_STREAMS = 64 * 1024 * 1024  # bytes, all of them unpacked
ACTS = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|FileAttachment|ImportData)(?![A-Za-z0-9])")
ACTS_SHORT = re.compile(rb"/(JS|XFA)(?![A-Za-z0-9])")  # too short to be looked for in compressed bytes
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
FILTERED = re.compile(rb"/(Filter|DecodeParms)(?![A-Za-z0-9])")
DEFLATED = re.compile(rb"/Filter\s*\[?\s*/(FlateDecode|Fl)(?![A-Za-z0-9])\s*(?!\s*/\w+\s*\])")


def check_pdf(content: bytes) -> None:
    """Refuse scripts, programs, forms with scripts and files inside (ActiveContent), and encryption (Protected).

    An encrypted file cannot be looked into. Raises Damaged for a file without an end, Bomb for one that unpacks to too
    much.
    """
    if b"%%EOF" not in content[-4096:] and b"startxref" not in content[-4096:]:
        raise Damaged
    names = _plain_names(content)
    if ACTS.search(names):
        raise ActiveContent
    unpacked = 0
    for outside, stream in _parts(content):
        plain = _plain_names(outside)
        _check_objects(plain)
        if stream and OBJECT_STREAM.search(plain):
            inside = _object_stream(plain, stream, MAX_OBJECT_STREAMS - unpacked)
            unpacked += len(inside)
            _check_objects(_plain_names(inside))


def _check_objects(plain: bytes) -> None:
    if ENCRYPTED.search(plain):
        raise Protected
    if ACTS.search(plain) or ACTS_SHORT.search(plain):
        raise ActiveContent


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What stands outside streams, piece by piece, each with the stream that follows it."""
    place = 0
    while found := STREAM.search(content, place):
        end = content.find(b"endstream", found.end())
        end = len(content) if end < 0 else end
        yield content[place : found.start()], content[found.end() : end]
        place = end
    yield content[place:], b""


def _object_stream(dictionary: bytes, stream: bytes, room: int) -> bytes:
    """The objects packed in a stream; one that is packed in an unusual way cannot be checked and is refused."""
    filtered = len(FILTERED.findall(dictionary))
    if not filtered:
        return stream
    if filtered != len(DEFLATED.findall(dictionary)):
        raise ActiveContent
    try:
        inflater = zlib.decompressobj()
        content = inflater.decompress(stream, max(room, 1))
    except zlib.error as error:
        raise Damaged from error
    if inflater.unconsumed_tail:
        raise Bomb
    return content


def _plain_names(content: bytes) -> bytes:
    """Names as they are meant: /J#61vaScript is /JavaScript."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content) if b"#" in content else content
