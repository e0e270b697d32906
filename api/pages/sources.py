"""What can be read: each resource with its filters, its orders and its key. Fields are described once, elsewhere.

The fields are those of `dashboard.selectors.fields`, the filters and what they mean those of the pages: an address of
the API and a page with the same filters are the same set of records.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, Lower
from django.http import QueryDict
from django.utils.translation import get_language

from api.forms.filters import MeasureFilters, ProgressFilters, RoundTableFilters
from api.pages.narrowing import (
    narrowed_measures,
    narrowed_progress,
    narrowed_reports,
    narrowed_round_tables,
    narrowed_states,
    own_choices,
    tool_choices_of_the_api,
)
from api.pages.reports import REPORTS
from api.selectors.paging import Key, Order
from dashboard.forms import NeedFilters, PlanFilters, PledgeFilters, RegionFilter, ReviewFilters, ToolFilters
from dashboard.selectors.fields import RESOURCES, Resource, Table
from dashboard.selectors.filtering import filtered_pledges, filtered_tools, pledge_choices
from dashboard.selectors.listed import Listed
from dashboard.selectors.needs import filtered_needs, need_choices
from dashboard.selectors.plans import filtered_plans, plan_choices
from dashboard.selectors.reviews import filtered_reviews, review_choices
from needs.models import Need
from plans.models import Plan
from pledges.models import Pledge
from progress.models import ProgressUpdate
from reports.forms import LibraryFilter
from reports.selectors import library_fingerprint
from reviews.models import Review
from tools.models import Tool
from workflow.models import Moderated
from workflow.selectors import Moment

NEWEST = Order((Key("published_at", "moment"), Key("pk")), falling=True)
BY_TITLE = Order((Key("title_key", "text", Lower("title")), Key("pk")))
LATEST_PERIOD = Order(
    (Key("period_key", "day", Coalesce("period_starts_on", Value(date(1, 1, 1)))), Key("pk")), falling=True
)
BY_NUMBER = Order((Key("pk"),), falling=True)
RECORDS = {"": NEWEST, "title": BY_TITLE}
Form = Callable[[QueryDict, Moment], forms.Form]
Narrow = Callable[[Mapping[str, Any], Moment], Any]


@dataclass(frozen=True)
class Source:
    """One resource as the API offers it. `narrow` gives the public rows that meet the filters asked for.

    `key` is the pattern of what names one of them in an address, `example` one like it; `orders` are those of a table,
    by what `sort` says; `kind` is what its tombstones are of; `total` says how many meet the filters, where a page of
    the portal knows that without counting.
    """

    resource: Resource
    key: str
    example: str
    narrow: Narrow
    form: Form | None = None
    orders: Mapping[str, Order] = field(default_factory=dict)
    lookup: str = "record__reference"
    kind: type[Moderated] | None = None
    is_versioned: bool = False
    fingerprint: Callable[[], str] = lambda: ""
    total: Callable[[Mapping[str, Any], Moment], int] | None = None

    @property
    def name(self) -> str:
        """As it stands in addresses."""
        return self.resource.name

    @property
    def is_table(self) -> bool:
        """True where it is read by SQL, False for reference data that is read whole."""
        return isinstance(self.resource, Table)

    def found(self, asked: Mapping[str, Any], moment: Moment) -> QuerySet | Iterable[Any]:
        """The public rows that meet the filters."""
        return self.narrow(asked, moment)


def _everything(resource: Resource) -> Narrow:
    return lambda asked, moment: resource.public(moment)  # type: ignore[attr-defined]


def _of_records(name: str, kind: type[Moderated], narrow: Callable[..., Any], form: Form, **more: Any) -> Source:
    letters = kind.REFERENCE_KIND
    return Source(
        RESOURCES[name],
        key=f"GCM-{letters}-[0-9]{{4}}-[0-9]{{5,8}}",
        example=f"GCM-{letters}-2026-00001",
        narrow=lambda asked, moment: narrow(asked, moment=moment),
        form=form,
        kind=kind,
        is_versioned=True,
        **{"orders": RECORDS} | more,
    )


def _of_reference(name: str, key: str, example: str, **more: Any) -> Source:
    return Source(RESOURCES[name], key=key, example=example, **{"narrow": _everything(RESOURCES[name])} | more)


def _language() -> str:
    return get_language() or "en"


SOURCES: Mapping[str, Source] = {
    each.name: each
    for each in (
        _of_reference("objectives", "[1-9]|1[0-9]|2[0-3]", "7"),
        _of_reference(
            "states", "[A-Z]{3}", "PRT", form=lambda data, moment: RegionFilter(data), narrow=narrowed_states
        ),
        _of_reference("organisations", "[-a-zA-Z0-9_]{1,120}", "city-of-sample"),
        _of_reference("forums", "20[0-9]{2}", "2026"),
        _of_reference(
            "round-tables",
            "20[0-9]{2}-[1-4]",
            "2026-2",
            form=lambda data, moment: RoundTableFilters(data, choices=own_choices(moment)),
            narrow=narrowed_round_tables,
        ),
        _of_records(
            "pledges",
            Pledge,
            filtered_pledges,
            lambda data, moment: PledgeFilters(data, choices=pledge_choices(_language(), moment)),
            total=lambda asked, moment: len(Listed(asked, moment=moment)),
        ),
        _of_records(
            "progress",
            ProgressUpdate,
            narrowed_progress,
            lambda data, moment: ProgressFilters(data, choices=own_choices(moment)),
            orders={"": NEWEST},
        ),
        _of_records(
            "tools",
            Tool,
            filtered_tools,
            lambda data, moment: ToolFilters(data, choices=tool_choices_of_the_api(moment)),
        ),
        _of_records(
            "plans",
            Plan,
            filtered_plans,
            lambda data, moment: PlanFilters(data, choices=plan_choices(_language(), moment)),
            orders={"": LATEST_PERIOD, "title": BY_TITLE},
        ),
        Source(
            RESOURCES["measures"],
            key="GCM-NP-[0-9]{4}-[0-9]{5,8}-[0-9]{2}",
            example="GCM-NP-2026-00001-01",
            narrow=narrowed_measures,
            form=lambda data, moment: MeasureFilters(data, choices=own_choices(moment)),
            orders={"": BY_NUMBER},
        ),
        _of_records(
            "reviews",
            Review,
            filtered_reviews,
            lambda data, moment: ReviewFilters(data, choices=review_choices(_language(), moment)),
            orders={"": NEWEST},
        ),
        _of_records(
            "needs",
            Need,
            filtered_needs,
            lambda data, moment: NeedFilters(data, choices=need_choices(_language(), moment)),
        ),
        Source(
            REPORTS,
            key="[A-Za-z0-9-]{1,60}",
            example="GCM-RT-2026-2-en-1",
            narrow=narrowed_reports,
            form=lambda data, moment: LibraryFilter(data),
            orders={"": BY_NUMBER},
            lookup="reference",
            fingerprint=library_fingerprint,
        ),
        _of_reference("publications", "[1-9][0-9]{0,8}", "1", orders={"": BY_NUMBER}, lookup="number"),
    )
}
"""Every resource, in the order of the documentation."""
