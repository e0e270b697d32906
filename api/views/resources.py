"""The public resources: a list and one of each, and where they are."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from api.exceptions import Gone, NotFound
from api.pages.asking import asked_of_list, asked_of_one
from api.pages.listing import one_of, rows_of
from api.pages.queries import next_address, unknown_cursor
from api.pages.sources import SOURCES, Source
from api.selectors.paging import CursorUnknown
from api.states import VERSION
from api.views.reading import Reading
from dashboard.selectors.records import closed_record


class ResourceView(Reading):
    """An address of one resource."""

    name = ""

    @property
    def source(self) -> Source:  # type: ignore[override]
        """The resource, with its filters."""
        return SOURCES[self.name]


class ListView(ResourceView):
    """A page of a resource."""

    is_list = True

    def body(self, query, **key) -> tuple[Any, list[tuple[str, str]]]:
        """The rows, how many there are in all on the first page, and the address of the next page."""
        asked = asked_of_list(self.source, query, moment=self.moment, latest=self.latest)
        try:
            rows, cursor, total = rows_of(self.source, asked, self.moment)
        except CursorUnknown as unknown:
            raise unknown_cursor() from unknown
        path = reverse(f"api:{self.name}")
        following = next_address(path, query, cursor, as_of=self.moment.publication)
        body = {**at(self.moment), "count": total, "next": following, "results": rows}
        return body, [("next", following)] if following else []


class DetailView(ResourceView):
    """One of a resource."""

    is_list = False

    def body(self, query, **key) -> tuple[Any, list[tuple[str, str]]]:
        """It, as it was public at the moment; 410 with what its tombstone says where it no longer was."""
        fields = asked_of_one(self.source, query, latest=self.latest)
        found = one_of(self.source, key["key"], fields, self.moment)
        if found is None:
            raise self._missing(key["key"])
        return {**at(self.moment), "result": found}, []

    def _missing(self, key: str) -> NotFound | Gone:
        record = closed_record(self.source.kind, key, self.moment) if self.source.kind else None
        if record is None:
            return NotFound()
        successor = record.superseded_by.reference if record.superseded_by else None
        return Gone(
            reference=record.reference,
            closing=record.closing,
            closed_in=record.closed_in_id,
            closed_on=record.closed_in.at.date() if record.closed_in else None,
            reason=record.closing_note or None,
            superseded_by=successor,
        )


class Root(Reading):
    """Where everything is."""

    described_as = "root"
    source = SOURCES["publications"]

    def body(self, query, **key) -> tuple[Any, list[tuple[str, str]]]:
        """The resources by name, the description and the documentation."""
        asked_of_one(self.source, query, latest=self.latest)
        resources = {name: settings.SITE_URL + reverse(f"api:{name}") for name in SOURCES}
        about = {name: settings.SITE_URL + reverse(f"api:{name}") for name in ("schema", "docs")}
        return {**at(self.moment), "version": VERSION, "resources": resources, **about}, []


def at(moment) -> dict[str, Any]:
    """What an answer is true at: the publication, and the day ages are counted from."""
    return {"publication": moment.publication, "day": moment.day}
