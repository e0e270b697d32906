"""The person's own workbook given back with what is wrong marked at its cells; whatever else is in it stays."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from drafting.services.documents.book import AUTHOR, sheet_name

FILL = "FBE3E1"
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 110  # points


@dataclass(frozen=True)
class Problem:
    """What is wrong in which cell. `question` is the head of its column, empty for a problem of the whole row."""

    row: int
    column: str
    question: str
    message: str

    @property
    def cell(self) -> str:
        """Where it stands, e.g. D5."""
        return f"{self.column}{self.row}"


def mark_problems(content: bytes, *, sheet: str, problems: Sequence[Problem], direction: str) -> bytes:
    """The same workbook, each bad cell coloured and with a note, and a sheet that lists them all."""
    from openpyxl import load_workbook  # noqa: PLC0415  slow to load, and few pages need it
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of extensions it does not know
        book = load_workbook(io.BytesIO(content))
    marked = book[sheet]
    for problem in problems:
        cell = marked[problem.cell]
        cell.fill = PatternFill(fill_type="solid", start_color=FILL, end_color=FILL)
        cell.comment = Comment(problem.message, AUTHOR, width=COMMENT_WIDTH, height=COMMENT_HEIGHT)
    _list(book, problems, sheet, direction)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _list(book, problems: Sequence[Problem], sheet: str, direction: str) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    name = sheet_name(_("Problems"))
    if name in book.sheetnames and name != sheet:
        del book[name]
    made = book.create_sheet(name)
    made.sheet_view.rightToLeft = direction == "rtl"
    heads = (
        pgettext("column", "Row"),
        pgettext("column", "Column"),
        pgettext("column", "Question"),
        pgettext("column", "What is wrong"),
    )
    made.append(heads)
    for cell in made[1]:
        cell.font = Font(bold=True)
    for number, problem in enumerate(problems, start=2):
        made.append([problem.row, problem.column, "", ""])
        for column, text in ((3, problem.question), (4, problem.message)):
            cell = made.cell(number, column)
            cell.value, cell.data_type = text, "s"  # never a formula, however it begins
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        place = made.cell(number, 2)
        place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{sheet}'!{problem.cell}")
    for letter, width in zip("ABCD", (8, 10, 40, 90), strict=True):
        made.column_dimensions[letter].width = width
    made.freeze_panes = "A2"
