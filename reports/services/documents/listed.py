"""The tables several kinds of report share: pledges, tools, measures, years; each row by its public reference."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from plans.states import Horizon
from progress.states import Stage
from reports.selectors.facts import Facts
from reports.services import charts
from reports.services.documents import annex
from reports.services.documents.quotes import references
from typesetting.blocks import Block, Text, day, number, paragraph, ref, table, written
from typesetting.glyphs import printable


def pledges(listed: Sequence[str], facts: Facts, *, none: str) -> Block:
    """The pledges of these references, or the plain sentence `none`."""
    if not listed:
        return paragraph(none)
    columns = [
        (_("Reference"), 0),
        (_("Pledge"), 3.0),
        (_("Made by"), 1.6),
        (_("Type"), 1.1),
        (_("Period"), 1.4),
        (_("Latest update"), 1.4),
    ]
    return table("", columns, [_pledge(reference, facts) for reference in listed])


def tools(listed: Sequence[str], facts: Facts, *, none: str) -> Block:
    """The tools of these references, or the plain sentence `none`."""
    if not listed:
        return paragraph(none)
    columns = [(_("Reference"), 0), (_("Tool"), 3.0), (_("Provider"), 2.0), (_("Kind"), 1.0)]
    return table("", columns, [_tool(reference, facts) for reference in listed])


def measures(listed: Sequence[Facts], facts: Facts, *, none: str) -> Block:
    """Measures of national plans, or the plain sentence `none`."""
    if not listed:
        return paragraph(none)
    columns = [
        (_("Reference"), 0),
        (_("Measure"), 2.1),
        (_("State"), 1.0),
        (_("Objectives"), 1.0),
        (_("Horizon"), 0.8),
        (_("Period"), 1.3),
        (_("Latest update"), 1.2),
    ]
    return table("", columns, [_measure(each, facts) for each in listed])


def years(facts: Facts) -> Iterator[Block]:
    """When pledges were made and for which years they were reported on: a picture and the table that says the same."""
    found = facts["trend"]
    if not found["years"]:
        yield paragraph(_("No pledge here says when it was made, and none has been reported on."))
    else:
        title = _("Pledges and updates over the years")
        yield charts.over_the_years(title, found["years"])
        columns = [(_("Year"), 1.0), (_("Pledges made"), 1.0), (_("Updates that speak for the year"), 1.0)]
        rows: list[list[Text]] = [
            [str(each["year"]), number(each["pledges"]), number(each["updates"])] for each in found["years"]
        ]
        yield table(title, columns, rows)
    if found["undated"]:
        yield paragraph(
            ngettext(
                "%(count)s pledge does not say when it was made and is in no year.",
                "%(count)s pledges do not say when they were made and are in no year.",
                found["undated"],
            )
            % {"count": number(found["undated"])}
        )


def _pledge(reference: str, facts: Facts) -> list[Text]:
    pledge = facts["pledges"][reference]
    return [
        ref(reference, pledge["address"]),
        written(pledge["title"], pledge["language"], document_language=facts["language"]),
        annex.owner(pledge),
        annex.pledge_type(pledge),
        annex.period(pledge),
        annex.latest(pledge),
    ]


def _tool(reference: str, facts: Facts) -> list[Text]:
    tool = facts["tools"][reference]
    title = written(tool["title"], tool["language"], document_language=facts["language"])
    return [ref(reference, tool["address"]), title, annex.provider(tool), annex.tool_kind(tool)]


def _measure(each: Facts, facts: Facts) -> list[Text]:
    said = pgettext("stage", "No update")
    if each["stage"]:
        words = {"stage": Stage(each["stage"]).label, "on": day(each["speaks_for_on"])}
        said = _("%(stage)s, %(on)s") % words
    return [
        references([each["source"]])[0],
        written(each["title"], each["language"], document_language=facts["language"]),
        printable(each["by"]),
        ", ".join(map(str, each["objectives"])),
        str(Horizon(each["horizon"]).label) if each["horizon"] else _("Not stated"),
        period(each),
        said,
    ]


def period(each: Facts) -> str:
    """From when to when a plan or measure runs."""
    return annex.period({"is_open_ended": False, "timeframe_as_listed": "", **each})
