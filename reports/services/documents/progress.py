"""Progress in figures, for the overview: the whole Compact, levels, round tables, objectives, regions, the map."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.states import ReviewRegion
from pledges.states import Level
from progress.states import OF_ORGANISATIONS, Stage
from reports.selectors.facts import Facts
from reports.services import pictures, world
from reports.services.documents.glance import glance, stages
from typesetting.blocks import Block, Text, bullets, figure, figures, heading, note, number, paragraph, table, written


def progress(facts: Facts) -> Iterator[Block]:
    """The section on progress: each table with the denominator of what it counts."""
    yield from _compact(facts)
    yield from _levels(facts)
    yield from _round_tables(facts)
    yield from _objectives(facts)
    yield from _regions(facts)
    yield from _map(facts)


def _compact(facts: Facts) -> Iterator[Block]:
    found = facts["figures"]
    yield heading(2, _("The Compact as a whole"))
    yield figures(glance(found["compact"]))
    if found["compact"]["pledges"]:
        yield stages(found["compact"])
    yield paragraph(
        _(
            "Of all %(total)s published pledges, %(named)s name at least one objective, %(whole)s are made to the "
            "Compact as a whole, and %(none)s do not say."
        )
        % {
            "total": number(found["coverage"]["pledges"]),
            "named": number(found["coverage"]["naming_objectives"]),
            "whole": number(found["coverage"]["whole_compact"]),
            "none": number(found["coverage"]["naming_none"]),
        }
    )
    yield figures(
        [
            figure(found["plans"], _("National implementation plans")),
            figure(found["measures"], _("Measures of these plans")),
            figure(found["reviews"]["members"], _("Reviews of Members for this Forum"), of=found["reviews"]["of"]),
            figure(found["tools"], _("Tools")),
            figure(found["needs"], _("Capacity needs")),
        ]
    )


def _levels(facts: Facts) -> Iterator[Block]:
    labels = {level.value: str(level.label) for level in Level} | {"": _("No level named")}
    yield heading(2, _("At all levels"))
    yield _table(
        _("Pledges by the level at which they are carried out"),
        pgettext("column", "Level"),
        [(labels[level], found) for level, found in facts["figures"]["levels"].items()],
    )
    yield paragraph(
        _(
            "The international level of a pledge stands for the global level of the review. A pledge carried out at "
            "several levels counts at each."
        )
    )


def _round_tables(facts: Facts) -> Iterator[Block]:
    yield heading(2, _("The four round tables"))
    rows = []
    for each in facts["round_tables"]:
        label = _("Round table %(number)s") % {"number": each["number"]}
        rows.append((label, each["figures"]))
    yield _table(_("Pledges by round table, each counted once at a table"), _("Round table"), rows)
    here = facts["language"]
    themes: list[list[Text]] = [
        [number(each["number"]), written(each["theme"], "en", document_language=here), _objectives_at(each, facts)]
        for each in facts["round_tables"]
    ]
    columns = [(_("Round table"), 0), (_("Theme"), 2.0), (_("Objectives"), 1.0)]
    yield table(_("Themes and objectives of the round tables"), columns, themes)
    if facts["forum"]["split_is_carried_over"]:
        yield note(
            _("The split of objectives over round tables is taken over from an earlier Forum; it is indicative.")
        )


def _objectives_at(round_table: Facts, facts: Facts) -> str:
    placed = [each for each in facts["objectives"] if each["round_table"] == round_table["number"]]
    return ", ".join(str(each["number"]) for each in placed)


def _objectives(facts: Facts) -> Iterator[Block]:
    yield heading(2, _("The 23 objectives"))
    if facts["figures"]["coverage"]["naming_objectives"]:
        yield pictures.pledges_by_objective(facts["objectives"])
    rows = [(_title(each), each["figures"]) for each in facts["objectives"]]
    yield _table(_("Pledges by objective and stage of their latest update"), _("Objective"), rows)
    columns = [(_("Objective"), 1.0), (_("Measures"), 0), (_("Tools"), 0), (_("Needs"), 0)]
    beside: list[list[Text]] = [
        [_title(each), *(number(each["figures"][name]) for name in ("measures", "tools", "needs"))]
        for each in facts["objectives"]
    ]
    yield table(_("Measures of national plans, tools and capacity needs by objective"), columns, beside)
    silent = [str(each["number"]) for each in facts["objectives"] if not each["figures"]["pledges"]]
    if silent:
        yield note(
            _("No pledge names these objectives: %(numbers)s. That is not to say that nothing is done.")
            % {"numbers": ", ".join(silent)}
        )


def _regions(facts: Facts) -> Iterator[Block]:
    labels = _region_labels(facts)
    yield heading(2, _("By region of the regional reviews"))
    yield _table(
        _("Pledges by the region of the State that made them, and of organisations"),
        pgettext("column", "Region"),
        [(label, facts["figures"]["regions"][region]) for region, label in labels.items()],
    )
    shaded = [
        pictures.Shaded(_title(each), [each["regions"][region] for region in labels]) for each in facts["objectives"]
    ]
    caption = _("Pledges by objective and region")
    yield pictures.matrix(caption, list(labels.values()), shaded)
    columns = [(_("Objective"), 1.4), *((label, 0.7) for label in labels.values())]
    rows: list[list[Text]] = [[each.label, *map(number, each.values)] for each in shaded]
    yield table(caption, columns, rows)


def _map(facts: Facts) -> Iterator[Block]:
    found = facts["world"]
    yield heading(2, _("Where pledges come from"))
    yield world.world_picture(found)
    columns = [
        (pgettext("column", "Region"), 1.4),
        (_("States"), 0),
        (_("Pledging States"), 0),
        (_("Pledges"), 0),
        (_("With update"), 0),
    ]
    rows: list[list[Text]] = [
        [
            each["label"],
            number(each["of"]),
            number(each["pledging"]),
            number(each["pledges"]),
            number(each["with_update"]),
        ]
        for each in found["regions"]
    ]
    yield table(_("States’ own pledges by region"), columns, rows)
    for region in found["regions"]:
        yield from _states(region)
    yield bullets(world.notes())


def _states(region: Facts) -> Iterator[Block]:
    """The pledging States of a region in the order of the alphabet, and how many others there are."""
    pledging = [each for each in region["states"] if each["pledges"]]
    if pledging:
        columns = [(_("State"), 1.0), (_("Pledges"), 0), (_("With update"), 0)]
        rows: list[list[Text]] = [
            [each["name"], number(each["pledges"]), number(each["with_update"])] for each in pledging
        ]
        yield table(_("%(region)s: States with pledges of their own") % {"region": region["label"]}, columns, rows)
    others = region["without"]
    if others:
        yield paragraph(
            ngettext(
                "%(region)s: %(count)s State has no pledge of its own on record.",
                "%(region)s: %(count)s States have no pledge of their own on record.",
                others,
            )
            % {"region": region["label"], "count": number(others)}
        )


def _region_labels(facts: Facts) -> dict[str, str]:
    labels = {region.value: str(region.label) for region in ReviewRegion} | {OF_ORGANISATIONS: _("Organisations")}
    if facts["figures"]["regions"][""]["pledges"]:
        labels[""] = _("No region on record")
    return labels


def _title(objective: Facts) -> str:
    return f"{objective['number']}. {objective['short_title']}"


def _table(caption: str, head: str, rows: list[tuple[str, Facts]]) -> Block:
    """Figures of several sets, one a row: pledges, with and without an update, and the stages."""
    columns = [
        (head, 1.0),
        (_("Pledges"), 0),
        (_("With update"), 0),
        (pgettext("stage", "No update"), 0),
        *((str(stage.label), 0) for stage in Stage),
    ]
    names = ("pledges", "with_update", "without_update", *(stage.value for stage in Stage))
    return table(caption, columns, [[label, *(number(found[name]) for name in names)] for label, found in rows])
