"""Texts: plain ones in Unicode, rich ones (RTF), and what looks like text and is something else."""

import re
import unicodedata

from attachments.exceptions import ActiveContent, FetchesFromElsewhere, NotReadableText
from attachments.states import Foreign

RTF = b"{\\rtf"
ALLOWED_CONTROLS = frozenset("\t\n\r\f")
MARKUP = (
    (re.compile(r"<\s*svg[\s>:]", re.IGNORECASE), Foreign.SVG),
    (
        re.compile(
            r"<!doctype\s+html|<\s*(html|head|body|script|iframe|object|embed|form|img|meta|link|style|h[1-6]|p|div|span|table)[\s/>]",
            re.IGNORECASE,
        ),
        Foreign.HTML,
    ),
    (re.compile(r"<\?php|<%@|\A\s*#!|\A\s*@echo off", re.IGNORECASE), Foreign.SCRIPT),
    (re.compile(r"\A\s*<\?xml|<!entity|\A\s*<[a-z][\w:.-]*[\s>]", re.IGNORECASE), Foreign.XML),
)
RTF_OBJECTS = re.compile(rb"\\(object|objdata|objocx|objupdate|objemb|objautlink|objhtml)(?![a-z])", re.IGNORECASE)
RTF_TEMPLATE = re.compile(rb"\\template(?![a-z])([^}]{0,4096})", re.IGNORECASE)
FETCHED = re.compile(rb"https?:|ftp:|file:|\\\\\\\\|//|\\'|\\u-?\d", re.IGNORECASE)


def read_text(content: bytes) -> str:
    """The text, from UTF-8 or from UTF-16 with its mark; raises NotReadableText where it is neither."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotReadableText from error
    if any(unicodedata.category(each) == "Cc" and each not in ALLOWED_CONTROLS for each in set(text)):
        raise NotReadableText
    return text


def markup_in(text: str) -> Foreign | None:
    """What a browser or an interpreter would take the text for; None for a plain text."""
    return next((found for pattern, found in MARKUP if pattern.search(text)), None)


def check_rich_text(content: bytes) -> None:
    """Refuse objects packed into a rich text (ActiveContent) and templates from elsewhere (FetchesFromElsewhere)."""
    if RTF_OBJECTS.search(content):
        raise ActiveContent
    if any(FETCHED.search(found[1]) for found in RTF_TEMPLATE.finditer(content)):
        raise FetchesFromElsewhere
