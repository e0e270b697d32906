"""The round-table booklet: facts in, a document of neutral blocks out, every sentence in the report's language."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from progress.states import Stage
from reports.services import annex
from typesetting.blocks import (
    Block,
    Text,
    bar,
    day,
    figure,
    figures,
    heading,
    note,
    number,
    paragraph,
    table,
    written,
)
from ui.charts import ROUND_TABLES

Facts = dict[str, Any]


def booklet_document(facts: Facts, *, reference: str) -> Block:
    """The whole booklet as a document; the same facts give the same document under the same release."""
    with translation.override(facts["language"]):
        return {
            "language": facts["language"],
            "dir": "rtl" if get_language_info(facts["language"])["bidi"] else "ltr",
            "accent": ROUND_TABLES[facts["round_table"]["number"]],
            "reference": reference,
            "title": _title(facts),
            "created": int(datetime.fromisoformat(facts["publication"]["at"]).timestamp()),
            "running": [_title(facts), _publication_line(facts)],
            "page": _("Page {page} of {pages}"),
            "contents": _("Contents"),
            "cover": _cover(facts, reference),
            "blocks": [
                *annex.how_to_read(facts),
                *_overview(facts),
                *(block for objective in facts["objectives"] for block in _objective(objective, facts)),
                *annex.records(facts),
                *annex.method(facts, reference),
            ],
        }


def _title(facts: Facts) -> str:
    words = {"number": facts["round_table"]["number"], "year": facts["forum"]["year"]}
    return _("Round table %(number)s, International Migration Review Forum %(year)s") % words


def _publication_line(facts: Facts) -> str:
    words = {"number": facts["publication"]["number"], "on": day(facts["publication"]["at"])}
    return _("Publication %(number)s, %(on)s") % words


def _cover(facts: Facts, reference: str) -> Block:
    forum = facts["forum"]
    when = [day(forum["starts_on"]), day(forum["ends_on"])] if forum["starts_on"] else []
    return {
        "overline": _("Global Compact for Safe, Orderly and Regular Migration"),
        "forum": _("International Migration Review Forum %(year)s") % {"year": forum["year"]},
        "when": " – ".join(dict.fromkeys(filter(None, when))),
        "title": _("Round table %(number)s") % {"number": facts["round_table"]["number"]},
        "theme": written(facts["round_table"]["theme"], "en", document_language=facts["language"]),
        "subtitle": _("Pledges, their progress, and tools"),
        "objectives_label": _("Objectives of this round table"),
        "objectives": [[str(o["number"]), o["title"]] for o in facts["objectives"]],
        "lines": [
            [_("Reference"), reference],
            [_("Frozen at"), _publication_line(facts)],
            [_("Ages counted from"), day(facts["day"])],
            *([[_("Prepared by"), settings.OPERATOR_NAME]] if settings.OPERATOR_NAME else []),
            *([[_("Installation"), _("Local copy for trying out")]] if settings.LOCAL_COPY else []),
        ],
        "note": _(
            "Prepared with the GCM Implementation Portal. This is not an official document of the United Nations."
        ),
    }


def _overview(facts: Facts) -> list[Block]:
    whole, spread, here = (facts["figures"][key] for key in ("compact", "coverage", "round_table"))
    blocks = [
        heading(1, _("The round table at a glance")),
        figures(_figures(here, of=whole["pledges"])),
        _stages(here),
        paragraph(
            ngettext(
                "%(count)s tool is filed under the objectives of this round table.",
                "%(count)s tools are filed under the objectives of this round table.",
                here["tools"],
            )
            % {"count": number(here["tools"])}
        ),
        paragraph(
            _(
                "Of all %(total)s published pledges, %(named)s name at least one objective, %(whole)s are made to the "
                "Compact as a whole, and %(none)s do not say. Only pledges that name an objective are counted under "
                "it. A pledge that names several objectives is counted under each, but once in the figures of the "
                "round table; the rows below therefore do not add up to them."
            )
            % {
                "total": number(spread["pledges"]),
                "named": number(spread["naming_objectives"]),
                "whole": number(spread["whole_compact"]),
                "none": number(spread["naming_none"]),
            }
        ),
        _objectives_table(facts),
    ]
    if facts["forum"]["split_is_carried_over"]:
        blocks.append(
            note(_("The split of objectives over round tables is taken over from an earlier Forum; it is indicative."))
        )
    return blocks


def _figures(of_set: Facts, *, of: int) -> list[dict[str, str]]:
    pledges = figure(of_set["pledges"], _("Published pledges"), of=of)
    if not of_set["pledges"]:
        return [pledges]
    return [
        pledges,
        figure(of_set["states"], _("Pledging States")),
        figure(of_set["organisations"], _("Pledging organisations")),
        figure(of_set["with_update"], _("Pledges with an update"), of=of_set["pledges"]),
        figure(of_set["fresh"], _("Pledges updated within 12 months"), of=of_set["pledges"]),
    ]


def _stages(of_set: Facts) -> Block:
    """What the latest updates say, silence included: always with its numbers in words."""
    parts = [(stage.value, str(stage.label), of_set[stage.value]) for stage in Stage]
    parts.append(("silent", pgettext("stage", "No update"), of_set["without_update"]))
    said = "; ".join(f"{label}: {number(count)}" for _tone, label, count in parts)
    return bar(
        [{"tone": tone, "label": label, "value": count, "shown": number(count)} for tone, label, count in parts],
        alt=_("Stage of %(total)s pledges by their latest update. %(parts)s.")
        % {"total": number(of_set["pledges"]), "parts": said},
    )


def _objectives_table(facts: Facts) -> Block:
    columns = [
        (_("Objective"), 1.0),
        (_("Pledges"), 0),
        (_("With update"), 0),
        (pgettext("stage", "No update"), 0),
        *((str(stage.label), 0) for stage in Stage),
        (_("Tools"), 0),
    ]
    rows: list[list[Text]] = [
        [
            f"{objective['number']}. {objective['short_title']}",
            *(
                number(objective["figures"][key])
                for key in ("pledges", "with_update", "without_update", *(stage.value for stage in Stage), "tools")
            ),
        ]
        for objective in facts["objectives"]
    ]
    return table(_("Pledges and tools by objective"), columns, rows)


def _objective(objective: Facts, facts: Facts) -> list[Block]:
    mark = "" if objective["title_is_official"] else _("unofficial translation")
    words = {"number": objective["number"], "title": objective["short_title"]}
    return [
        heading(1, _("Objective %(number)s: %(title)s") % words, flows=True),
        paragraph({"text": objective["title"], "role": "official", "mark": mark}),
        figures(_figures(objective["figures"], of=facts["figures"]["compact"]["pledges"])),
        *([_stages(objective["figures"])] if objective["pledges"] else []),
        heading(2, _("Pledges under objective %(number)s") % {"number": objective["number"]}),
        _pledges(objective, facts),
        heading(2, _("Tools for objective %(number)s") % {"number": objective["number"]}),
        _tools(objective, facts),
    ]


def _pledges(objective: Facts, facts: Facts) -> Block:
    if not objective["pledges"]:
        return paragraph(_("No published pledge names this objective. That is not to say that nothing is done."))
    columns = [
        (_("Reference"), 0),
        (_("Pledge"), 3.0),
        (_("Made by"), 1.6),
        (_("Type"), 1.1),
        (_("Period"), 1.4),
        (_("Latest update"), 1.4),
    ]
    rows = [_pledge_row(reference, facts) for reference in objective["pledges"]]
    return table("", columns, rows)


def _pledge_row(reference: str, facts: Facts) -> list[Text]:
    pledge = facts["pledges"][reference]
    return [
        reference,
        written(pledge["title"], pledge["language"], document_language=facts["language"]),
        annex.owner(pledge),
        annex.pledge_type(pledge),
        annex.period(pledge),
        annex.latest(pledge),
    ]


def _tools(objective: Facts, facts: Facts) -> Block:
    if not objective["tools"]:
        return paragraph(_("No published tool is filed under this objective."))
    columns = [(_("Reference"), 0), (_("Tool"), 3.0), (_("Provider"), 2.0), (_("Kind"), 1.0)]
    rows: list[list[Text]] = []
    for reference in objective["tools"]:
        tool = facts["tools"][reference]
        title = written(tool["title"], tool["language"], document_language=facts["language"])
        rows.append([reference, title, annex.provider(tool), annex.tool_kind(tool)])
    return table("", columns, rows)
