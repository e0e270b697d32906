"""A text of a document as pieces that are each one language: what every renderer but the compiler's asks for.

The words of languages nobody has to know: `html_tag` and `office_tag` say them as their formats want them.
"""

import re
from dataclasses import dataclass
from typing import Any

from typesetting.blocks import BREAK_HERE, Block, Text

NEW_LINES = re.compile("\r\n?|[\u2028\u2029\u0085\u000b\u000c]")
NOT_IN_FILES = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
HTML_TAGS = {"zh-hans": "zh-Hans"}
OFFICE_TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh-hans": "zh-CN"}


@dataclass(frozen=True)
class Piece:
    """Words in one language. `role` is empty, or one of mark, official, address, reference; `url` leads somewhere."""

    text: str
    language: str
    rtl: bool
    role: str = ""
    url: str = ""


def pieces(text: Text, document: Block) -> list[Piece]:
    """The pieces a text is shown as, in order; nothing for an empty one. The mark is one of them."""
    language, rtl = document["language"], document["dir"] == "rtl"
    if isinstance(text, str):
        return [Piece(carried(text), language, rtl)] if text else []
    role = text.get("role", "")
    if role in {"address", "reference"}:
        url = text.get("url") or ("" if "url" in text else text["text"])
        return [Piece(carried(text["text"]), "en", rtl=False, role=role, url=url if _leads_out(url) else "")]
    own = Piece(carried(text["text"]), text.get("lang") or language, text.get("dir", document["dir"]) == "rtl", role)
    if not text.get("mark"):
        return [own]
    shown = f" ({text['mark']})" if role == "official" else f" [{text['mark']}]"
    return [own, Piece(carried(shown), language, rtl, "mark")]


def plain(text: Text, document: Block) -> str:
    """The text as one string, its mark included."""
    return "".join(piece.text for piece in pieces(text, document))


def carried(text: Any) -> str:
    """One kind of line break, and none of the characters that no XML and no HTML can carry."""
    return NOT_IN_FILES.sub("", NEW_LINES.sub("\n", str(text)))


def breakable(address: str) -> str:
    """An address that may be broken after its signs."""
    return re.sub(r"([/-])", rf"\1{BREAK_HERE}", address)


def html_tag(language: str) -> str:
    """The language as HTML names it."""
    return HTML_TAGS.get(language, language)


def office_tag(language: str) -> str:
    """The language as word processors name it."""
    return OFFICE_TAGS[language]


def _leads_out(url: str) -> bool:
    return url.startswith(("https://", "http://"))
