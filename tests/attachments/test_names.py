"""The names of files, made harmless."""

import pytest

from attachments.validators.names import MAX_NAME_BYTES, clean_name, ending_of


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\x.pdf", "x.pdf"),
        ("annex\u202efdp.docx", "annexfdp.docx"),
        ("annex\u202efdp.exe", "annexfdp.exe"),
        ("\u2066a\u2069\u200e\u200f\u061cb.pdf", "ab.pdf"),
        ("a\0b\nc\td\x7f.pdf", "abcd.pdf"),
        ("a\ufeff\ue000.pdf", "a.pdf"),
        ("  two   words .pdf ", "two words.pdf"),
        ("name.pdf. . .", "name.pdf"),
        (".pdf", "file.pdf"),
        ("", "file"),
        ("..", "file"),
        ('what?*<>|:".pdf', "what_______.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("aux", "_aux"),
        ("Lpt1.tar.pdf", "_Lpt1.tar.pdf"),
        ("com¹.pdf", "_com¹.pdf"),
        ("console.pdf", "console.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("خطة العمل.docx", "خطة العمل.docx"),
        ("می‌خواهم.pdf", "می‌خواهم.pdf"),
        ("国家计划.xlsx", "国家计划.xlsx"),
        ("План действий.odt", "План действий.odt"),
        ("archive.tar.PDF", "archive.tar.PDF"),
        ("x" * 400 + ".pdf", "x" * (MAX_NAME_BYTES - 4) + ".pdf"),
        ("国" * 300 + ".docx", "国" * 58 + ".docx"),
        ("a." + "b" * 300, ("a." + "b" * 300)[: MAX_NAME_BYTES - 1]),
    ],
)
def test_a_name_is_made_harmless_and_stays_readable(given, cleaned):
    assert clean_name(given) == cleaned
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a", ""), ("a.b.docx", "docx"), ("a.", ""), ("a.pdf.exe", "exe")]
)
def test_the_ending_is_what_stands_after_the_last_dot(name, ending):
    assert ending_of(name) == ending
