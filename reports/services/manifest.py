"""What is published beside a report so that anybody can check it: inputs, software, and a checksum of each file."""

import hashlib
from collections.abc import Sequence
from typing import Any

from reports.models import Report, ReportFile
from typesetting.compiler import canonical


def manifest_of(report: Report, snapshot: dict[str, Any], files: Sequence[ReportFile]) -> dict[str, Any]:
    """The manifest of a report: what it was made from, by what, and what came out."""
    return {
        "reference": report.reference,
        "kind": report.kind,
        "forum": report.edition_id,
        "subject": report.subject,
        "language": report.language,
        "publication": report.publication_id,
        "day": report.as_of_on.isoformat(),
        "inputs": {part: digest_of(snapshot[part]) for part in ("facts", "document")},
        "figures": snapshot["facts"].get("figures", {}),
        "files": {
            each.format: {"bytes": each.size, "sha256": each.sha256, "made_with": each.built_with} for each in files
        },
    }


def digest_of(value: object) -> str:
    """SHA-256 of a value's canonical JSON: sorted keys, no spaces, text as it is (UTF-8)."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
