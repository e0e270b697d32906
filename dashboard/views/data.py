"""How the figures are made, the log of publications, and records as data."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import Organisation, State
from dashboard.forms import PageNumber
from dashboard.selectors.publications import entries, publications
from dashboard.selectors.rows import PledgeRow, ToolRow
from dashboard.views.answers import page_of, refuse, show
from progress.selectors import FRESH_DAYS
from workflow.pages import public_page
from workflow.selectors import Moment

LOG_SIZE = 50


@public_page
def home(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """What can be downloaded, how it is counted, and every publication so far."""
    asked = PageNumber(request.GET)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    page = page_of(publications(moment), asked.chosen_page(), size=LOG_SIZE)
    return show(
        request, "dashboard/data.html", moment=moment, page_obj=page, log=entries(list(page)), fresh_days=FRESH_DAYS
    )


def pledge_record(row: PledgeRow) -> dict:
    """A pledge as data: what its row shows, in the words of the address filters. No contact person is ever in it."""
    pledge = row.pledge
    return {
        "reference": pledge.reference,
        "title": pledge.title,
        "language": pledge.language,
        "owner": _owner(pledge.state, pledge.organisation),
        "objectives": [objective.number for objective in row.objectives],
        "whole_compact": pledge.covers_whole_compact,
        "type": pledge.pledge_type or None,
        "stage": row.stage or None,
        "stage_on": _day(row.update and row.update.speaks_for_on),
        "starts_on": _day(pledge.starts_on),
        "ends_on": _day(pledge.ends_on),
        "published_on": _day(pledge.published_at.date()),
        "published_in": pledge.published_in_id,
        "url": f"{settings.SITE_URL}{pledge.get_absolute_url()}",
        "source_url": pledge.record.source_url or None,
    }


def tool_record(row: ToolRow) -> dict:
    """A tool as data: what its row shows."""
    tool = row.tool
    return {
        "reference": tool.reference,
        "title": tool.title,
        "language": tool.language,
        "owner": _owner(tool.state, tool.organisation),
        "provider": tool.provider or None,
        "objectives": [objective.number for objective in row.objectives],
        "kind": tool.kind,
        "scope": tool.scope,
        "standing": tool.standing,
        "languages": tool.languages,
        "published_on": _day(tool.published_at.date()),
        "published_in": tool.published_in_id,
        "link": tool.link or None,
        "url": f"{settings.SITE_URL}{tool.get_absolute_url()}",
        "source_url": tool.record.source_url or None,
    }


def _owner(state: State | None, organisation: Organisation | None) -> dict | None:
    if state is not None:
        return {"kind": "state", "code": state.iso3, "name": state.name}
    if organisation is not None:
        return {"kind": "organisation", "code": organisation.slug, "name": organisation.name}
    return None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
