"""What a file is, by its content; and every kind of hostile file, with the sentence it is refused by."""

import gzip
import io

import pytest

from attachments import exceptions
from attachments.exceptions import (
    ActiveContent,
    Bomb,
    Damaged,
    EmptyFile,
    FetchesFromElsewhere,
    MacroFile,
    NameDisagrees,
    NotReadableText,
    Protected,
    TooLarge,
    TypeNotAllowed,
)
from attachments.states import MAX_BYTES, Kind
from attachments.validators import archives, kind_of
from tests.factories import attachments as files

UNSAFE_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><html><body onload=alert(1)>hello</body></html>"
BOMB = b"\0" * 60_000_000
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
VBA = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
VBA_ATOM = bytes.fromhex("1f00ff0314000000020000040c0000000000000001000000")
DOC = ("WordDocument", b"\0" * 32)


def look_at(content, name):
    return kind_of(io.BytesIO(content), name=name, size=len(content))


GOOD = [
    ("note.txt", b"A plain text.\nTwo lines of it.\t\r\n"),
    ("note.txt", "Текст с подписью".encode("utf-8-sig")),
    ("note.txt", "ملاحظة بالعربية".encode("utf-16")),
    ("note.TXT", b"PK and MZ are letters, and 3 < 5 and a<b."),
    ("note.rtf", rb"{\rtf1\ansi{\*\template C:\\Users\\Normal.dot}Sample \b text\b0 .}"),
    ("paper.pdf", files.pdf()),
    (
        "paper.pdf",
        files.pdf(b"/OpenAction[2 0 R/Fit]/JSX 1", objects=b"4 0 <</Type/Annot/A<</S/URI/URI(http://x)>>>>"),
    ),
    (
        "paper.pdf",
        files.pdf().replace(b"2 0 obj", b"4 0 obj\n<</Length 9>>\nstream\n\x00/JS \xff/XFA\nendstream\n2 0 obj"),
    ),
    ("text.docx", files.office("docx", ("word/theme/theme1.xml", b"<a/>"))),
    ("text.docx", files.office("docx", files.relations("file:///C:\\Templates\\Normal.dotm"))),
    ("text.docx", files.office("docx", files.relations("https://example.org/", kind="hyperlink"))),
    ("text.docx", files.office("docx", ("word/embeddings/table.xlsx", files.office("xlsx")))),
    ("text.docx", files.office("docx", ("word/embeddings/old.bin", files.compound(("Workbook", files.workbook(0)))))),
    ("slides.pptx", files.office("pptx")),
    ("table.xlsx", files.office("xlsx", ("xl/sheet.xml", b"<row/>" * 2_000_000))),
    ("text.odt", files.open_document("text", ("Basic/", b""))),
    ("slides.odp", files.open_document("presentation")),
    ("table.ods", files.open_document("spreadsheet")),
    ("text.doc", files.compound(DOC, ("1Table", b"x" * 9000))),
    ("slides.ppt", files.compound(("PowerPoint Document", b"\x0f\0\xe8\x03"))),
    ("table.xls", files.compound(("Workbook", files.workbook(0, 2, 0)))),
    ("table.xls", files.compound(("Book", files.workbook(0)))),
]


@pytest.mark.parametrize(("name", "content"), GOOD)
def test_a_good_file_is_known_by_its_content(name, content):
    assert look_at(content, name) == Kind(name.rpartition(".")[2].lower())


