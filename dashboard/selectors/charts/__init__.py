"""Charts by name: what each draws is a table like any other, so picture and files are made of the same rows.

To add one, write its table (a `Listing`) and how it is drawn, and put it into `CHARTS`: it then has its addresses, its
files, its pictures and its tests. Its rows come from the function that the page uses.
"""

from collections.abc import Mapping

from dashboard.selectors.charts.bars import COMPACT, OUTCOMES, YEARS, stage_counts
from dashboard.selectors.charts.grids import BY_REGION, BY_STAGE, GAPS
from dashboard.selectors.charts.kinds import ENDINGS, Asked, Chart
from dashboard.selectors.charts.places import MAP

CHARTS: Mapping[str, Chart] = {each.name: each for each in (COMPACT, OUTCOMES, YEARS, BY_STAGE, BY_REGION, GAPS, MAP)}

__all__ = [
    "BY_REGION",
    "BY_STAGE",
    "CHARTS",
    "COMPACT",
    "ENDINGS",
    "GAPS",
    "MAP",
    "OUTCOMES",
    "YEARS",
    "Asked",
    "Chart",
    "stage_counts",
]
