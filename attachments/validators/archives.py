"""Zip archives, unpacked within bounds. No header is trusted: a size is what comes out, a contradiction is damage.

Office documents are zip archives. They are read by our own few lines because `zipfile` stops at the size a header
claims, where another program may go on.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from attachments.exceptions import Bomb, Damaged, Protected

MAX_MEMBERS = 5000
MAX_DEPTH = 3  # a workbook in a document in a presentation
MAX_UNPACKED = 300 * 1024 * 1024  # all members and those inside them, together
FREE_UNPACKED = 20 * 1024 * 1024  # below this no ratio is looked at: short tables compress very well
MAX_RATIO = 100
KEPT = 32 * 1024 * 1024  # of one member; what is larger is counted to its end and not kept
PIECE = 256 * 1024
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
IS_ENCRYPTED = 0x1
NAME_IS_UTF8 = 0x800


class Budget:
    """How much may still be unpacked, counted over an archive and everything inside it."""

    def __init__(self, packed: int):
        self.packed, self.unpacked = packed, 0

    def spend(self, count: int) -> None:
        """Count what came out; raises Bomb where it is too much, or out of proportion to what went in."""
        self.unpacked += count
        if self.unpacked > MAX_UNPACKED:
            raise Bomb
        if self.unpacked > FREE_UNPACKED and self.unpacked > self.packed * MAX_RATIO:
            raise Bomb


@dataclass(frozen=True)
class Member:
    """One file of an archive, unpacked; of a very long one the beginning."""

    name: str
    content: bytes


def members(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    """Each file of the archive in the order it is stored, unpacked one at a time.

    Raises Damaged where the archive contradicts itself (members that overlap, two with one name, lengths that are not
    true), Protected where it is encrypted, Bomb where it is out of proportion.
    """
    for entry, start in _places(file):
        kept, length, checksum = bytearray(), 0, 0
        for piece in _pieces(file, entry, start):
            budget.spend(len(piece))
            length, checksum = length + len(piece), zlib.crc32(piece, checksum)
            kept += piece[: max(0, KEPT - len(kept))]
        if length != entry.file_size or checksum != entry.CRC:
            raise Damaged
        if not entry.is_dir():
            yield Member(entry.filename.replace("\\", "/").lstrip("/"), bytes(kept))


def nested(content: bytes) -> BinaryIO:
    """A member that is an archive itself, to be read as one."""
    return io.BytesIO(content)


def _places(file: BinaryIO) -> list[tuple[zipfile.ZipInfo, int]]:
    """The entries in the order they are stored, each with where its bytes begin; none reaches into the next."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OverflowError) as error:
        raise Damaged from error
    entries = sorted(archive.infolist(), key=lambda each: each.header_offset)
    if len(entries) > MAX_MEMBERS:
        raise Bomb
    if len({each.filename.lower() for each in entries}) != len(entries):
        raise Damaged
    found, end = [], 0
    for entry in entries:
        if entry.header_offset < end:
            raise Damaged
        start = _start_of(file, entry)
        end = start + entry.compress_size
        found.append((entry, start))
    if end > archive.start_dir or not entries or entries[0].header_offset:
        raise Damaged
    return found


def _start_of(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where the member's bytes begin, by its own header, which must name the same member as the directory does."""
    file.seek(entry.header_offset)
    head = file.read(LOCAL_HEADER.size)
    if len(head) < LOCAL_HEADER.size:
        raise Damaged
    magic, _version, flags, method, *_rest, name_length, extra_length = LOCAL_HEADER.unpack(head)
    if magic != b"PK\x03\x04" or method != entry.compress_type or method not in METHODS:
        raise Damaged
    if (flags | entry.flag_bits) & IS_ENCRYPTED:
        raise Protected
    name = file.read(name_length).decode("utf-8" if flags & NAME_IS_UTF8 else "cp437", errors="replace")
    if name.replace("\\", "/") != entry.orig_filename.replace("\\", "/"):
        raise Damaged
    return entry.header_offset + LOCAL_HEADER.size + name_length + extra_length


def _pieces(file: BinaryIO, entry: zipfile.ZipInfo, start: int) -> Iterator[bytes]:
    """The member's bytes as they come out, at most PIECE at a time."""
    file.seek(start)
    left = entry.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := file.read(min(PIECE, left))):
        left -= len(packed)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed:
            try:
                yield inflater.decompress(packed, PIECE)
            except zlib.error as error:
                raise Damaged from error
            packed = inflater.unconsumed_tail
    if left or (entry.compress_type == zipfile.ZIP_DEFLATED and not inflater.eof) or inflater.unused_data:
        raise Damaged
