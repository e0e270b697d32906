"""A text as pieces of one language each."""

import pytest

from typesetting import blocks
from typesetting.spoken import Piece, breakable, carried, html_tag, office_tag, pieces, plain

ENGLISH = {"language": "en", "dir": "ltr"}


def test_a_string_is_one_piece_in_the_documents_language():
    assert pieces("Words", ENGLISH) == [Piece("Words", "en", rtl=False)]
    assert pieces("", ENGLISH) == []


def test_what_is_in_another_language_is_followed_by_its_mark():
    text = blocks.written("كلمات", "ar", document_language="en", long=True)
    assert pieces(text, ENGLISH) == [Piece("كلمات", "ar", rtl=True), Piece(" [العربية]", "en", rtl=False, role="mark")]
    assert plain(text, ENGLISH) == "كلمات [العربية]"


def test_an_official_text_has_its_mark_in_round_brackets():
    text = {"text": "Title", "lang": "en", "dir": "ltr", "role": "official", "mark": "short"}
    assert plain(text, ENGLISH) == "Title (short)"


@pytest.mark.parametrize(
    ("url", "lead"),
    [
        ("https://a.example/", "https://a.example/"),
        ("http://a.example/", "http://a.example/"),
        ("javascript:x", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_lead_anywhere(url, lead):
    (piece,) = pieces(blocks.ref("GCM-PL-2026-00001", url), {"language": "ar", "dir": "rtl"})
    assert (piece.url, piece.rtl, piece.role) == (lead, False, "reference")


def test_an_address_leads_to_itself():
    (piece,) = pieces({"text": "https://a.example/", "role": "address"}, ENGLISH)
    assert piece.url == "https://a.example/"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nul\x00", "nul"),
        ("line\r\nline\u2028line", "line\nline\nline"),
        ("\ud800x\ufffe", "x"),
        ("tab\t", "tab\t"),
        (7, "7"),
    ],
)
def test_only_what_files_can_carry_is_left(text, left):
    assert carried(text) == left


def test_an_address_may_be_broken_after_its_signs():
    assert breakable("a/b-c") == "a/\u200bb-\u200bc"


def test_languages_are_named_as_each_format_has_them():
    assert (html_tag("zh-hans"), html_tag("ar")) == ("zh-Hans", "ar")
    assert (office_tag("zh-hans"), office_tag("ar")) == ("zh-CN", "ar-SA")
