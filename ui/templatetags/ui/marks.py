"""Small marks that carry one word or one number: status, stage, objective, reference."""

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy

from ui.templatetags.ui.registry import draw, register

STATUS_WORDS = {
    "draft": pgettext_lazy("status", "Draft"),
    "submitted": pgettext_lazy("status", "Submitted"),
    "returned": pgettext_lazy("status", "Returned for changes"),
    "rejected": pgettext_lazy("status", "Rejected"),
    "withdrawn": pgettext_lazy("status", "Withdrawn"),
    "published": pgettext_lazy("status", "Published"),
    "retracted": pgettext_lazy("status", "Retracted"),
}
STAGE_WORDS = {
    "planning": pgettext_lazy("stage", "Planning"),
    "in_progress": pgettext_lazy("stage", "In progress"),
    "fulfilled": pgettext_lazy("stage", "Fulfilled"),
    "discontinued": pgettext_lazy("stage", "Discontinued"),
    "": pgettext_lazy("stage", "No update yet"),
}


@register.inclusion_tag("components/status_tag.html")
def status_tag(*, status):
    """Where a record stands with the desk, in a word; an unknown status is a bug and raises KeyError."""
    return {"status": str(status), "word": STATUS_WORDS[status]}


@register.inclusion_tag("components/stage_tag.html")
def stage_tag(*, stage):
    """How far a pledge is, in a word; nothing known (None or empty) is said, not hidden."""
    stage = stage or ""
    return {"stage": str(stage) or "unknown", "word": STAGE_WORDS[stage]}


def round_table_of(objective, round_table):
    """The number given, or the objective's own `round_table` where the page has annotated it; else nothing."""
    return round_table or getattr(objective, "round_table", None) or ""


@register.simple_tag
def objective_chip(*, objective, round_table=None, link=True):
    """An objective's number on the colour of its round table, and its short title, linked.

    A list shows the same few chips many times: each is drawn once for its words, and kept.
    """
    url = objective.get_absolute_url() if link else ""
    return _chip(objective.number, objective.short_title, url, round_table_of(objective, round_table), get_language())


@lru_cache(1000)
def _chip(number: int, short_title: str, url: str, round_table: int | str, _language: str) -> SafeString:
    return draw("objective_chip", number=number, short_title=short_title, url=url, round_table=round_table)


@register.inclusion_tag("components/objective_list.html")
def objective_list(*, objectives, label=""):
    """The chips of several objectives; `None` or nothing stands for the Compact as a whole."""
    return {"objectives": objectives, "label": label}


@register.inclusion_tag("components/unofficial_mark.html")
def unofficial_mark(*, official):
    """Says that a title is a rendering of ours, unless `official` is true."""
    return {"official": official}


@register.inclusion_tag("components/ref.html")
def ref(*, value, url=""):
    """A reference, code or number kept from being reordered inside Arabic text."""
    return {"value": value, "url": url}
