"""What one report is on."""

from dataclasses import dataclass

from reports.states import ReportKind
from roundtables.models import Edition

PREFIXES = {
    ReportKind.ROUND_TABLE: "RT",
    ReportKind.OBJECTIVE: "OBJ",
    ReportKind.STATE: "ST-",
    ReportKind.BRIEF: "BRIEF",
    ReportKind.OVERVIEW: "OVERVIEW",
    ReportKind.ANNUAL: "ANNUAL",
    ReportKind.CHANGES: "SINCE",
}


@dataclass(frozen=True)
class Scope:
    """A kind of report, the Forum it is made for, and its subject.

    The subject is the number of a round table ("1"), an objective in two digits ("07"), a State's ISO code ("PHL"), a
    year (the annual report's own; the earlier Forum's where two are compared), or "" where there is one for a Forum.
    """

    kind: ReportKind
    edition: Edition
    subject: str = ""

    def reference(self, publication: int, language: str) -> str:
        """All that the report is, in its name: "GCM-RP-2026-RT2-P00015-en", "GCM-RP-2026-ST-PHL-P00015-ar"."""
        return f"GCM-RP-{self.edition.pk}-{PREFIXES[self.kind]}{self.subject}-P{publication:05d}-{language}"
