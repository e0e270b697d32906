"""A report's document as HTML: a file of its own that asks for nothing, or the body of it for a page of the portal.

Both are the same markup and the same style sheet; every text is escaped, and no style, script or address of another
place is in it.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.services.renderers.html_blocks import NOTHING, Page, shown
from typesetting.blocks import Block
from typesetting.spoken import html_tag, plain

STYLES = Path(__file__).resolve().parents[3] / "static" / "css" / "report.css"
EDITION = "html 1"  # rises when the markup changes


def render(document: Block) -> bytes:
    """A self-contained page: it can be kept, mailed and opened without the portal."""
    head = format_html(
        '<!doctype html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="GCM Implementation Portal">\n',
        html_tag(document["language"]),
        document["dir"],
        plain(document["title"], document),
    )
    accent = f":root {{ --report-accent: {_colour(document['accent'])}; }}"
    styles = f"<style>\n{accent}\n{STYLES.read_text(encoding='utf-8')}</style>\n"
    article = _article(Page(document), alone=True)
    made = f'{head}{styles}</head>\n<body class="report-page">\n<main>\n{article}\n</main>\n</body>\n</html>\n'
    return made.encode()


def body(document: Block) -> SafeString:
    """The same for a page of the portal that has its own `h1` and links the style sheet `css/report.css`."""
    return _article(Page(document), alone=False)


@cache
def made_with() -> str:
    """What turned the document into bytes: the edition of the markup, and a digest of the style sheet."""
    return f"{EDITION}, {hashlib.sha256(STYLES.read_bytes()).hexdigest()[:16]}"


def _article(page: Page, *, alone: bool) -> SafeString:
    document = page.document
    blocks = format_html_join("\n", "{}", ((shown(block, page),) for block in document["blocks"]))
    return format_html(
        '<article class="report" lang="{}" dir="{}">\n{}\n{}\n{}\n<footer class="report-foot">{} · {}</footer>\n'
        "</article>",
        html_tag(document["language"]),
        document["dir"],
        _cover(page, alone=alone),
        _contents(page),
        blocks,
        document["running"][1],
        page.text({"text": document["reference"], "role": "reference", "url": ""}),
    )


def _cover(page: Page, *, alone: bool) -> SafeString:
    cover = page.document["cover"]
    listed = format_html_join("\n", "<div><dt>{}</dt><dd>{}</dd></div>", _pairs(cover["listed"], page))
    lines = format_html_join("\n", "<div><dt>{}</dt><dd>{}</dd></div>", _pairs(cover["lines"], page))
    parts = [
        _line("p", "report-overline", page.text(cover["overline"])),
        _line("p", "report-forum", page.text(cover["forum"])),
        _line("p", "report-when", page.text(cover["when"])),
        _line("h1" if alone else "p", "report-title", page.text(cover["title"])),
        _line("p", "report-theme", page.text(cover["theme"])),
        _line("p", "report-subtitle", page.text(cover["subtitle"])),
        _line("p", "report-listed-label", page.text(cover["listed_label"])),
        _line("dl", "report-listed", listed),
        _line("dl", "report-lines", lines),
        _line("p", "report-remark", page.text(cover["note"])),
    ]
    return format_html('<header class="report-cover">\n{}\n</header>', _joined(parts))


def _contents(page: Page) -> SafeString:
    entries = [
        (block["level"], f"#{page.name_of(block)}", page.text(block["text"]))
        for block in page.document["blocks"]
        if block["kind"] == "heading" and block["level"] <= 2
    ]
    words = page.document["contents"]
    items = format_html_join("\n", '<li class="level-{}"><a href="{}">{}</a></li>', entries)
    return format_html(
        '<nav class="report-contents" aria-labelledby="report-contents">\n<h2 id="report-contents">{}</h2>\n'
        '<ol role="list">\n{}\n</ol>\n</nav>',
        page.text(words),
        items,
    )


def _pairs(pairs: list[list[str]], page: Page) -> list[tuple[SafeString, SafeString]]:
    return [(page.text(label), page.text(value)) for label, value in pairs]


def _line(tag: str, name: str, content: SafeString) -> SafeString:
    return format_html('<{} class="{}">{}</{}>', tag, name, content, tag) if content else NOTHING


def _joined(parts: list[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts if part))


def _colour(words: str) -> str:
    """The accent, if it is a colour and nothing else."""
    is_one = len(words) == 7 and words[0] == "#" and words[1:].isalnum()
    return words if is_one else "#0a5a94"
