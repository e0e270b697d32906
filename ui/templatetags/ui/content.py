"""What pages are filled with: records, facts, notices, events."""

import json
from typing import Any

from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe

from ui.templatetags.ui.language import direction_of
from ui.templatetags.ui.registry import draw, register
from ui.words import compare, compare_rows

IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}  # nothing in it can end the element
NOTICE_KINDS = {"info", "warning", "success"}


@register.simple_block_tag
def card(content, *, heading, level=3, url="", overline="", lang="", dir=""):
    """A thing with a heading of its own, among its like."""
    return draw(
        "card", content=content, heading=heading, tag=f"h{int(level)}", url=url, overline=overline, lang=lang, dir=dir
    )


@register.simple_block_tag
def card_row(content):
    """Cards side by side, as many as fit."""
    return draw("card_row", content=content)


@register.simple_block_tag
def record_list(content, *, label=""):
    """Records under one another on hairlines; holds only `record`."""
    return draw("record_list", content=content, label=label)


@register.simple_block_tag
def record(content, *, title, url, reference="", language="", level=3):
    """One record in a list: its title as a link, in the language it was written in; the block is its small print."""
    return draw(
        "record",
        content=content,
        title=title,
        url=url,
        reference=reference,
        language=language,
        dir=direction_of(language) if language else "",
        tag=f"h{int(level)}",
    )


@register.simple_block_tag
def notice(content, *, kind="info", title="", level=2):
    """Something to know before reading on: info, warning or success."""
    if kind not in NOTICE_KINDS:
        raise TemplateSyntaxError(f"notice: kind is one of {sorted(NOTICE_KINDS)}, not {kind!r}")
    return draw("notice", content=content, kind=kind, title=title, tag=f"h{int(level)}")


@register.simple_block_tag
def empty_state(content, *, title):
    """Nothing here yet, said plainly; the block says what comes next."""
    return draw("empty_state", content=content, title=title)


@register.simple_block_tag
def facts(content):
    """A list of terms and what they are; holds only `fact` and `fact_block`."""
    return draw("facts", content=content)


@register.inclusion_tag("components/fact.html")
def fact(*, label, value, url=""):
    """One fact; where the record does not say, "Not stated" stands."""
    return {"label": label, "value": value, "url": url}


@register.simple_block_tag
def fact_block(content, *, label):
    """One fact with markup in it: chips, several lines, a link list."""
    return draw("fact_block", content=content, label=label)


@register.simple_block_tag
def timeline(content, *, label):
    """Events in order; holds only `entry`."""
    return draw("timeline", content=content, label=label)


@register.simple_block_tag
def entry(content, *, on, heading, level=3, current=False):
    """One event: a date (or a time), what happened, and more of it in the block."""
    return draw("entry", content=content, on=on, heading=heading, tag=f"h{int(level)}", current=current)


@register.simple_block_tag
def task_list(content, *, label):
    """The parts of a form that can be left and resumed; holds only `task_item`."""
    return draw("task_list", content=content, label=label)


@register.inclusion_tag("components/task_item.html")
def task_item(*, label, url, state, done=False, optional=False, hint=""):
    """One part: where it is and, in words, whether it is complete; what may stay open is said quietly."""
    standing = "yes" if done else "optional" if optional else "no"
    return {"label": label, "url": url, "state": state, "standing": standing, "hint": hint}


@register.simple_block_tag
def disclosure(content, *, summary, opened=False):
    """More of it, for who wants it."""
    return draw("disclosure", content=content, summary=summary, opened=opened)


@register.simple_block_tag
def changes(content, *, label):
    """What differs from the last published version; holds only `change`."""
    return draw("changes", content=content, label=label)


@register.inclusion_tag("components/change.html")
def change(*, label, before, after, lang="", dir="", rows=False):
    """One field that differs: what stood, what stands, the words that differ marked; `rows` compares line by line."""
    return compared(label=label, before=before, after=after, lang=lang, dir=dir, rows=rows)


@register.simple_block_tag
def change_block(content, *, label, before, after, lang="", dir="", rows=False):
    """The same, and more that belongs to it in the block."""
    return draw(
        "change", **compared(label=label, before=before, after=after, lang=lang, dir=dir, rows=rows), more=content
    )


def compared(*, label, before, after, lang, dir, rows) -> dict:
    """What the component draws: both texts as runs of words, or the entries of both lists by what became of each."""
    before, after = str(before), str(after)
    drawn = {"label": label, "before": before, "after": after, "lang": lang, "dir": dir}
    if rows:
        found = compare_rows(before.splitlines(), after.splitlines())
        by_fate = {what: [row for row in found if row.what == what] for what in ("added", "gone", "changed", "kept")}
        return drawn | {"rows": found, **by_fate, "is_order_only": len(by_fate["kept"]) == len(found)}
    runs_before, runs_after = compare(before, after)
    is_spacing_only = not any(run.is_changed for run in (*runs_before, *runs_after))
    return drawn | {"runs_before": runs_before, "runs_after": runs_after, "is_spacing_only": is_spacing_only}


@register.simple_block_tag
def prose(content):
    """Running text at a readable measure."""
    return draw("prose", content=content)


@register.simple_tag
def linked_data(*, value: dict[str, Any]) -> SafeString:
    """The page's subject for machines, as JSON-LD: a data block, which runs nothing and needs no leave of the CSP."""
    words = json.dumps(value, ensure_ascii=False).translate(IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308  escaped above
