"""What a list can be asked for, checked: an unknown value is refused, an unknown parameter is nobody's business."""

from dashboard.forms.comparing import Compared
from dashboard.forms.listing import ANY, ListFilters, PageNumber, RegionFilter, TableAsData, Takeaway, flat
from dashboard.forms.pledges import DashboardFilters, MapFilters, PledgeFilters
from dashboard.forms.records import NeedFilters, PlanFilters, ReviewFilters, ToolFilters

__all__ = [
    "ANY",
    "Compared",
    "DashboardFilters",
    "ListFilters",
    "MapFilters",
    "NeedFilters",
    "PageNumber",
    "PlanFilters",
    "PledgeFilters",
    "RegionFilter",
    "ReviewFilters",
    "TableAsData",
    "Takeaway",
    "ToolFilters",
    "flat",
]
