"""Styles and markup that work right to left, without inline code, and escape what people write."""

import re

import pytest

from tests.architecture.project import code, files, name_of, templates

COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)(?:-\w+)*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:(?!\s*\))"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right|top|bottom)\b"
)
IN_QUERY = re.compile(r"@(?:media|container)[^{]*\{|@page[^{]*\{[^}]*\}")
HINTS = "templates/django/forms/_hint.html"  # help texts are ours, and may have a link in them
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script of its own": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a physical alignment": re.compile(r"<[^>]*\s(?:align|valign|bgcolor)\s*=", re.IGNORECASE),
}


def physical(css):
    """Declarations that name a side of the screen instead of a side of the text."""
    return [found.group().strip() for found in PHYSICAL.finditer(IN_QUERY.sub("{", COMMENT.sub("", css)))]


def inline(html):
    """Kinds of inline code the page would need our content policy to allow."""
    text = COMMENT.sub("", html)
    return [kind for kind, pattern in INLINE.items() if pattern.search(text)]


def test_styles_use_logical_properties_only():
    found = {name_of(path): physical(path.read_text(encoding="utf-8")) for path in files("static", "*.css")}
    assert {name: offending for name, offending in found.items() if offending} == {}


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1em }",
        "a{padding-right:0}",
        "a { left: 0 }",
        "a { border-top-left-radius: 2px }",
        "a { border-left-color: red }",
        "a { text-align: right }",
        "a { float: left }",
        "a { max-width: 40rem }",
        "a { height: 1em }",
    ],
)
def test_the_checker_finds_a_side_of_the_screen(css):
    assert physical(css) != []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-inline-start: 1em; inset-block-start: 0; max-inline-size: 40rem; text-align: start }",
        "@media (max-width: 40rem) { a { color: red } }",
        "@media (min-width: 40rem) and (max-height: 9rem) { a { color: red } }",
        "a { --height: 1em; line-height: 1.5; border-width: 1px; stroke-width: 2px }",
        "/* left: right: width: */ a { background: linear-gradient(to top, red, blue) }",
    ],
)
def test_the_checker_lets_logical_properties_pass(css):
    assert physical(css) == []


def test_no_template_carries_inline_code():
    found = {name_of(path): inline(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: kinds for name, kinds in found.items() if kinds} == {}


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<a href="#" onclick="go()">',
        '<a href="javascript:go()">',
        '<td align="right">',
    ],
)
def test_the_checker_finds_inline_code(html):
    assert len(inline(html)) == 1


def test_the_checker_lets_files_and_words_pass():
    assert inline('<script src="/static/js/site.js" defer></script><p data-on="x">once = on = style=</p>') == []


def test_templates_escape_everything_but_hints_of_ours_and_plain_text_mail():
    offending = {
        name_of(path)
        for path in templates()
        if re.search(r"\|\s*safe(?:seq)?\b|autoescape off", path.read_text(encoding="utf-8"))
    }
    assert {name for name in offending if not name.endswith(".txt")} <= {HINTS}


def test_no_code_marks_text_as_safe_but_linked_data_and_drawings_that_escape_their_own():
    offending = {
        name_of(path)
        for path in code()
        if re.search(r"\bmark_safe\b|\bSafeString\(", path.read_text(encoding="utf-8"))
    }
    assert offending == {"ui/templatetags/ui/content.py", "typesetting/drawings.py"}


def test_only_the_links_to_stop_messages_take_a_post_from_elsewhere():
    """A mail provider posts there for its reader (RFC 8058): docs/adr/0016, 0019."""
    exempt = {name_of(path) for path in code() if re.search(r"\bcsrf_exempt\b", path.read_text(encoding="utf-8"))}
    assert exempt == {"accounts/views/notices.py", "alerts/views/following.py"}
