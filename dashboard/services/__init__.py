"""What the public takes away: tables as files, and all of them packed into one."""

from dashboard.services.archive import dictionary, pack
from dashboard.services.dataset import ask_for_dataset, claim, pack_now, remove_datasets, tend_datasets
from dashboard.services.downloads import Download, download_name, write_csv, write_json
from dashboard.services.pictures import as_png, as_svg
from dashboard.services.workbooks import WORKBOOK_ROWS, write_xlsx

__all__ = [
    "WORKBOOK_ROWS",
    "Download",
    "as_png",
    "as_svg",
    "ask_for_dataset",
    "claim",
    "dictionary",
    "download_name",
    "pack",
    "pack_now",
    "remove_datasets",
    "tend_datasets",
    "write_csv",
    "write_json",
    "write_xlsx",
]
