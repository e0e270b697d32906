"""The fields of what is laid down: objectives, Forums, round tables; with the figures the pages show."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.fields.columns import (
    BOOLEAN,
    DATE,
    INTEGER,
    INTEGERS,
    TEXT,
    TEXTS,
    Field,
    Leaf,
    Listing,
    nested,
    value,
)
from needs.selectors import need_counts_by_objective, public_needs
from objectives.models import Objective
from progress.selectors import Figures, figures_by_objective, figures_by_round_table
from roundtables.models import Edition, RoundTable
from roundtables.selectors import current_edition, editions, objectives_at, round_tables, split_at
from tools.selectors import tool_counts_by_objective, tool_counts_by_round_table
from workflow.selectors import Moment


@dataclass(frozen=True)
class Counted:
    """A thing beside the figures shown of it."""

    thing: Any
    figures: Figures
    tools: int = 0
    needs: int = 0


def of(name: str) -> Callable[[Any], Any]:
    """Reads an attribute of the thing, text that is empty as nothing."""
    return lambda each: None if (found := getattr(each.thing, name)) == "" else found


def page_of(each: Any) -> str:
    """The whole address of the thing's page."""
    return f"{settings.SITE_URL}{each.thing.get_absolute_url()}"


def figure_fields() -> tuple[Field, ...]:
    """The figures of the pledges of one thing; `pledges` is the denominator of the others."""
    words = {
        "pledges": _("Public pledges."),
        "states": _("States that own one."),
        "organisations": _("Organisations that own one."),
        "with_update": _("Of the pledges, those with a public update."),
        "fresh": _("Those whose latest update speaks for a day in the last 365."),
        "planning": _("Those whose latest update says “planning”."),
        "in_progress": _("Those whose latest update says “in progress”."),
        "fulfilled": _("Those whose latest update says “fulfilled”."),
        "discontinued": _("Those whose latest update says “discontinued”."),
    }
    counts = [value(name, INTEGER, text, _figure(name), is_optional=False) for name, text in words.items()]
    latest = value("latest_update_on", DATE, _("The day the latest update speaks for."), _figure("latest_update_on"))
    return (*counts, latest)


def _figure(name: str) -> Callable[[Counted], Any]:
    return lambda each: getattr(each.figures, name)


def _objectives(moment: Moment) -> list[Counted]:
    edition = current_edition(moment.publication)
    if edition is None:
        return []
    counted, tools = figures_by_objective(moment), tool_counts_by_objective(moment)
    needs = need_counts_by_objective(public_needs(moment))
    found = objectives_at(edition).prefetch_related("actions").order_by("number")
    return [Counted(each, counted[each.pk], tools[each.pk], needs[each.pk]) for each in found]


def _actions(name: str) -> Callable[[Counted], list[str]]:
    return lambda each: [getattr(action, name) for action in _in_order(each.thing)]


def _in_order(objective: Objective) -> list[Any]:
    return sorted(objective.actions.all(), key=lambda action: action.letter)


def _editions(moment: Moment) -> list[Counted]:
    return [Counted(each, Figures()) for each in editions(moment.publication)]


def _round_tables(moment: Moment) -> list[Counted]:
    found = []
    for edition in editions(moment.publication):
        counted, tools = figures_by_round_table(edition, moment), tool_counts_by_round_table(edition, moment)
        tables = round_tables(edition, moment.publication)
        found += [Counted(each, counted[each.number], tools[each.number]) for each in tables]
    return found


def _at_table(each: Counted) -> list[int]:
    table: RoundTable = each.thing
    edition: Edition = table.edition
    return sorted(number for number, at in split_at(edition, edition.read_at).items() if at == table.number)


OBJECTIVES = Listing(
    name="objectives",
    key="number",
    title=_("Objectives"),
    about=_("The 23 objectives of the Compact, with the figures of the pledges that name each as a main one."),
    public=_objectives,
    fields=(
        value("number", INTEGER, _("1 to 23."), of("number"), is_optional=False),
        value("title", TEXT, _("The title in the language of the page."), of("title"), is_optional=False),
        value(
            "title_is_official",
            BOOLEAN,
            _("Whether that title was checked against the official text."),
            of("title_is_official"),
            is_optional=False,
        ),
        value("short_title", TEXT, _("A short form of it."), of("short_title"), is_optional=False),
        value("paragraph", INTEGER, _("Paragraph of A/RES/73/195."), of("paragraph"), is_optional=False),
        value(
            "round_table", INTEGER, _("Its round table at the current Forum."), of("round_table"), is_optional=False
        ),
        value(
            "sdg_targets", TEXTS, _("Targets of the Sustainable Development Goals it relates to."), of("sdg_targets")
        ),
        nested(
            "actions",
            _("The lettered actions, paraphrased in English."),
            Leaf("letter", TEXTS, _("The letter."), _actions("letter"), is_optional=False),
            Leaf("summary", TEXTS, _("The paraphrase."), _actions("summary"), is_optional=False),
            many=True,
        ),
        *figure_fields(),
        value("tools", INTEGER, _("Public tools that name it."), lambda each: each.tools, is_optional=False),
        value("needs", INTEGER, _("Public needs that name it."), lambda each: each.needs, is_optional=False),
        value("url", TEXT, _("Its page."), page_of, is_optional=False),
    ),
)
FORUMS = Listing(
    name="forums",
    key="year",
    title=_("Forums"),
    about=_("The International Migration Review Forums (A/RES/73/326), one row each."),
    public=_editions,
    fields=(
        value("year", INTEGER, _("Its year, by which it is named."), of("year"), is_optional=False),
        value("number", INTEGER, _("The first is 1."), of("number"), is_optional=False),
        value("starts_on", DATE, _("First day."), of("starts_on")),
        value("ends_on", DATE, _("Last day."), of("ends_on")),
        value("hearing_on", DATE, _("Day of the multi-stakeholder hearing."), of("hearing_on")),
        value("place", TEXT, _("Where it is held."), of("place")),
        value("outcome", TEXT, _("The document that came out of it."), of("outcome")),
        value(
            "verified",
            BOOLEAN,
            _("Whether its dates were checked against the source."),
            of("is_verified"),
            is_optional=False,
        ),
        value(
            "split_carried_over",
            BOOLEAN,
            _("Whether its round tables are those of the Forum before, for want of its own."),
            of("split_is_carried_over"),
            is_optional=False,
        ),
        value("url", TEXT, _("Its page."), page_of, is_optional=False),
    ),
)
ROUND_TABLES = Listing(
    name="round-tables",
    key="id",
    title=_("Round tables"),
    about=_("The four round tables of each Forum, with the figures of the pledges on any of their objectives."),
    public=_round_tables,
    fields=(
        value(
            "id",
            TEXT,
            _("Year and number."),
            lambda each: f"{each.thing.edition_id}-{each.thing.number}",
            is_optional=False,
        ),
        value("forum", INTEGER, _("Year of the Forum."), of("edition_id"), is_optional=False),
        value("number", INTEGER, _("1 to 4."), of("number"), is_optional=False),
        value("theme", TEXT, _("Its theme, in English."), of("theme")),
        value("objectives", INTEGERS, _("Numbers of its objectives."), _at_table),
        *figure_fields(),
        value(
            "tools",
            INTEGER,
            _("Public tools that name any of its objectives."),
            lambda each: each.tools,
            is_optional=False,
        ),
        value("url", TEXT, _("Its page."), page_of, is_optional=False),
    ),
)
