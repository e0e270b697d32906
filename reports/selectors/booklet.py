"""What a round-table booklet stands on: one canonical set of facts, true at a publication and a day.

Every figure comes from the selectors the pages and the API use; nothing is counted here. The facts hold the Forum's
dates, split and themes as they were at the publication, so that a later edit changes nothing. No contact data is read.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import translation

from objectives.models import Objective
from pledges.models import Pledge
from pledges.states import Weight
from progress.models import ProgressUpdate
from progress.selectors import (
    Figures,
    compact_figures,
    coverage,
    figures_by_objective,
    figures_by_round_table,
    last_said,
    latest_updates,
    public_pledges,
)
from roundtables.models import Edition, RoundTable
from roundtables.selectors import edition_of, round_tables, split_at
from tools.models import Tool
from tools.selectors import public_tools, tool_counts_by_objective, tool_counts_by_round_table
from workflow.models import Publication
from workflow.selectors import Moment

Facts = dict[str, Any]


def booklet_snapshot(*, edition: Edition, round_table: RoundTable, moment: Moment, language: str) -> Facts:
    """The facts of one booklet, in plain JSON types: the same arguments give the same facts, whenever it is asked."""
    publication = Publication.objects.get(number=moment.publication)
    edition, round_table = _as_they_were(edition, round_table, moment)
    numbers = _numbers(edition, round_table)
    with translation.override(language):
        pledges = _pledges_by_objective(numbers, moment)
        tools = _tools_by_objective(numbers, moment)
        by_objective, tool_counts = figures_by_objective(moment), tool_counts_by_objective(moment)
        return {
            "kind": "round_table",
            "language": language,
            "publication": {"number": publication.number, "at": publication.at.isoformat(timespec="seconds")},
            "day": moment.day.isoformat(),
            "forum": _forum(edition),
            "round_table": {"number": round_table.number, "theme": round_table.theme},
            "figures": {
                "compact": _figures(compact_figures(moment)),
                "coverage": asdict(coverage(moment)),
                "round_table": _figures(figures_by_round_table(edition, moment)[round_table.number])
                | {"tools": tool_counts_by_round_table(edition, moment)[round_table.number]},
            },
            "objectives": [
                _objective(objective)
                | {
                    "figures": _figures(by_objective[objective.number]) | {"tools": tool_counts[objective.number]},
                    "pledges": [pledge.reference for pledge in pledges[objective.number]],
                    "tools": [tool.reference for tool in tools[objective.number]],
                }
                for objective in Objective.objects.filter(number__in=numbers)
            ],
            "pledges": _pledge_records(pledges, moment),
            "tools": {tool.reference: _tool(tool) for listed in tools.values() for tool in listed},
        }


def _as_they_were(edition: Edition, table: RoundTable, moment: Moment) -> tuple[Edition, RoundTable]:
    """The Forum and its round table as the public read them at the publication."""
    then = edition_of(edition.year, moment.publication) or edition
    return then, round_tables(then, moment.publication)[table.number - 1]


def _forum(edition: Edition) -> Facts:
    return {
        "year": edition.year,
        "number": edition.number,
        "starts_on": _iso(edition.starts_on),
        "ends_on": _iso(edition.ends_on),
        "place": edition.place,
        "split_is_carried_over": edition.split_is_carried_over,
    }


def _figures(figures: Figures) -> Facts:
    return asdict(figures) | {
        "without_update": figures.without_update,
        "latest_update_on": _iso(figures.latest_update_on),
    }


def _objective(objective: Objective) -> Facts:
    return {
        "number": objective.number,
        "paragraph": objective.paragraph,
        "title": objective.title,
        "title_is_official": objective.title_is_official,
        "short_title": objective.short_title,
    }


def _pledges_by_objective(numbers: list[int], moment: Moment) -> dict[int, list[Pledge]]:
    public = public_pledges(moment).prefetch_related("placements").order_by("record__reference")
    return {number: list(public.for_objective(number)) for number in numbers}


def _tools_by_objective(numbers: list[int], moment: Moment) -> dict[int, list[Tool]]:
    public = public_tools(moment).order_by("record__reference")
    return {number: list(public.for_objective(number)) for number in numbers}


def _numbers(edition: Edition, table: RoundTable) -> list[int]:
    split = split_at(edition, edition.read_at)
    return sorted(objective for objective, number in split.items() if number == table.number)


def _pledge_records(pledges: dict[int, list[Pledge]], moment: Moment) -> Facts:
    listed = {pledge.record_id: pledge for of_objective in pledges.values() for pledge in of_objective}
    updates = latest_updates(listed.keys(), moment=moment)
    return {pledge.reference: _pledge(pledge, updates.get(pledge.record_id), moment) for pledge in listed.values()}


def _pledge(pledge: Pledge, update: ProgressUpdate | None, moment: Moment) -> Facts:
    return {
        "title": pledge.title,
        "title_is_descriptive": pledge.title_is_descriptive,
        "language": pledge.language,
        "owner": str(pledge.owner or ""),
        "type": pledge.pledge_type,
        "natures": sorted(pledge.natures),
        "objectives": sorted(p.objective_id for p in pledge.placements.all() if p.weight == Weight.MAIN),
        "starts_on": _iso(pledge.starts_on),
        "ends_on": _iso(pledge.ends_on),
        "is_open_ended": pledge.is_open_ended,
        "timeframe_as_listed": pledge.timeframe_as_listed,
        "stage_as_listed": pledge.stage_as_listed,
        "description": pledge.description,
        "is_imported": pledge.record.is_imported,
        "source_url": pledge.record.source_url,
        "update": _update(update, moment) if update else None,
    }


def _update(update: ProgressUpdate, moment: Moment) -> Facts:
    """What was said last; one that only confirms that nothing has changed stands on the words before it."""
    said = (last_said(update, moment=moment) if update.is_unchanged else None) or update
    return {
        "stage": update.stage,
        "speaks_for_on": _iso(update.speaks_for_on),
        "assurance": update.assurance,
        "narrative": said.narrative,
        "discontinued_because": update.discontinued_because,
        "language": said.language,
    }


def _tool(tool: Tool) -> Facts:
    return {
        "title": tool.title,
        "title_is_descriptive": tool.title_is_descriptive,
        "language": tool.language,
        "provider": tool.provider or str(tool.owner or ""),
        "kind": tool.kind,
        "standing": tool.standing,
        "objectives_are_assigned": tool.objectives_are_assigned,
        "summary": tool.summary,
        "link": tool.link,
        "is_imported": tool.record.is_imported,
        "source_url": tool.record.source_url,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
