"""Files for tests, good and hostile, made here: no test reads a file of somebody else's."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from attachments.models import Attachment
from attachments.states import Scan
from attachments.validators.compound import ENTRY, MAGIC, ROOT, STORAGE, STREAM

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PARTS = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": f"{PARTS}wordprocessingml.document.main+xml",
    "pptx": f"{PARTS}presentationml.presentation.main+xml",
    "xlsx": f"{PARTS}spreadsheetml.sheet.main+xml",
}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def upload(content=b"A sample text.", name="sample.txt"):
    """What a form hands over."""
    return SimpleUploadedFile(name, content)


def stored(by, *, name="sample.txt", content=b"A sample text.", kind="txt", scan=Scan.UNSCANNED, **fields):
    """A file that was kept already, whatever the scanner said of it."""
    file = Attachment(
        name=name,
        size=len(content),
        sha256="0" * 64,
        kind=kind,
        uploaded_by=by,
        scan=scan,
        scanned_at=timezone.now() if scan in {Scan.CLEAN, Scan.INFECTED} else None,
        **fields,
    )
    file.file.save(name, SimpleUploadedFile(name, content), save=False)
    file.save()
    return file


def archive(members, *, method=zipfile.ZIP_DEFLATED):
    """A zip archive of (name, bytes) pairs, in that order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members:
            made.writestr(name, content)
    return file.getvalue()


def office(kind="docx", *more, main=None, types=""):
    """A small docx, pptx or xlsx, with further members if given."""
    listed = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="{main or MAIN[kind]}"/>{types}</Types>'
    )
    return archive([("[Content_Types].xml", listed), ("main.xml", "<document>Sample</document>"), *more])


def relations(target, *, kind="attachedTemplate", mode="External"):
    """The member of a docx that says what the document is tied to."""
    return (
        "word/_rels/settings.xml.rels",
        f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>",
    )


def open_document(kind="text", *more):
    """A small odt, odp or ods."""
    first = ("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    return archive([first, ("content.xml", "<office/>"), *more], method=zipfile.ZIP_STORED)


def pdf(inside=b"", *, objects=b""):
    """A small PDF; `inside` stands in its catalogue, `objects` in a packed stream of objects."""
    packed = zlib.compress(objects)
    stream = b"3 0 obj\n<</Type/ObjStm/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )
    catalogue = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R %s>>\nendobj\n" % inside
    return b"%%PDF-1.7\n%s2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n%sstartxref\n0\n%%%%EOF\n" % (
        catalogue,
        stream if objects else b"",
    )


def compound(*entries):
    """A compound file (OLE2) of (name, bytes) pairs; None instead of bytes makes a storage.

    Sector 0 is the table of sectors, then comes the directory, then each stream, padded so that none is a small one.
    """
    sectors_of_directory = -(-(len(entries) + 1) // 4)
    table, body, listed = [0xFFFFFFFD], b"", [_entry("Root Entry", ROOT, 0xFFFFFFFE, 0)]
    table += [*range(2, sectors_of_directory + 1), 0xFFFFFFFE]
    for name, content in entries:
        if content is None:
            listed.append(_entry(name, STORAGE, 0, 0))
            continue
        content = content.ljust(4096, b"\0")  # noqa: PLW2901
        sectors = -(-len(content) // 512)
        listed.append(_entry(name, STREAM, len(table), len(content)))
        table += [*range(len(table) + 1, len(table) + sectors), 0xFFFFFFFE]
        body += content.ljust(sectors * 512, b"\0")
    directory = b"".join(listed).ljust(sectors_of_directory * 512, b"\0")
    head = struct.pack("<8s16sHHHHH6s9I", MAGIC, b"", 62, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, *LAST4)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table))) + directory + body


LAST4 = (0xFFFFFFFE, 0, 0xFFFFFFFE, 0)


def _entry(name, what, first, size):
    raw = name.encode("utf-16-le")
    return ENTRY.pack(raw, len(raw) + 2, what, 1, *[0xFFFFFFFF] * 3, b"", 0, 0, 0, first, size)


def workbook(*sheets):
    """The stream of an Excel 97 workbook with sheets of these types (0 a worksheet, 1 a macro sheet)."""
    records = [struct.pack("<2HI", 0x0809, 4, 0)]
    records += [struct.pack("<2HIBB2s", 0x0085, 8, 0, 0, what, b"\1A") for what in sheets]
    return b"".join([*records, struct.pack("<2H", 0x000A, 0)])


def lying(members, *, claims=100):
    """An archive whose headers claim that its first member unpacks to `claims` bytes."""
    content = bytearray(archive(members))
    struct.pack_into("<I", content, 22, claims)
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, claims)
    return bytes(content)


def overlapping(count=50):
    """An archive whose directory names the same compressed bytes again and again."""
    one = archive([("a.xml", b"0" * 1_000_000)])
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entries = b"".join(one[start:end].replace(b"a.xml", b"%05d" % number) for number in range(count))
    tail = bytearray(one[end:])
    struct.pack_into("<2H2I", tail, 8, count, count, len(entries), start)
    return one[:start] + entries + bytes(tail)
