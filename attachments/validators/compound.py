"""Compound files (OLE2): what Word, Excel and PowerPoint wrote until 2003, and how encrypted documents are wrapped.

Read as [MS-CFB], [MS-DOC], [MS-XLS] and [MS-PPT] describe them, as far as is needed to tell the three apart and to
find macros. Every chain of sectors is bounded by the file, so a loop is only damage.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from attachments.exceptions import ActiveContent, Damaged, MacroFile, Protected
from attachments.states import Foreign, Kind

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENTRY = struct.Struct("<64sHBB3I16sIQQIQ")
LAST_SECTOR = 0xFFFFFFFA
IN_HEADER = 109
STORAGE, STREAM, ROOT = 1, 2, 5
OF_MACROS = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project", "projectwm", "vbaproject.bin"})
OF_PROGRAMS = frozenset({"\x01ole10native", "\x03ocxname", "\x03ocxdata"})
OF_ENCRYPTION = frozenset({"encryptedpackage", "encryptioninfo", "encryptedsummary"})
KINDS = {
    "worddocument": Kind.DOC,
    "workbook": Kind.XLS,
    "book": Kind.XLS,
    "powerpoint document": Kind.PPT,
}
BOUND_SHEET, FILE_PASS = 0x0085, 0x002F
MACRO_SHEETS = frozenset({1, 6})  # an Excel 4.0 macro sheet, a Visual Basic module
WORD_IS_ENCRYPTED = 0x0100
VBA_OF_A_PRESENTATION = re.compile(
    rb"\x1f\x00\xff\x03\x14\x00{3}\x02\x00\x00\x04\x0c\x00{3}.{4}\x01\x00{3}", re.DOTALL
)


@dataclass(frozen=True)
class Entry:
    """One storage or stream: its name in small letters, and where its bytes are."""

    name: str
    is_stream: bool
    first: int
    size: int


class CompoundFile:
    """The directory of a compound file and the bytes of its streams; raises Damaged where it is not one."""

    def __init__(self, content: bytes):
        self.content = content
        if len(content) < 512 or not content.startswith(MAGIC):
            raise Damaged
        shift, small_shift = struct.unpack_from("<2H", content, 30)
        if shift not in {9, 12} or small_shift != 6:
            raise Damaged
        self.sector_size = 1 << shift
        self.table = self._table()
        first_of_directory, _signature, self.small_below, first_of_small_table = struct.unpack_from("<4I", content, 48)
        self.small_table = _numbers(self._chain(first_of_small_table))
        self.root: Entry | None = None
        self.entries = list(self._directory(self._chain(first_of_directory)))
        if self.root is None:
            raise Damaged
        self.small_sectors = self._chain(self.root.first)

    def stream(self, name: str) -> bytes:
        """The bytes of the stream of that name (small letters); nothing where there is none."""
        entry = next((each for each in self.entries if each.is_stream and each.name == name), None)
        if entry is None:
            return b""
        if entry.size >= self.small_below:
            return self._chain(entry.first)[: entry.size]
        return b"".join(self._small_chain(entry.first))[: entry.size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector_size
        if start >= len(self.content):
            raise Damaged
        return self.content[start : start + self.sector_size]

    def _table(self) -> tuple[int, ...]:
        """Which sector follows which: the sectors that say so are listed in the header, and on further sectors."""
        listed = list(struct.unpack_from(f"<{IN_HEADER}I", self.content, 76))
        more = struct.unpack_from("<I", self.content, 68)[0]
        for _turn in range(len(self.content) // self.sector_size):
            if more >= LAST_SECTOR:
                break
            *further, more = _numbers(self._sector(more))
            listed.extend(further)
        return _numbers(b"".join(self._sector(number) for number in listed if number < LAST_SECTOR))

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(first, self.table))

    def _small_chain(self, first: int) -> Iterator[bytes]:
        for number in _follow(first, self.small_table):
            yield self.small_sectors[number * 64 : number * 64 + 64]

    def _directory(self, content: bytes) -> Iterator[Entry]:
        for place in range(0, len(content) - ENTRY.size + 1, ENTRY.size):
            raw, length, what, *_links, first, size = ENTRY.unpack_from(content, place)
            name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace").lower()
            entry = Entry(name, what == STREAM, first, size & 0xFFFFFFFF if self.sector_size == 512 else size)
            if what == ROOT:
                self.root = entry
            elif what in {STORAGE, STREAM}:
                yield entry


def kind_of_compound(content: bytes) -> Kind | Foreign:
    """Which of the three old formats it is; raises what `check_compound` raises."""
    found = CompoundFile(content)
    _check(found)
    kinds = [KINDS[each.name] for each in found.entries if each.is_stream and each.name in KINDS]
    return kinds[0] if kinds else Foreign.OTHER


def check_compound(content: bytes) -> None:
    """Refuse macros (MacroFile), packed programs (ActiveContent) and encryption (Protected), wherever they are."""
    _check(CompoundFile(content))


def _check(found: CompoundFile) -> None:
    names = {each.name for each in found.entries}
    if names & OF_ENCRYPTION or _word_is_encrypted(found.stream("worddocument")):
        raise Protected
    if names & OF_MACROS or VBA_OF_A_PRESENTATION.search(found.stream("powerpoint document")):
        raise MacroFile
    if names & OF_PROGRAMS:
        raise ActiveContent
    for stream in ("workbook", "book"):
        _check_workbook(found.stream(stream))


def _check_workbook(content: bytes) -> None:
    """The records of an Excel workbook up to the end of its first part, where its sheets are listed."""
    place = 0
    while place + 4 <= len(content):
        what, length = struct.unpack_from("<2H", content, place)
        if what == FILE_PASS:
            raise Protected
        if (
            what == BOUND_SHEET
            and length > 5
            and content[place + 9 : place + 10]
            and content[place + 9] in MACRO_SHEETS
        ):
            raise MacroFile
        if what == 0x000A:
            return
        place += 4 + length


def _word_is_encrypted(content: bytes) -> bool:
    return len(content) > 12 and bool(struct.unpack_from("<H", content, 10)[0] & WORD_IS_ENCRYPTED)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _follow(first: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of one chain; raises Damaged for one that leaves the table or never ends."""
    number = first
    for _turn in range(len(table) + 1):
        if number >= LAST_SECTOR:
            return
        if number >= len(table):
            raise Damaged
        yield number
        number = table[number]
    raise Damaged
