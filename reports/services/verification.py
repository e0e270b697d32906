"""Proving that a report's files are what its inputs make: build them again and compare."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder

from reports.exceptions import NotBuiltYet
from reports.models import Report, ReportFile
from reports.services.builds import freeze
from reports.services.renderers import RENDERERS
from reports.states import ReportFormat
from typesetting.blocks import Block


@dataclass(frozen=True)
class Verdict:
    """Three checksums that should be one: what was published, what a new build gives, what lies in the store."""

    format: str
    published: str
    rebuilt: str
    stored: str
    built_with: str
    verified_with: str

    @property
    def holds(self) -> bool:
        """True where all three agree."""
        return self.published == self.rebuilt == self.stored

    @property
    def same_toolchain(self) -> bool:
        """False where compiler, template or fonts changed since: then other bytes are no sign of other content."""
        return self.built_with == self.verified_with


def verify_report(report: Report) -> list[Verdict]:
    """Build each form of the report again from its stored inputs, in memory, and compare; raises NotBuiltYet."""
    if not report.is_ready or report.snapshot is None:
        raise NotBuiltYet
    return [_verdict(file, report.snapshot["document"]) for file in report.files.all()]


@dataclass(frozen=True)
class Difference:
    """One place where the inputs drawn up anew are not the stored ones, by its path: "facts.figures.pledges"."""

    path: str
    stored: Any
    anew: Any


def recounted(report: Report) -> dict[str, list[Difference]]:
    """Where facts and document as stored differ from what the database gives today for the same moment.

    They may differ without a fault: reference data, or the translation of a sentence, may be better by now.
    """
    plain = json.loads(json.dumps(freeze(report), cls=DjangoJSONEncoder))  # as the column keeps it
    stored = report.snapshot or {}
    return {part: list(_differences(part, stored.get(part), plain[part])) for part in ("facts", "document")}


def _differences(path: str, stored: Any, anew: Any) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(anew, dict):
        for name in sorted(stored.keys() | anew.keys()):
            yield from _differences(f"{path}.{name}", stored.get(name), anew.get(name))
    elif isinstance(stored, list) and isinstance(anew, list) and len(stored) == len(anew):
        for place, (before, after) in enumerate(zip(stored, anew, strict=True)):
            yield from _differences(f"{path}[{place}]", before, after)
    elif stored != anew:
        yield Difference(path, stored, anew)


def _verdict(file: ReportFile, document: Block) -> Verdict:
    renderer = RENDERERS[ReportFormat(file.format)]
    return Verdict(
        format=file.format,
        published=file.sha256,
        rebuilt=hashlib.sha256(renderer.render(document)).hexdigest(),
        stored=_stored(file.file),
        built_with=file.built_with,
        verified_with=renderer.made_with(),
    )


def _stored(name: str) -> str:
    if not default_storage.exists(name):
        return ""
    with default_storage.open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
