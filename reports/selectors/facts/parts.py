"""What the facts of every kind of report are put together from, in plain JSON types. Nothing is counted here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Model, prefetch_related_objects

from objectives.models import Objective
from pledges.models import Pledge
from pledges.selectors import partners_shown
from pledges.states import Weight
from progress.models import ProgressUpdate
from progress.selectors import Figures, last_said, latest_updates
from reports.selectors.scope import Scope
from roundtables.models import Edition
from roundtables.selectors import edition_of
from tools.models import Tool
from workflow.models import Publication
from workflow.selectors import Moment

Facts = dict[str, Any]


def frame_facts(scope: Scope, moment: Moment, language: str) -> Facts:
    """What every report says of itself: kind, subject, language, publication, day, and the Forum as it was then."""
    publication = Publication.objects.get(number=moment.publication)
    return {
        "kind": str(scope.kind),
        "subject": scope.subject,
        "language": language,
        "publication": {"number": publication.number, "at": publication.at.isoformat(timespec="seconds")},
        "day": moment.day.isoformat(),
        "forum": forum_facts(edition_of(scope.edition.year, moment.publication) or scope.edition),
    }


def forum_facts(edition: Edition) -> Facts:
    """The Forum, as it was read."""
    return {
        "year": edition.year,
        "number": edition.number,
        "starts_on": iso(edition.starts_on),
        "ends_on": iso(edition.ends_on),
        "place": edition.place,
        "split_is_carried_over": edition.split_is_carried_over,
    }


def figure_facts(figures: Figures) -> Facts:
    """Figures as the selectors gave them, with what follows from them."""
    return asdict(figures) | {
        "without_update": figures.without_update,
        "latest_update_on": iso(figures.latest_update_on),
    }


def objective_facts(objective: Objective) -> Facts:
    """An objective's words, in the language that is active."""
    return {
        "number": objective.number,
        "paragraph": objective.paragraph,
        "title": objective.title,
        "title_is_official": objective.title_is_official,
        "short_title": objective.short_title,
    }


def pledge_records(pledges: Iterable[Pledge], moment: Moment) -> Facts:
    """Each pledge once, by its reference, with its partners and what was said of it last; in five queries."""
    listed = {pledge.record_id: pledge for pledge in pledges}
    updates = latest_updates(listed.keys(), moment=moment)
    prefetch_related_objects(list(updates.values()), "links", "attachments")
    partners = _partners(listed.values(), moment)
    return {
        pledge.reference: _pledge(pledge, updates.get(pledge.record_id), moment) | {"partners": partners[pledge.pk]}
        for pledge in listed.values()
    }


def address_of(item: Model) -> str:
    """The whole address of a record's public page, in the language that is active."""
    return f"{settings.SITE_URL}{item.get_absolute_url()}"  # type: ignore[attr-defined]


def _partners(pledges: Iterable[Pledge], moment: Moment) -> dict[int, list[str]]:
    """The names of each pledge's partners, less those that declined to be named."""
    found: dict[int, list[str]] = defaultdict(list)
    for partner in partners_shown(publication=moment.publication).filter(pledge__in=[each.pk for each in pledges]):
        found[partner.pledge_id].append(str(partner))
    return found


def _pledge(pledge: Pledge, update: ProgressUpdate | None, moment: Moment) -> Facts:
    return {
        "address": address_of(pledge),
        "title": pledge.title,
        "title_is_descriptive": pledge.title_is_descriptive,
        "language": pledge.language,
        "owner": str(pledge.owner or ""),
        "type": pledge.pledge_type,
        "natures": sorted(pledge.natures),
        "objectives": sorted(p.objective_id for p in pledge.placements.all() if p.weight == Weight.MAIN),
        "starts_on": iso(pledge.starts_on),
        "ends_on": iso(pledge.ends_on),
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
        "speaks_for_on": iso(update.speaks_for_on),
        "assurance": update.assurance,
        "narrative": said.narrative,
        "discontinued_because": update.discontinued_because,
        "links": len(update.links.all()),
        "files": len(update.attachments.all()),
        "language": said.language,
    }


def tool_facts(tool: Tool) -> Facts:
    """A tool as published."""
    return {
        "address": address_of(tool),
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


def iso(day: date | None) -> str | None:
    """A day in the one form that JSON keeps; nothing for no day."""
    return day.isoformat() if day else None
