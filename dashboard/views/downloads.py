"""A list as a file: the same rows under the same filters, whole or not at all."""

import tempfile
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from dashboard.forms import Takeaway
from dashboard.selectors.citation import about_lines
from dashboard.selectors.fields import resource
from dashboard.services import WORKBOOK_ROWS, Download, download_name, write_csv, write_json, write_xlsx
from dashboard.views.answers import page_of, refuse
from workflow.selectors import Moment

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
IN_MEMORY = 1024 * 1024  # bytes of a file that need no disk


def as_data(
    request: HttpRequest, asked: Takeaway, found: Any = None, *, moment: Moment, total: int | None = None
) -> HttpResponseBase:
    """What the address asks for: a page of the list as JSON, or all of it as CSV, XLSX or JSON.

    A workbook of more rows than a page may take to write is refused with 400, and CSV offered instead.
    """
    asked_for, in_force = asked.cleaned_data, list(asked.in_force())
    download = Download(
        kind=resource(asked.RESOURCE),
        moment=moment,
        found=resource(asked.RESOURCE).public(moment) if found is None else found,
        fields=asked_for["fields"],
        chosen_by=[(name, words) for name, _value, words in in_force],
        named_by=[(name, value) for name, value, _words in in_force],
    )
    if asked_for["format"] == "json" and not asked_for["rows"]:
        return _page(download, asked.chosen_page(), total=total)
    if asked_for["format"] == "xlsx" and (rows := _count(download.found, total)) > WORKBOOK_ROWS:
        asked.add_error("format", _too_many(rows))
        return refuse(request, asked, moment=moment)
    return as_file(download, asked_for["format"], request.get_full_path())


def _page(download: Download, number: int, *, total: int | None) -> HttpResponse:
    page = page_of(download.found, number, total=total)
    rows = download.kind.rows(page.object_list, moment=download.moment, fields=download.fields)
    return JsonResponse(
        {
            "publication": download.moment.publication,
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "results": list(rows),
        },
        json_dumps_params={"ensure_ascii": False},
    )


def as_file(download: Download, ending: str, address: str) -> FileResponse:
    """The rows as a file of that ending, written whole before it is sent; `address` is where it was asked for."""
    about = about_lines(
        str(download.kind.title), str(download.kind.about), f"{settings.SITE_URL}{address}",
        moment=download.moment, chosen_by=download.chosen_by,
    )  # fmt: skip
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed with the answer
    try:
        _write(download, file, ending, about)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = download_name(download.kind.name, download.named_by, download.moment, ending)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[ending])


def _write(download: Download, file: IO[bytes], ending: str, about: list[tuple[str, str]]) -> None:
    if ending == "csv":
        write_csv(download, file)
    elif ending == "xlsx":
        write_xlsx(download, file, about=about)
    else:
        write_json(download, file, about={"publication": download.moment.publication, "address": about[6][1]})


def _count(found: Any, total: int | None) -> int:
    if total is not None:
        return total
    return len(found) if isinstance(found, list) else found.count()


def _too_many(rows: int) -> str:
    return _(
        "A workbook holds up to %(most)s rows here, and this list has %(rows)s. Take it as CSV, which has no such "
        "limit and opens in the same programs, or narrow the list first."
    ) % {"most": WORKBOOK_ROWS, "rows": rows}
