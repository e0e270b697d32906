"""Reading the tallies: what was counted when a publication was made, at any moment since, in two queries."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists

from pledges.models import Pledge
from progress.models import ProgressUpdate, Tally
from progress.selectors.numbers import FRESH_DAYS, Figures
from progress.states import STILL, Dimension
from workflow.models import Record
from workflow.selectors import Moment
from workflow.states import Closing

COLUMNS = ("pledges", "states", "organisations", "planning", "in_progress", "fulfilled", "discontinued")
COUNTED = (Pledge.REFERENCE_KIND, ProgressUpdate.REFERENCE_KIND)
AGES = """
WITH valid AS (
    SELECT dimension, key, month, pledges, days, latest_on FROM progress_tallymonth
    WHERE dimension = ANY(%(dimensions)s) AND until = %(still)s AND since <= %(publication)s AND pledges > 0
    UNION ALL
    SELECT dimension, key, month, pledges, days, latest_on FROM progress_tallymonth
    WHERE dimension = ANY(%(dimensions)s) AND until > %(publication)s AND until < %(still)s
        AND since <= %(publication)s AND pledges > 0
)
SELECT dimension, key, MAX(latest_on), SUM(
    CASE
        WHEN month > %(month)s THEN pledges
        WHEN month < %(month)s THEN 0
        ELSE (SELECT COALESCE(SUM(n), 0) FROM UNNEST(days[%(day)s:31]) n)
    END)
FROM valid GROUP BY dimension, key
"""

Cell = tuple[str, str]
Found = Mapping[Dimension, Mapping[str, Figures]]


def tallied(dimensions: Collection[Dimension], moment: Moment, *, with_ages: bool = True) -> Found | None:
    """The figures of these dimensions by their keys, and those of all pledges.

    None where no tallies were kept then, or something was retracted since: that is counted at no moment again.

    Without ages, `fresh` and `latest_update_on` are left out, and one query is enough.
    """
    wanted = {Dimension.ALL, *dimensions}
    valid = Tally.objects.filter(dimension__in=wanted, until__gt=moment.publication, since__lte=moment.publication)
    retracted_since = Record.objects.filter(
        closing=Closing.RETRACTED, closed_in__gt=moment.publication, kind__in=COUNTED
    )
    valid = valid.filter(~Exists(retracted_since))
    rows = {(row[0], row[1]): row[2:] for row in valid.values_list("dimension", "key", *COLUMNS)}
    if (Dimension.ALL, "") not in rows:
        return None
    ages = _ages(dimensions, moment) if with_ages else {}
    found: dict[Dimension, dict[str, Figures]] = {dimension: {} for dimension in wanted}
    for (dimension, key), row in rows.items():
        latest_on, fresh = ages.get((dimension, key), (None, 0))
        counts = dict(zip(COLUMNS, row, strict=True))
        found[Dimension(dimension)][key] = Figures(
            **counts, with_update=sum(row[3:]), fresh=fresh, latest_update_on=latest_on
        )
    return found


def _ages(dimensions: Collection[Dimension], moment: Moment) -> dict[Cell, tuple[date, int]]:
    """The day the latest update speaks for, and how many pledges have one younger than a year, of each cell."""
    limit = moment.day - timedelta(days=FRESH_DAYS)
    asked: dict[str, Any] = {
        "dimensions": [str(each) for each in dimensions],
        "publication": moment.publication,
        "still": STILL,
        "month": limit.replace(day=1),
        "day": limit.day + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(AGES, asked)
        return {(dimension, key): (latest_on, int(fresh)) for dimension, key, latest_on, fresh in cursor.fetchall()}
