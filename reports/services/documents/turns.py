"""What happened between two moments, in tables: figures then and now, acts by kind, each pledge by its reference."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from progress.states import Stage
from reports.selectors.facts import Facts
from reports.services.documents.quotes import references
from typesetting.blocks import Block, Text, day, heading, number, paragraph, table, written
from typesetting.glyphs import printable
from workflow.states import Closing

MINUS = "\u2212"


def on_record(facts: Facts, *, with_before: bool) -> Block:
    """What is on record of each kind, at both moments; without the earlier one where there was no publication."""
    rows, then, now = facts["compared"]["on_record"], named(facts["before"]), named(facts["until"])
    if not with_before:
        columns = [(_("On record"), 1.0), (now, 0)]
        return table(_("What is on record"), columns, [[each["what"], number(each["until"])] for each in rows])
    columns = [(_("On record"), 1.0), (then, 0.5), (now, 0.5), (pgettext("column", "Difference"), 0)]
    return table(
        _("What is on record, then and now"),
        columns,
        [[each["what"], number(each["before"]), number(each["until"]), signed(each["difference"])] for each in rows],
    )


def named(moment: Facts) -> str:
    """A moment as the head of a column."""
    words = {"day": day(moment["day"]), "number": moment["publication"]}
    return _("%(day)s (publication %(number)s)") % words


def by_objective(facts: Facts, *, with_before: bool) -> Block:
    """Pledges of each objective and what their updates say, beside the earlier figure where it is known."""
    names = (
        ("pledges", _("Pledges")),
        ("with_update", _("With update")),
        ("fulfilled", str(Stage.FULFILLED.label)),
        ("discontinued", str(Stage.DISCONTINUED.label)),
    )
    columns = [(_("Objective"), 1.0)]
    rows: list[list[Text]] = [[f"{each['number']}. {each['short_title']}"] for each in facts["objectives"]]
    for name, label in names[:-1] if with_before else names:
        columns += [(_("%(figure)s, before") % {"figure": label}, 0.0)] if with_before else []
        columns.append((label, 0.0))
        for row, each in zip(rows, facts["objectives"], strict=True):
            before, until = facts["compared"]["objectives"][str(each["number"])][name]
            row.extend([number(before), number(until)] if with_before else [number(until)])
    return table(_("Pledges by objective"), columns, rows)


def acts(turns: Facts) -> list[Block]:
    """How much was published, by kind of record."""
    kinds = {
        "PL": _("Pledges"),
        "PU": _("Progress updates"),
        "NP": _("National implementation plans"),
        "VR": _("Voluntary national reviews"),
        "CN": _("Capacity needs"),
        "TL": _("Tools"),
    }
    heads = {
        "new": pgettext("column", "New"),
        "imported": pgettext("column", "Imported"),
        "amended": pgettext("column", "Amended"),
        "withdrawn": pgettext("column", "Withdrawn"),
        "retracted": pgettext("column", "Retracted"),
        "superseded": pgettext("column", "Superseded"),
    }
    rows: list[list[Text]] = [[kinds[each["kind"]], *(number(each[name]) for name in heads)] for each in turns["acts"]]
    return [
        paragraph(
            ngettext(
                "There was %(count)s publication. Besides the records below, publications are answers of partners, "
                "matches and edits of reference data; an import of many records is one.",
                "There were %(count)s publications. Besides the records below, publications are answers of partners, "
                "matches and edits of reference data; an import of many records is one.",
                turns["publications"],
            )
            % {"count": number(turns["publications"])}
        ),
        table(_("Published, by kind of record"), [(_("Kind"), 1.0), *((head, 0) for head in heads.values())], rows),
    ]


def pledges(facts: Facts) -> Iterator[Block]:
    """Each pledge something happened to, under what happened; and plainly where nothing did."""
    turns = facts["turns"]
    sections = [
        ("new", _("New pledges"), _("No pledge is new.")),
        ("amended", _("Amended pledges"), _("No pledge was amended.")),
        ("fulfilled", _("Fulfilled, by their latest update"), _("No pledge came to stand as fulfilled.")),
        ("discontinued", _("Discontinued, by their latest update"), _("No pledge came to stand as discontinued.")),
    ]
    for name, title, none in sections:
        yield heading(2, title)
        yield _listed(turns[name], facts["language"]) if turns[name] else paragraph(none)
    yield heading(2, _("Withdrawn, retracted or superseded"))
    yield _closed(turns["closed"]) if turns["closed"] else paragraph(_("No pledge was taken off the site."))


def signed(value: int) -> str:
    """A difference with its sign; nothing has none."""
    sign = {True: "+", False: MINUS}[value > 0] if value else ""
    return f"{sign}{number(abs(value))}"


def _listed(rows: Sequence[Facts], here: str) -> Block:
    columns = [
        (_("Reference"), 0),
        (_("Pledge"), 2.6),
        (_("Made by"), 1.4),
        (_("Published"), 1.0),
        (_("Latest update"), 1.2),
    ]
    return table("", columns, [_row(each, here) for each in rows])


def _row(each: Facts, here: str) -> list[Text]:
    said = {"stage": str(Stage(each["stage"]).label), "on": day(each["said_on"])} if each["stage"] else {}
    return [
        references([each["source"]])[0],
        written(each["title"], each["language"], document_language=here),
        printable(each["by"]) or _("Not stated"),
        day(each["on"]),
        _("%(stage)s, %(on)s") % said if said else pgettext("stage", "No update"),
    ]


def _closed(rows: Sequence[Facts]) -> Block:
    """By reference alone: what was retracted is not shown again."""
    columns = [(_("Reference"), 0), (_("What happened"), 2.0), (_("Day"), 1.0)]
    return table(
        "",
        columns,
        [[references([each["source"]])[0], str(Closing(each["closing"]).label), day(each["on"])] for each in rows],
    )
