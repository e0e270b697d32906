"""The queue as a table to take along, as CSV or Excel workbook: no contact data, and no cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC

from django.conf import settings
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from drafting.services.documents import plain_text
from drafting.services.documents.book import Book
from moderation.selectors import Waiting
from ui.cells import harmless

WIDTHS = (22, 20, 60, 10, 16, 34, 18, 12, 14, 10, 24, 18, 70)
Row = tuple[str | int, ...]


def as_csv(lines: Iterable[Waiting]) -> bytes:
    """The lines as CSV in UTF-8 with a byte order mark, so that Excel reads the letters right.

    A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads())
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows(lines))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[Waiting]) -> bytes:
    """The lines as a workbook of one sheet; what people wrote is written as text, so that nothing is calculated."""
    title = _("Moderation queue")
    direction = "rtl" if get_language_bidi() else "ltr"
    book = Book(title=title, direction=direction, written_direction=direction)
    sheet = book.sheet(title)
    sheet.freeze_panes(1, 0)
    for column, (head, width) in enumerate(zip(heads(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, book.formats["head"])
    for number, row in enumerate(rows(lines), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, book.formats["number"])
            else:
                sheet.write_string(number, column, plain_text(cell), book.formats["answer"])
    return book.close()


def heads() -> tuple[str, ...]:
    """What stands over the columns."""
    return (
        _("Reference"),
        _("Kind"),
        _("Title"),
        pgettext("column", "Language"),
        _("What publishing does"),
        _("Owner"),
        _("Submitted (UTC)"),
        _("Due on"),
        _("Working days left"),
        pgettext("column", "Late"),
        _("Claimed by"),
        _("Claimed since (UTC)"),
        pgettext("column", "Address"),
    )


def rows(lines: Iterable[Waiting]) -> Iterator[Row]:
    """The cells of each line: days and moments as ISO 8601 has them, working days after the promise as negative."""
    yes, no = pgettext("answer", "Yes"), pgettext("answer", "No")
    for line in lines:
        promise, claim = line.promise, line.claim
        yield (
            line.reference,
            str(line.kind.label),
            line.title,
            line.language,
            str(line.change.label),
            line.owner,
            f"{line.submitted_at.astimezone(UTC):%Y-%m-%d %H:%M}",
            promise.due_on.isoformat(),
            -promise.working_days if promise.is_late else promise.working_days,
            yes if promise.is_late else no,
            str(claim.holder) if claim else "",
            f"{claim.since.astimezone(UTC):%Y-%m-%d %H:%M}" if claim else "",
            f"{settings.SITE_URL}{line.url}",
        )
