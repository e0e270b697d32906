"""Numbers with their denominators, and the charts made of them."""

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi

from ui import charts
from ui.templatetags.ui.registry import draw, register


@register.filter
def number(value):
    """A whole or decimal number as the language writes it, with separated thousands; nothing is a dash."""
    return "–" if value is None or value == "" else number_format(value, use_l10n=True, force_grouping=True)


@register.inclusion_tag("components/figure.html")
def figure(*, value, label, of=None, note="", url=""):
    """One honest number: what is counted, of how many, and how it was counted."""
    return {"value": value, "label": label, "of": of, "note": note, "url": url}


@register.simple_block_tag
def figure_row(content, *, label=""):
    """Figures side by side."""
    return draw("figure_row", content=content, label=label)


@register.inclusion_tag("components/share_bar.html")
def share_bar(*, known, total, known_label, unknown_label, title, id="share"):
    """How many of `total` are known, as a bar, a legend and a table; never a percentage without its base."""
    return {
        "bar": charts.share(known, total, mirrored=get_language_bidi()),
        "known_label": known_label,
        "unknown_label": unknown_label,
        "title": title,
        "id": id,
    }


@register.inclusion_tag("components/bar_list.html")
def bar_list(*, rows, caption, label_heading, value_heading, known_heading="", note="", id="bars"):
    """Bars beside their labels and numbers, in one real table; see `charts.bars` for the rows."""
    return {
        "rows": charts.bars(rows, mirrored=get_language_bidi()),
        "caption": caption,
        "label_heading": label_heading,
        "value_heading": value_heading,
        "known_heading": known_heading,
        "note": note,
        "id": id,
    }


@register.simple_block_tag
def data_table(content, *, caption, id, stacked=False, caption_hidden=False):
    """A table in a region that scrolls by keyboard; `stacked` turns rows into cards on a phone (needs data-label)."""
    return draw("data_table", content=content, caption=caption, id=id, stacked=stacked, caption_hidden=caption_hidden)
