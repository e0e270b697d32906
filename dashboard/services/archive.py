"""What the file of the whole dataset holds: every table as CSV and JSON, what the fields mean, how it was made."""

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Callable
from functools import partial
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from dashboard.selectors.citation import NAME, citation_of_list, disclaimer, licence
from dashboard.selectors.fields import RESOURCES, Resource
from dashboard.services.downloads import Download, write_csv, write_json
from workflow.models import Publication
from workflow.selectors import Moment

LANGUAGE = "en"
PIECE = 1024 * 1024
README = """{name}: everything that was public at publication {number}

Made of {site}, as it was once publication {number} of {day} was out. Ages are counted from that day.

What is in it
- data/<table>.csv and data/<table>.json: the same rows and fields twice. CSV is UTF-8 with a byte order mark; a text
  that a spreadsheet would take for a formula begins with an apostrophe; an object's parts are columns of their own;
  the values of a list stand in one cell with " | " between them.
- dictionary.csv and dictionary.json: every field of every table, its type, its codes and what it holds.
- manifest.json: the SHA-256 of each file.

How the figures are made
- Only published records count: no draft, no submission, nothing withdrawn or retracted.
- A pledge counts under an objective when it names it as a main objective; one with several counts at each, and once in
  every total. A pledge made by several parties is recorded once, under the party that entered it.
- A figure of updates has the public pledges as its denominator; no update means that nothing was reported.

Please note
{disclaimer}
No contact person, e-mail address or other unpublished word is in any of these files.

Licence
{licence}

How to cite
{cite}
"""


def pack(to: IO[bytes], *, moment: Moment, published: Publication) -> None:
    """Write the archive: the same bytes for the same publication, release and licence, whenever and wherever."""
    stamp = published.at.timetuple()[:6]
    manifest: dict[str, Any] = {
        "publication": moment.publication,
        "published_at": published.at.isoformat(),
        "files": {},
    }
    with translation.override(LANGUAGE), ZipFile(to, "w", ZIP_DEFLATED, compresslevel=6) as archive:

        def add(name: str, write: Callable[[IO[bytes]], Any]) -> None:
            manifest["files"][name] = _add(archive, name, write, stamp)

        for kind in RESOURCES.values():
            whole = Download(kind, moment, fields=tuple(kind.by_name))
            add(f"data/{kind.name}.csv", partial(write_csv, whole))
            about = {"publication": moment.publication, "resource": kind.name}
            add(f"data/{kind.name}.json", partial(write_json, whole, about=about))
        add("dictionary.json", lambda file: file.write(_json(dictionary())))
        add("dictionary.csv", _write_dictionary)
        add("README.txt", lambda file: file.write(_readme(published).encode()))
        add("LICENCE.txt", lambda file: file.write(f"{licence()}\n".encode()))
        _add(archive, "manifest.json", lambda file: file.write(_json(manifest)), stamp)


def dictionary() -> dict[str, Any]:
    """Every table with its fields, as plain data: what the fields mean, in the language of the moment."""
    return {kind.name: _described(kind) for kind in RESOURCES.values()}


def _described(kind: Resource) -> dict[str, Any]:
    fields = [
        {
            "name": each.name,
            "type": each.kind,
            "description": str(each.words),
            "default": each.is_default,
            "columns": [_column(column) for column in kind.columns([each.name])],
        }
        for each in kind.fields
    ]
    return {"title": str(kind.title), "description": str(kind.about), "key": kind.key, "fields": fields}


def _column(column: Any) -> dict[str, Any]:
    leaf = column.leaf
    codes = {str(code): str(label) for code, label in leaf.codes}
    known = {"name": column.name, "type": leaf.kind, "description": str(leaf.words), "may_be_empty": leaf.is_optional}
    return known | ({"codes": codes} if codes else {})


def _write_dictionary(file: IO[bytes]) -> None:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["table", "column", "type", "may_be_empty", "codes", "description"])
    for kind in RESOURCES.values():
        for column in kind.columns(kind.by_name):
            leaf = column.leaf
            codes: list[str | Promise] = [code for code, _label in leaf.codes]
            optional = "true" if leaf.is_optional else "false"
            lines.writerow([kind.name, column.name, leaf.kind, optional, " | ".join(map(str, codes)), str(leaf.words)])
    file.write(b"\xef\xbb\xbf" + out.getvalue().encode())


def _readme(published: Publication) -> str:
    cited = citation_of_list("The whole dataset", f"/{LANGUAGE}/data/dataset/", "gcm-dataset", published=published)
    return README.format(
        name=NAME, number=published.number, site=settings.SITE_URL, day=published.at.date().isoformat(),
        disclaimer=disclaimer(), licence=licence(), cite=cited.apa,
    )  # fmt: skip


def _add(archive: ZipFile, name: str, write: Callable[[IO[bytes]], Any], stamp: Any) -> dict[str, Any]:
    """One file, through the disk so that memory does not grow with it; answers its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    entry = ZipInfo(name, date_time=stamp)
    entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o644 << 16, 3
    with tempfile.TemporaryFile() as file, archive.open(entry, "w", force_zip64=True) as member:
        write(file)
        file.seek(0)
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            member.write(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
