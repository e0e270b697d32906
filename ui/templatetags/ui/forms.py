"""Forms: what is asked, what is wrong with the answer, and the buttons that act."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString

from ui.templatetags.ui.registry import draw, register

BUTTON_KINDS = {"primary", "secondary", "danger"}


def checked_kind(kind: str) -> str:
    """The kind, if buttons have it."""
    if kind not in BUTTON_KINDS:
        raise TemplateSyntaxError(f"button: kind is one of {sorted(BUTTON_KINDS)}, not {kind!r}")
    return kind


def limits_of(bound_field) -> dict[str, int]:
    """How long a text may be and must be, from the widget's data attributes or the field itself."""
    attrs = bound_field.field.widget.attrs
    found = {
        "maximum": attrs.get("data-maxlength") or getattr(bound_field.field, "max_length", None),
        "minimum": attrs.get("data-minlength") or getattr(bound_field.field, "min_length", None),
    }
    return {name: int(limit) for name, limit in found.items() if limit}


def count_of(bound_field) -> dict[str, int] | None:
    """For a text area with a limit: the limits and how long the text is now; else nothing."""
    limits = limits_of(bound_field)
    if bound_field.widget_type != "textarea" or "maximum" not in limits:
        return None
    return {"length": len(str(bound_field.value() or "")), "minimum": 0, **limits}


@register.simple_tag
def text_count(bound_field):
    """The limits of a text area and the length of its text, for the line under it."""
    return count_of(bound_field)


@register.simple_tag
def control(bound_field):
    """The control itself, described by its hint, its error and its character count.

    The browser's own `maxlength` is taken off where we count: it cuts a pasted text short without a word.
    """
    counted = count_of(bound_field) and bound_field.auto_id
    if bound_field.use_fieldset:
        return bound_field.as_widget()
    count = f"{bound_field.auto_id}_count" if counted else ""
    described = " ".join(filter(None, [described_by(bound_field), count]))
    attrs = ({"aria-describedby": described} if described else {}) | ({"maxlength": False} if counted else {})
    return bound_field.as_widget(attrs=attrs)


@register.simple_tag
def options(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """The options of a select. A list of 195 States is drawn once for what is chosen of it, and kept."""
    return _options(
        tuple(
            (str(name or ""), tuple((str(each["value"]), str(each["label"]), _attributes(each)) for each in members))
            for name, members, _index in groups
        )
    )


def _attributes(option: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Those that are set; one that is only there has no value."""
    given = option["attrs"].items()
    return tuple((name, "" if value is True else str(value)) for name, value in given if value is not False)


@lru_cache(500)
def _options(groups: tuple) -> SafeString:
    return draw("options", groups=groups)


@register.simple_tag
def described_by(bound_field):
    """The ids of what describes a control: its hint, its error, and what was remarked on its answer."""
    remark = f"{bound_field.auto_id}_remark" if getattr(bound_field.field, "remark", None) else ""
    return " ".join(filter(None, [bound_field.aria_describedby, remark]))


@register.simple_tag
def field(bound_field):
    """Label, hint, error, control and count of one question: `{% field form.title %}`."""
    return bound_field.as_field_group()


def anchor_of(bound_field) -> str:
    """The id a link has to name to bring the reader to the control; the first choice of a group."""
    return bound_field.id_for_label or f"{bound_field.auto_id}_0"


@register.inclusion_tag("components/error_summary.html")
def error_summary(*, form, others=(), focus=True):
    """All that is wrong, on top of the page, each a link to its question; nothing where nothing is."""
    forms = [form, *others]
    return {
        "focus": focus,
        "general": [message for each in forms for message in each.non_field_errors()],
        "entries": [
            (anchor_of(bound), bound.label, message) for each in forms for bound in each for message in bound.errors
        ],
    }


@register.inclusion_tag("components/button.html")
def button(*, label, kind="primary", name="", value=""):
    """Sends the form it stands in."""
    return {"label": label, "kind": checked_kind(kind), "name": name, "value": value}


@register.inclusion_tag("components/button_link.html")
def button_link(*, label, url, kind="primary"):
    """Goes somewhere, and looks as if it mattered."""
    return {"label": label, "url": url, "kind": checked_kind(kind)}


@register.simple_block_tag
def button_row(content):
    """Buttons and links that end a form; the main one first."""
    return draw("button_row", content=content)


@register.simple_block_tag
def form_section(content, *, title, hint="", id=""):
    """Questions that belong together, under one heading."""
    return draw("form_section", content=content, title=title, hint=hint, id=id)


@register.simple_block_tag
def filter_form(content, *, label, action="", clear_url=""):
    """Filters as a plain GET form: what is shown can be linked to."""
    return draw("filter_form", content=content, label=label, action=action, clear_url=clear_url)


@register.inclusion_tag("components/filter_chips.html")
def filter_chips(*, items, clear_url=""):
    """The filters in force: (what, address without it) pairs."""
    return {"items": items, "clear_url": clear_url}


@register.inclusion_tag("components/result_count.html")
def result_count(*, text):
    """How many there are, announced when a filter changes it."""
    return {"text": text}


@register.simple_block_tag
def confirm_panel(content, *, title, kind="primary", level=2):
    """The last step before something that cannot be taken back: says what will happen; holds the form that does it."""
    return draw("confirm_panel", content=content, title=title, kind=checked_kind(kind), tag=f"h{int(level)}")
