"""The round-table booklet: facts in, a document of neutral blocks out, every sentence in the report's language."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from progress.states import Stage
from reports.selectors.facts import Facts
from reports.services import pictures
from reports.services.documents import annex, listed
from reports.services.documents.capacity import gaps, needs_table
from reports.services.documents.frame import Cover, frame
from reports.services.documents.glance import glance, stages
from reports.services.documents.quotes import references
from typesetting.blocks import (
    Block,
    Text,
    figures,
    heading,
    note,
    number,
    paragraph,
    table,
    written,
)
from ui.charts import ROUND_TABLES


def round_table_document(facts: Facts, reference: str) -> Block:
    """The whole booklet as a document."""
    number = facts["round_table"]["number"]
    return frame(
        facts,
        reference,
        title=_("Round table %(number)s, International Migration Review Forum %(year)s")
        % {"number": number, "year": facts["forum"]["year"]},
        accent=ROUND_TABLES[number],
        cover=Cover(
            title=_("Round table %(number)s") % {"number": number},
            theme=written(facts["round_table"]["theme"], "en", document_language=facts["language"]),
            subtitle=_("Pledges, their progress, and tools"),
            listed_label=_("Objectives of this round table"),
            listed=[(str(o["number"]), o["title"]) for o in facts["objectives"]],
        ),
        blocks=[
            *annex.how_to_read(facts),
            *_overview(facts),
            *_over_time(facts),
            *_needs(facts),
            *_notes(facts),
            *(block for objective in facts["objectives"] for block in _objective(objective, facts)),
            *annex.records(facts, none=_("There is no published record under the objectives of this round table.")),
            *annex.method(facts, reference),
        ],
    )


def _overview(facts: Facts) -> list[Block]:
    whole, spread, here = (facts["figures"][key] for key in ("compact", "coverage", "round_table"))
    blocks = [
        heading(1, _("The round table at a glance"), flows=True),
        figures(glance(here, of=whole["pledges"])),
        stages(here),
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
        *([pictures.pledges_by_objective(facts["objectives"])] if here["pledges"] else []),
        _objectives_table(facts),
    ]
    if facts["forum"]["split_is_carried_over"]:
        blocks.append(
            note(_("The split of objectives over round tables is taken over from an earlier Forum; it is indicative."))
        )
    return blocks


def _over_time(facts: Facts) -> list[Block]:
    return [heading(2, _("Over the years")), *listed.years(facts)]


def _needs(facts: Facts) -> list[Block]:
    return [
        heading(1, _("Needs beside offers"), flows=True),
        *gaps(facts),
        heading(2, _("The needs, by reference")),
        *needs_table(facts),
    ]


def _notes(facts: Facts) -> Iterator[Block]:
    """The background notes of the table, as they are published, each with its documents."""
    if facts["notes"]:
        yield heading(1, _("Background notes"), flows=True)
    for each in facts["notes"]:
        title, text = (
            written(each[name], each["language"], document_language=facts["language"], long=name == "text")
            for name in ("title", "text")
        )
        yield heading(2, title)
        yield paragraph(text)
        if each["documents"]:
            yield paragraph(_("Documents:"), sources=references(each["documents"]))


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
        paragraph(_("Objective %(number)s, paragraph %(paragraph)s of resolution 73/195.") % objective),
        figures(glance(objective["figures"], of=facts["figures"]["compact"]["pledges"])),
        *([stages(objective["figures"])] if objective["pledges"] else []),
        heading(2, _("Pledges under objective %(number)s") % {"number": objective["number"]}),
        listed.pledges(
            objective["pledges"],
            facts,
            none=_("No published pledge names this objective. That is not to say that nothing is done."),
        ),
        heading(2, _("Measures of national plans for objective %(number)s") % {"number": objective["number"]}),
        listed.measures(
            objective["measures"], facts, none=_("No measure of a published national plan names this objective.")
        ),
        heading(2, _("Tools for objective %(number)s") % {"number": objective["number"]}),
        listed.tools(objective["tools"], facts, none=_("No published tool is filed under this objective.")),
    ]
