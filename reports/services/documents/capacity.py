"""The capacity-building mechanism as the records show it: needs beside offers, and where nobody offers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.states import SupportKind
from plans.states import Horizon
from reports.selectors.facts import Facts
from reports.services import pictures
from reports.services.documents.quotes import quotes, references
from typesetting.blocks import Block, Text, figure, figures, heading, number, paragraph, table, written
from typesetting.glyphs import printable


def capacity(facts: Facts) -> list[Block]:
    """The section of the brief: what reviews say of it, the gap picture as tables, the needs by reference."""
    found = facts["capacity"]
    return [
        heading(1, _("The capacity-building mechanism")),
        heading(2, _("From the voluntary national reviews")),
        *quotes(
            found["reviews"],
            facts,
            none=_("No review that is public answers the question on the capacity-building mechanism."),
        ),
        heading(2, _("Needs and offers")),
        figures(mechanism(facts["figures"]["matches"])),
        *gaps(facts),
        heading(2, _("The needs, by reference")),
        *needs_table(facts),
    ]


def mechanism(matches: Facts) -> list[dict[str, str]]:
    """Needs, offers and matches of the whole Compact, as figures."""
    return [
        figure(matches["needs"], _("Capacity needs")),
        figure(matches["needs_matched"], _("Needs matched with an offer"), of=matches["needs"]),
        figure(matches["offers"], _("Offers of support")),
        figure(matches["matches"], _("Matches made")),
        figure(matches["outcomes_known"], _("Matches with a known outcome"), of=matches["matches"]),
    ]


def gaps(facts: Facts) -> list[Block]:
    """Where need is stated, by objective and kind of support, and whether anybody offers."""
    found = facts["capacity"]["gaps"]
    words = {"stated": number(found["stated"]), "gaps": number(found["gaps"])}
    if not found["stated"]:
        return [paragraph(_("No capacity need that names an objective is public.")), *_offered(facts)]
    return [
        paragraph(
            ngettext(
                "By objective and kind of support, need is stated at %(stated)s place.",
                "By objective and kind of support, need is stated at %(stated)s places.",
                found["stated"],
            )
            % words,
            ngettext(
                "At %(gaps)s of them nobody offers such support.",
                "At %(gaps)s of them nobody offers such support.",
                found["gaps"],
            )
            % words,
        ),
        _picture(facts),
        _stated(facts),
        *_offered(facts),
    ]


def _picture(facts: Facts) -> Block:
    found = facts["capacity"]["gaps"]
    cells = {row["objective"]: row["cells"] for row in found["rows"]}
    alt = _(
        "Objectives by kinds of support: need is stated at %(stated)s places, support is offered at %(offered)s, and "
        "at %(gaps)s need is stated and nobody offers."
    )
    return pictures.gap_matrix(
        _("Needs beside offers, by objective and kind of support"),
        [_kind(kind) for kind in found["kinds"]],
        [(f"{each['number']}. {each['short_title']}", cells[each["number"]]) for each in facts["objectives"]],
        alt=alt % {name: number(found[name]) for name in ("stated", "offered", "gaps")},
    )


def _stated(facts: Facts) -> Block:
    columns = [
        (_("Objective"), 1.6),
        (_("Kind of support"), 1.2),
        (_("Needs"), 0),
        (_("Tools with support"), 0),
        (_("Pledges of money or people"), 0),
        (_("Standing"), 0.8),
    ]
    titles = {each["number"]: f"{each['number']}. {each['short_title']}" for each in facts["objectives"]}
    rows: list[list[Text]] = [
        [
            titles[row["objective"]],
            _kind(kind),
            number(cell["needs"]),
            number(cell["tools"]),
            number(cell["pledges"]),
            _("Nobody offers") if cell["standing"] == "gap" else _("Offered"),
        ]
        for row in facts["capacity"]["gaps"]["rows"]
        for kind, cell in zip(facts["capacity"]["gaps"]["kinds"], row["cells"], strict=True)
        if cell["needs"]
    ]
    return table(_("Where need is stated"), columns, rows)


def _offered(facts: Facts) -> Iterator[Block]:
    """Where support is offered and no need is stated: the kinds, by objective."""
    found = facts["capacity"]["gaps"]
    titles = {each["number"]: f"{each['number']}. {each['short_title']}" for each in facts["objectives"]}
    rows: list[list[Text]] = []
    for row in found["rows"]:
        kinds = [
            _kind(kind) for kind, cell in zip(found["kinds"], row["cells"], strict=True) if cell["standing"] == "offer"
        ]
        if kinds:
            rows.append([titles[row["objective"]], "; ".join(kinds)])
    if rows:
        columns = [(_("Objective"), 1.0), (_("Kinds of support"), 1.6)]
        yield table(_("Where support is offered and no need is stated"), columns, rows)


def needs_table(facts: Facts) -> Iterator[Block]:
    """The needs by reference, or plainly that there is none."""
    needs = facts["capacity"]["needs"]
    if not needs:
        yield paragraph(_("No capacity need is public. That is not to say that none is felt."))
        return
    columns = [
        (_("Reference"), 0),
        (_("Need"), 2.4),
        (_("Stated by"), 1.2),
        (_("Objectives"), 0.9),
        (_("Kinds of support"), 1.6),
        (_("Horizon"), 0.9),
    ]
    yield table("", columns, [_need(each, facts) for each in needs])


def _need(need: Facts, facts: Facts) -> list[Text]:
    return [
        references([need["source"]])[0],
        written(need["title"], need["language"], document_language=facts["language"]),
        printable(need["by"]),
        ", ".join(map(str, need["objectives"])),
        "; ".join(map(_kind, need["kinds"])),
        str(Horizon(need["horizon"]).label),
    ]


def _kind(kind: str) -> str:
    return str(SupportKind(kind).label)
