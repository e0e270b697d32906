"""One description of the fields of every public resource: lists, downloads, the data dictionary and the API read it.

    pledges = resource("pledges")
    pledges.rows(found, moment=moment, fields=["reference", "title"])   # dicts, nested, one query
    pledges.columns(["owner"])                                          # owner_kind, owner_code, owner_name
    pledges.fields                                                      # name, kind, words, leaves, is_default

`found` is a queryset of public rows, filtered, ordered and cut to a page by whoever asks; without it, all that is
public at the moment. A name that is no field raises `dashboard.exceptions.UnknownField`.
"""

from collections.abc import Mapping

from dashboard.selectors.fields.columns import (
    Column,
    Field,
    Leaf,
    Listing,
    Resource,
    Table,
    flat,
)
from dashboard.selectors.fields.compact import FORUMS, OBJECTIVES, ROUND_TABLES
from dashboard.selectors.fields.needs import NEEDS
from dashboard.selectors.fields.parties import ORGANISATIONS, STATES, states_as_data
from dashboard.selectors.fields.plans import MEASURES, PLANS
from dashboard.selectors.fields.pledges import PLEDGES
from dashboard.selectors.fields.progress import PROGRESS
from dashboard.selectors.fields.publications import PUBLICATIONS
from dashboard.selectors.fields.reviews import REVIEWS
from dashboard.selectors.fields.tools import TOOLS

RESOURCES: Mapping[str, Resource] = {
    each.name: each
    for each in (
        PLEDGES, PROGRESS, TOOLS, PLANS, MEASURES, REVIEWS, NEEDS, OBJECTIVES, STATES, ORGANISATIONS, FORUMS,
        ROUND_TABLES, PUBLICATIONS,
    )
}  # fmt: skip

__all__ = [
    "RESOURCES",
    "Column",
    "Field",
    "Leaf",
    "Listing",
    "Resource",
    "Table",
    "flat",
    "resource",
    "states_as_data",
]


def resource(name: str) -> Resource:
    """The resource of that name in addresses; raises KeyError for any other."""
    return RESOURCES[name]
