"""Workbooks of many records: written, read back, marked where something is wrong, and taken."""

from drafting.services.workbooks.grid import MAX_ROWS, Grid, GridRow, entries_in, entries_in_words, write_grid
from drafting.services.workbooks.marking import Problem, mark_problems
from drafting.services.workbooks.reading import ReadSheet, read_workbook
from drafting.services.workbooks.taking import keep_workbook, take_rows

__all__ = [
    "MAX_ROWS",
    "Grid",
    "GridRow",
    "Problem",
    "ReadSheet",
    "entries_in",
    "entries_in_words",
    "keep_workbook",
    "mark_problems",
    "read_workbook",
    "take_rows",
    "write_grid",
]
