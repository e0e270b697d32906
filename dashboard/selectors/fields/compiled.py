"""The SELECT of a page of rows, compiled once: for a page, putting the SQL together costs more than running it.

What is compiled is the same for every moment and every page, so it is kept, by resource, fields and language, with
marks where the publication and the rows go. The rows themselves were chosen before, by a query of the caller's.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils.translation import get_language

from workflow.selectors import Moment

if TYPE_CHECKING:
    from dashboard.selectors.fields.columns import Table

MARK = Moment(publication=2_147_400_123, day=date(9876, 5, 4))  # no publication and no day that there will be
ROWS = "the rows"
KEPT = 200  # compiled statements: resources × languages × choices of fields that are asked for


def rows_of_page(
    table: "Table", keys: Sequence[Any], *, moment: Moment, fields: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """One tuple of values for each row of the page, given by their keys in order; one query."""
    if not keys:
        return []
    sql, marked = _compiled(table, tuple(fields), get_language() or "en", settings.SITE_URL)
    given: Mapping[Any, Any] = {MARK.publication: moment.publication, MARK.day: moment.day, ROWS: list(keys)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.get(each, each) for each in marked])
        found = {key: tuple(values) for key, *values in cursor.fetchall()}
    return [found[key] for key in keys if key in found]


@lru_cache(maxsize=KEPT)
def _compiled(table: "Table", fields: tuple[str, ...], language: str, site: str) -> tuple[str, tuple[Any, ...]]:
    model = table.public(MARK).model
    key = model._meta.pk.column
    some = model._base_manager.order_by().extra(  # noqa: S610  names of ours
        where=[f'"{model._meta.db_table}"."{key}" = ANY(%s)'], params=[ROWS]
    )
    query = table.query(some, moment=MARK, fields=fields)
    columns = [f"c{place}" for place in range(len(table.columns(fields)))]
    sql, given = query.annotate(row_key=F("pk")).values_list("row_key", *columns).query.sql_with_params()
    return sql, tuple(given)
