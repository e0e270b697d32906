"""Office documents that are zip archives: Office Open XML (docx, pptx, xlsx) and OpenDocument (odt, odp, ods)."""

import re
from collections.abc import Iterable
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from attachments.exceptions import ActiveContent, Bomb, Damaged, FetchesFromElsewhere, MacroFile, Protected
from attachments.states import Foreign, Kind
from attachments.validators.archives import MAX_DEPTH, Budget, Member, members, nested
from attachments.validators.compound import MAGIC as COMPOUND
from attachments.validators.compound import check_compound

OPEN_XML = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": Kind.PPTX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.presentation": Kind.ODP,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}
MACRO_TYPES = re.compile(r"macroenabled|vbaproject|vbadata|macrosheet", re.IGNORECASE)
MACRO_NAMES = re.compile(r"(^|/)(vbaproject[^/]*|vbadata\.xml)$|/(macrosheets|dialogsheets)/", re.IGNORECASE)
ODF_MACROS = re.compile(r"(^|/)(basic|scripts)/", re.IGNORECASE)
PROGRAM_NAMES = re.compile(
    r"/activex/|\.(exe|dll|scr|com|bat|cmd|ps1|vbs|js|jar|hta|lnk|msi|html?|svgz)$", re.IGNORECASE
)
ONLY_SHOWN = frozenset({"hyperlink", "image", "video", "audio", "media", "externallinkpath"})
ELSEWHERE = re.compile(r"^\s*(https?|ftps?|mhtml|ldaps?|smb|webdavs?)\s*:|^\s*(file:/*)?[\\/]{2}[^\\/]", re.IGNORECASE)
ON_THIS_COMPUTER = re.compile(r"^file:///[a-z]:", re.IGNORECASE)
MAX_XML = 4 * 1024 * 1024  # for the lists of parts and relations, which are short
ARCHIVE = b"PK\x03\x04"


def kind_of_archive(file: BinaryIO, *, packed: int) -> Kind | Foreign:
    """Which office format the archive holds; `packed` is its size in bytes. Raises what makes it one to refuse.

    Macros: MacroFile. Programs inside: ActiveContent. A remote template or object: FetchesFromElsewhere. Encryption:
    Protected. Out of proportion: Bomb. Contradictions: Damaged.
    """
    return _look_into(file, Budget(packed), depth=1)


def _look_into(file: BinaryIO, budget: Budget, *, depth: int) -> Kind | Foreign:
    if depth > MAX_DEPTH:
        raise Bomb
    found: Kind | Foreign = Foreign.ARCHIVE
    for number, member in enumerate(members(file, budget)):
        if number == 0 and member.name == "mimetype":
            found = OPEN_DOCUMENT.get(member.content.strip(), found)
        if member.name == "[Content_Types].xml":
            found = _kind_by_parts(member.content)
        _check_member(member, budget, depth=depth)
    return found


def _check_member(member: Member, budget: Budget, *, depth: int) -> None:
    if MACRO_NAMES.search(member.name) or ODF_MACROS.search(member.name):
        raise MacroFile
    if PROGRAM_NAMES.search(member.name) or member.content.startswith((b"MZ", b"\x7fELF")):
        raise ActiveContent
    if member.name.lower().endswith(".rels"):
        _check_relations(member.content)
    if member.name == "META-INF/manifest.xml" and b"encryption-data" in member.content:
        raise Protected
    if member.content.startswith(COMPOUND):
        check_compound(member.content)
    if member.content.startswith(ARCHIVE):
        _look_into(nested(member.content), budget, depth=depth + 1)


def _kind_by_parts(xml: bytes) -> Kind | Foreign:
    """The document's kind by its list of parts; raises MacroFile where the list has a part for macros."""
    types = [given.get("ContentType", "").strip() for _tag, given in elements(xml)]
    if any(MACRO_TYPES.search(each) for each in types):
        raise MacroFile
    return next((OPEN_XML[each] for each in types if each in OPEN_XML), Foreign.ARCHIVE)


def _check_relations(xml: bytes) -> None:
    """What is fetched on opening must not come from elsewhere; links a reader has to follow may lead anywhere."""
    for _tag, given in elements(xml):
        relation = given.get("Type", "").rpartition("/")[2].lower()
        target = given.get("Target", "")
        if relation in ONLY_SHOWN or given.get("TargetMode", "").lower() != "external":
            continue
        if ELSEWHERE.search(target) and not ON_THIS_COMPUTER.search(target):
            raise FetchesFromElsewhere


def elements(xml: bytes) -> Iterable[tuple[str, dict[str, str]]]:
    """Every element's name without its prefix, and its attributes. A document type is refused: no office has one."""
    if len(xml) > MAX_XML:
        raise Bomb
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: found.append((name.rpartition(":")[2], given))
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Damaged from error
    return found


def _refuse(*_declaration: object) -> NoReturn:
    raise Damaged
