"""The objective sheet: what is on record under one objective, on a few pages."""

from collections.abc import Iterator

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts.states import ReviewRegion
from progress.states import OF_ORGANISATIONS
from reports.selectors.facts import Facts
from reports.services.documents import annex, around, listed
from reports.services.documents.capacity import gaps, needs_table
from reports.services.documents.frame import Cover, frame
from reports.services.documents.glance import glance, stages
from reports.services.documents.quotes import quotes, rule
from typesetting.blocks import Block, Text, figure, figures, heading, note, number, paragraph, table, written
from ui.charts import ROUND_TABLES


def objective_document(facts: Facts, reference: str) -> Block:
    """The whole sheet as a document."""
    (objective,) = facts["objectives"]
    words = {"number": objective["number"], "title": objective["short_title"]}
    return frame(
        facts,
        reference,
        title=_("Objective sheet: %(number)s. %(title)s") % words,
        accent=ROUND_TABLES[facts["round_table"]["number"]],
        cover=Cover(
            title=_("Objective %(number)s") % words,
            theme=objective["short_title"],
            subtitle=_("Objective sheet: pledges, measures, tools, needs, and what reviews say"),
        ),
        blocks=[
            *around.how_to_read(_opening(), rule(facts)),
            *_text(objective, facts),
            *_glance(objective, facts),
            *_records(objective, facts),
            *_capacity(facts),
            *_said(facts),
            *annex.records(facts, none=_("There is no published pledge or tool under this objective.")),
            *around.method(facts, reference, _counted()),
        ],
    )


def _opening() -> str:
    return _(
        "This sheet shows what is on record under one objective of the Global Compact, and what became of it so far "
        "as it has been reported. It is frozen: everything in it was public on the portal at the publication named on "
        "the cover, and the same figures stand there."
    )


def _counted() -> list[str]:
    return [
        _("A need is counted under an objective that it names as its main objective or as another."),
        _("A measure is counted under each objective it names."),
        _(
            "An offer of support is a tool whose provider offers support with it, or a pledge of money or people. A "
            "need without an offer beside it may be met elsewhere, and an offer beside a need need not fit it."
        ),
        _(
            "The year of a pledge is the one it names or, where it was made on the portal, that of its first "
            "publication."
        ),
    ]


def _text(objective: Facts, facts: Facts) -> Iterator[Block]:
    mark = "" if objective["title_is_official"] else _("unofficial translation")
    yield heading(1, _("What the Compact says"))
    yield paragraph({"text": objective["title"], "role": "official", "mark": mark})
    words = {"number": objective["number"], "paragraph": objective["paragraph"]}
    yield paragraph(_("Objective %(number)s, paragraph %(paragraph)s of resolution 73/195.") % words)
    yield paragraph(
        _("At the Forum of %(year)s it belongs to round table %(number)s.")
        % {"year": facts["forum"]["year"], "number": facts["round_table"]["number"]},
        written(facts["round_table"]["theme"], "en", document_language=facts["language"], long=True),
    )
    if objective["actions"]:
        yield heading(2, _("The actions listed under it"))
        columns = [(pgettext("column", "Letter"), 0), (_("Action, in short"), 1.0)]
        rows: list[list[Text]] = [
            [f"({letter})", written(summary, "en", document_language=facts["language"])]
            for letter, summary in objective["actions"]
        ]
        yield table("", columns, rows)
        yield note(_actions_note())
    yield from _targets(objective)


def _actions_note() -> str:
    if get_language() == "en":
        return _("The summaries are the portal’s own; the official text is that of the resolution.")
    return _(
        "The summaries are the portal’s own and exist in English only; the official text is that of the resolution."
    )


def _targets(objective: Facts) -> Iterator[Block]:
    if objective["sdg_targets"]:
        yield heading(2, _("Targets of the 2030 Agenda"))
        codes = ", ".join(objective["sdg_targets"])
        yield paragraph(
            _("Targets related to this objective:"), {"text": codes, "lang": "en", "dir": "ltr", "mark": ""}
        )
        if not objective["sdg_targets_are_verified"]:
            yield note(_("This list of targets was not checked against an official source."))


def _glance(objective: Facts, facts: Facts) -> Iterator[Block]:
    found, whole = facts["figures"]["objective"], facts["figures"]["compact"]
    yield heading(1, _("The objective at a glance"), flows=True)
    yield figures(glance(found, of=whole["pledges"]))
    if found["pledges"]:
        yield stages(found)
        if found["without_update"]:
            yield paragraph(_silence(found))
    else:
        yield paragraph(_none_named())
    yield figures(
        [
            figure(found["measures"], _("Measures of national plans")),
            figure(found["tools"], _("Tools")),
            figure(found["needs"], _("Capacity needs")),
            figure(found["statements"], _("Statements in reviews")),
        ]
    )
    if found["pledges"]:
        yield heading(2, _("By region of the regional reviews"))
        yield _regions(facts)
    yield heading(2, _("Over the years"))
    yield from listed.years(facts)


def _none_named() -> str:
    return _("No published pledge names this objective. That is not to say that nothing is done.")


def _silence(found: Facts) -> str:
    return ngettext(
        "%(count)s pledge of %(of)s has no update. That is not to say that nothing was done.",
        "%(count)s pledges of %(of)s have no update. That is not to say that nothing was done.",
        found["without_update"],
    ) % {"count": number(found["without_update"]), "of": number(found["pledges"])}


def _regions(facts: Facts) -> Block:
    labels = {region.value: str(region.label) for region in ReviewRegion} | {OF_ORGANISATIONS: _("Organisations")}
    if facts["regions"][""]["pledges"]:
        labels[""] = _("No region on record")
    columns = [(pgettext("column", "Region"), 1.0), (_("Pledges"), 0), (_("With update"), 0)]
    rows: list[list[Text]] = [
        [label, *(number(facts["regions"][region][name]) for name in ("pledges", "with_update"))]
        for region, label in labels.items()
    ]
    return table(_("Pledges by the region of the State that made them, and of organisations"), columns, rows)


def _records(objective: Facts, facts: Facts) -> list[Block]:
    words = {"number": objective["number"]}
    return [
        heading(1, _("Pledges under objective %(number)s") % words, flows=True),
        listed.pledges(sorted(facts["pledges"]), facts, none=_none_named()),
        heading(1, _("Measures of national plans"), flows=True),
        listed.measures(
            facts["measures"], facts, none=_("No measure of a published national plan names this objective.")
        ),
        heading(1, _("Tools for objective %(number)s") % words, flows=True),
        listed.tools(sorted(facts["tools"]), facts, none=_("No published tool is filed under this objective.")),
    ]


def _capacity(facts: Facts) -> list[Block]:
    return [
        heading(1, _("Needs beside offers"), flows=True),
        *gaps(facts),
        heading(2, _("The needs, by reference")),
        *needs_table(facts),
    ]


def _said(facts: Facts) -> list[Block]:
    return [
        heading(1, _("What States and organisations say"), flows=True),
        heading(2, _("Statements in voluntary national reviews")),
        *quotes(facts["statements"], facts, none=_("No public review has a statement on this objective.")),
        heading(2, _("Barriers named in progress updates")),
        *quotes(facts["barriers"], facts, none=_("No public update on a pledge or measure here names a barrier.")),
    ]
