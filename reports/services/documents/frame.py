"""What surrounds every report: its language and direction, the cover, the running heads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from reports.selectors.facts import Facts
from typesetting.blocks import Block, Text, day, labels


@dataclass(frozen=True)
class Cover:
    """What a report's cover says of its own: title, theme, subtitle, and a short numbered list under a label."""

    title: str
    subtitle: str
    theme: Text = ""
    listed_label: str = ""
    listed: Sequence[tuple[str, str]] = ()


def frame(facts: Facts, reference: str, *, title: str, accent: str, cover: Cover, blocks: list[Block]) -> Block:
    """The document; call it with the report's language active (`document_of` does)."""
    return {
        "language": facts["language"],
        "dir": "rtl" if get_language_info(facts["language"])["bidi"] else "ltr",
        "accent": accent,
        "reference": reference,
        "title": title,
        "created": int(datetime.fromisoformat(facts["publication"]["at"]).timestamp()),
        "running": [title, publication_line(facts)],
        "page": _("Page {page} of {pages}"),
        "contents": _("Contents"),
        "labels": labels(),
        "cover": _cover(facts, reference, cover),
        "blocks": blocks,
    }


def publication_line(facts: Facts) -> str:
    """The publication the report is frozen at, in words."""
    words = {"number": facts["publication"]["number"], "on": day(facts["publication"]["at"])}
    return _("Publication %(number)s, %(on)s") % words


def _cover(facts: Facts, reference: str, cover: Cover) -> Block:
    forum = facts["forum"]
    when = [day(forum["starts_on"]), day(forum["ends_on"])] if forum["starts_on"] else []
    return {
        "overline": _("Global Compact for Safe, Orderly and Regular Migration"),
        "forum": _("International Migration Review Forum %(year)s") % {"year": forum["year"]},
        "when": " – ".join(dict.fromkeys(filter(None, when))),
        "title": cover.title,
        "theme": cover.theme,
        "subtitle": cover.subtitle,
        "listed_label": cover.listed_label,
        "listed": [list(pair) for pair in cover.listed],
        "lines": [
            [_("Reference"), reference],
            [_("Frozen at"), publication_line(facts)],
            [_("Ages counted from"), day(facts["day"])],
            *([[_("Prepared by"), settings.OPERATOR_NAME]] if settings.OPERATOR_NAME else []),
            *([[_("Installation"), _("Local copy for trying out")]] if settings.LOCAL_COPY else []),
        ],
        "note": _(
            "Prepared with the GCM Implementation Portal. This is not an official document of the United Nations."
        ),
    }