HOSTILE = {
    "SVG with a script": ("map.svg", UNSAFE_SVG, TypeNotAllowed),
    "SVG with a script, called a text": ("map.txt", UNSAFE_SVG, NameDisagrees),
    "SVG behind an XML declaration": ("map.txt", b'<?xml version="1.0"?>' + UNSAFE_SVG, NameDisagrees),
    "HTML named .pdf": ("paper.pdf", PAGE, NameDisagrees),
    "HTML in UTF-16 named .txt": ("note.txt", PAGE.decode().encode("utf-16"), NameDisagrees),
    "HTML in another encoding": ("paper.pdf", b"\xe9<html><script>", NameDisagrees),
    "script deep in a text": ("note.txt", b"hello " * 50_000 + b"<script >alert(1)", NameDisagrees),
    "XML": ("data.txt", b"<data><row/></data>", NameDisagrees),
    "PHP": ("note.txt", b"<?php system('id');", NameDisagrees),
    "shell script": ("note.txt", b"#!/bin/sh\nrm -rf ~", NameDisagrees),
    "program named .docx": ("text.docx", b"MZ\x90\0\3\0\0\0\xff\xff", NameDisagrees),
    "program": ("setup.exe", b"MZ\x90\0\3\0\0\0\xff\xff", TypeNotAllowed),
    "picture": ("photo.png", b"\x89PNG\r\n\x1a\n\0\0", TypeNotAllowed),
    "bytes without meaning named .txt": ("note.txt", b"\xff\x00\x01", NotReadableText),
    "text with control characters": ("note.txt", b"bell \x07", NotReadableText),
    "text in an old encoding": ("note.txt", "naïveté".encode("latin-1"), NotReadableText),
    "archive": ("files.zip", files.archive([("a.txt", b"a")]), TypeNotAllowed),
    "archive named .docx": ("text.docx", files.archive([("a.txt", b"a")]), NameDisagrees),
    "workbook named .docx": ("text.docx", files.office("xlsx"), NameDisagrees),
    "old workbook named .doc": ("text.doc", files.compound(("Workbook", files.workbook(0))), NameDisagrees),
    "something else in a compound file": ("mail.msg", files.compound(("__properties", b"")), TypeNotAllowed),
    "text without an ending": ("README", b"hello", NameDisagrees),
    "nothing": ("note.txt", b"", EmptyFile),
    "zip bomb": ("table.xlsx", files.office("xlsx", ("xl/sheet.xml", BOMB)), Bomb),
    "zip bomb inside an archive": (
        "table.xlsx",
        files.office("xlsx", ("xl/embeddings/b.zip", files.archive([("b", BOMB)]))),
        Bomb,
    ),
    "archives in archives in archives": (
        "a.docx",
        files.office("docx", ("1", files.archive([("2", files.archive([("3", files.archive([("4", b"")]))]))]))),
        Bomb,
    ),
    "very many members": ("a.docx", files.archive([(f"{n}", b"") for n in range(5001)]), Bomb),
    "zip that claims to be small": ("a.docx", files.lying([("a.xml", BOMB[:1_000_000])]), Damaged),
    "zip that claims to be small, and is a bomb": ("a.docx", files.lying([("a.xml", BOMB)]), Bomb),
    "zip whose members overlap": ("a.docx", files.overlapping(), Damaged),
    "zip cut short": ("a.docx", files.office("docx")[:-30], Damaged),
    "PDF before a zip": ("a.docx", b"PK\x03\x04" + files.office("docx"), Damaged),
    "zip with two lists of parts": ("a.docx", files.office("docx", ("[content_types].XML", b"<x/>")), Damaged),
    "docx with a document type": (
        "a.docx",
        files.archive([("[Content_Types].xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')]),
        Damaged,
    ),
    "docm named docx": ("a.docx", files.office("docx", main=MACROS), MacroFile),
    "docm": ("a.docm", files.office("docx", main=MACROS), MacroFile),
    "docx with a macro project": ("a.docx", files.office("docx", ("word/vbaProject.bin", b"x")), MacroFile),
    "docx with a macro project renamed": ("a.docx", files.office("docx", ("word/x.bin", b"x"), types=VBA), MacroFile),
    "xlsx with a macro sheet": ("a.xlsx", files.office("xlsx", ("xl/macrosheets/sheet1.xml", b"<x/>")), MacroFile),
    "macros in a workbook in a document": (
        "a.docx",
        files.office("docx", ("word/e.xlsx", files.office("xlsx", ("xl/vbaProject.bin", b"x")))),
        MacroFile,
    ),
    "macros in an old workbook in a document": (
        "a.docx",
        files.office("docx", ("word/e.bin", files.compound(("_VBA_PROJECT_CUR", None), ("VBA", None)))),
        MacroFile,
    ),
    "odt with Basic": ("a.odt", files.open_document("text", ("Basic/Standard/Module1.xml", b"<x/>")), MacroFile),
    "ods with scripts": ("a.ods", files.open_document("spreadsheet", ("Scripts/python/x.py", b"x")), MacroFile),
    "doc with macros": ("a.doc", files.compound(DOC, ("Macros", None), ("VBA", None), ("dir", b"x")), MacroFile),
    "xls with macros": ("a.xls", files.compound(("Workbook", b""), ("_VBA_PROJECT_CUR", None)), MacroFile),
    "xls with an Excel 4 macro sheet": ("a.xls", files.compound(("Workbook", files.workbook(0, 1))), MacroFile),
    "ppt with macros": ("a.ppt", files.compound(("PowerPoint Document", b"\0" * 90 + VBA_ATOM)), MacroFile),
    "doc with a packed program": (
        "a.doc",
        files.compound(DOC, ("ObjectPool", None), ("\x01Ole10Native", b"x")),
        ActiveContent,
    ),
    "docx with a program": ("a.docx", files.office("docx", ("word/embeddings/run.exe", b"x")), ActiveContent),
    "docx with a program renamed": (
        "a.docx",
        files.office("docx", ("word/media/image1.png", b"MZ\x90")),
        ActiveContent,
    ),
    "docx with ActiveX": ("a.docx", files.office("docx", ("word/activeX/activeX1.xml", b"<x/>")), ActiveContent),
    "template from the web": (
        "a.docx",
        files.office("docx", files.relations("http://evil.example/x.dotm")),
        FetchesFromElsewhere,
    ),
    "template from the web, written oddly": (
        "a.docx",
        files.office("docx", files.relations(" &#104;ttps://evil.example/x")),
        FetchesFromElsewhere,
    ),
    "template from another computer": (
        "a.docx",
        files.office("docx", files.relations("file:///\\\\evil.example\\x.dotm")),
        FetchesFromElsewhere,
    ),
    "object from the web": (
        "a.docx",
        files.office("docx", files.relations("mhtml:http://evil.example!x", kind="oleObject")),
        FetchesFromElsewhere,
    ),
    "rtf with an object": ("a.rtf", rb"{\rtf1{\object\objemb{\*\objdata 0105}}}", ActiveContent),
    "rtf with a template from the web": ("a.rtf", rb"{\rtf1{\*\template http://evil.example}}", FetchesFromElsewhere),
    "encrypted docx": ("a.docx", files.compound(("EncryptionInfo", b""), ("EncryptedPackage", b"")), Protected),
    "encrypted doc": ("a.doc", files.compound(("WordDocument", b"\0" * 10 + b"\0\1" + b"\0" * 20)), Protected),
    "encrypted xls": ("a.xls", files.compound(("Workbook", b"\x2f\0\2\0\0\0")), Protected),
    "encrypted odt": (
        "a.odt",
        files.open_document("text", ("META-INF/manifest.xml", b"<m:encryption-data/>")),
        Protected,
    ),
    "encrypted PDF": ("a.pdf", files.pdf().replace(b"startxref", b"trailer<</Encrypt 9 0 R>>\nstartxref"), Protected),
    "PDF with a script": ("a.pdf", files.pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), ActiveContent),
    "PDF with a script written oddly": ("a.pdf", files.pdf(b"/OpenAction<</S/J#61v#61Script>>"), ActiveContent),
    "PDF with a script, packed": ("a.pdf", files.pdf(objects=b"4 0 <</S/Rendition/JS(x)>>"), ActiveContent),
    "PDF that starts a program": ("a.pdf", files.pdf(b"/AA<</O<</S/Launch/F(cmd.exe)>>>>"), ActiveContent),
    "PDF with files inside": ("a.pdf", files.pdf(b"/Names<</EmbeddedFiles 9 0 R>>"), ActiveContent),
    "PDF with objects packed in an odd way": (
        "a.pdf",
        files.pdf(objects=b"x").replace(b"/FlateDecode", b"[/FlateDecode/LZWDecode]"),
        ActiveContent,
    ),
    "PDF with filters somewhere else": (
        "a.pdf",
        files.pdf(objects=b"x").replace(b"/FlateDecode", b" 7 0 R"),
        ActiveContent,
    ),
    "PDF bomb": ("a.pdf", files.pdf(objects=b"\0" * 70_000_000), Bomb),
    "PDF without an end": ("a.pdf", b"%PDF-1.7\n1 0 obj", Damaged),
    "compound file without sectors": ("a.doc", files.compound(DOC)[:512], Damaged),
    "compound file in a circle": ("a.doc", files.compound(DOC).replace(b"\xfe\xff\xff\xff", b"\1\0\0\0"), Damaged),
}


@pytest.mark.parametrize(("name", "content", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_for_its_reason_and_called_by_its_name(name, content, reason):
    with pytest.raises(exceptions.FileNotAllowed) as refused:
        look_at(content, name)
    assert type(refused.value) is reason
    assert f"“{name}”" in refused.value.message


def test_26_megabytes_are_refused_without_being_read():
    with pytest.raises(TooLarge) as refused:
        kind_of(None, name="large.pdf", size=26 * 1024 * 1024)
    assert refused.value.message == (
        "“large.pdf” is larger than 25 MB. Make it smaller, for instance by compressing its pictures, or send it in "
        "parts."
    )


def test_25_megabytes_exactly_are_taken():
    assert look_at(b"a" * MAX_BYTES, "note.txt") == Kind.TXT


MESSAGES = [
    (
        "paper.pdf",
        PAGE,
        "The name of “paper.pdf” ends in .pdf, but its content is a web page (HTML). Open it in the "
        "program it was made with and save it again as .pdf.",
    ),
    (
        "map.svg",
        UNSAFE_SVG,
        "“map.svg” is a drawing (SVG), which is not accepted. Save it as PDF and send that. "
        "Accepted are: txt rtf pdf doc docx odt ppt pptx odp xls xlsx ods.",
    ),
    (
        "a.bin",
        b"\0\1",
        "“a.bin” is of a kind that is not accepted. Save it as PDF and send that. Accepted are: txt rtf "
        "pdf doc docx odt ppt pptx odp xls xlsx ods.",
    ),
    (
        "a.doc",
        files.office("docx"),
        "The name of “a.doc” ends in .doc, but its content is: Word document. Change the "
        "ending of its name to .docx and choose it again.",
    ),
    ("a", files.pdf(), "The name of “a” has no ending. Its content is: PDF document. Add .pdf to its name."),
    ("a.txt", b"", "“a.txt” is empty. Open it, check that it has content, and choose it again."),
    (
        "a.docx",
        files.office(main=MACROS),
        "“a.docx” contains macros, which can do harm on the computer of whoever opens "
        "it. Save it without macros (as docx, xlsx, pptx or PDF) and send that.",
    ),
    (
        "a.xlsx",
        files.office("xlsx", ("x", BOMB)),
        "“a.xlsx” unpacks to far more than its size, as files made to overload "
        "computers do. Save what it is about as PDF and send that.",
    ),
]


@pytest.mark.parametrize(("name", "content", "sentence"), MESSAGES)
def test_a_refusal_says_what_is_wrong_and_what_to_do(name, content, sentence):
    with pytest.raises(exceptions.FileNotAllowed) as refused:
        look_at(content, name)
    assert refused.value.message == sentence


def test_a_bomb_is_not_unpacked_beyond_the_bound(monkeypatch):
    unpacked = []
    spend = archives.Budget.spend
    monkeypatch.setattr(archives.Budget, "spend", lambda self, count: (unpacked.append(count), spend(self, count))[1])
    with pytest.raises(Bomb):
        look_at(files.office("xlsx", ("xl/sheet.xml", BOMB * 3)), "a.xlsx")
    assert sum(unpacked) <= archives.FREE_UNPACKED + archives.PIECE + 1000


def test_a_file_that_grows_past_the_bound_slowly_is_refused_too(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(Bomb):
        look_at(files.office("xlsx", ("xl/sheet.xml", bytes(range(256)) * 5000)), "a.xlsx")


@pytest.mark.parametrize("cut", range(0, 1500, 37))
def test_no_cut_or_flipped_file_makes_more_than_a_refusal(cut):
    for name, content in (("a.docx", files.office()), ("a.doc", files.compound(DOC)), ("a.pdf", files.pdf())):
        broken = bytearray(content[: len(content) - cut] or b"x")
        broken[cut % len(broken)] ^= 0xFF
        try:
            look_at(bytes(broken), name)
        except exceptions.FileNotAllowed as refused:
            assert refused.message


def test_compressed_text_is_an_archive_and_reads_as_one():
    with pytest.raises(TypeNotAllowed, match=r"log\.gz"):
        look_at(gzip.compress(b"log"), "log.gz")
