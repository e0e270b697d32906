"""docs/states.md, from the tables the verbs themselves run on."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from workflow.states import DECISIONS, NEEDS_REASON, TRANSITIONS, Status, Verb

PREFACE = """# States

Written by `manage.py write_states` from `workflow/states.py`; do not edit. `make check` refuses a stale copy.

A version of a pledge, a tool or a progress update is always in exactly one of these states, and only the verbs below
move it. Each verb is one transaction with its audit row (`workflow/services/verbs.py`).

`approve` moves nothing: it is the first of two decisions on the kinds that `TWO_DECISIONS_ON` names. Of these, another
moderator publishes what was submitted last and approved; of all others there is nothing to approve.
"""


class Command(BaseCommand):
    """Writes the page, or says that it is out of date."""

    help = "Write docs/states.md from the transition table."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail where the page is out of date")
        parser.add_argument("--path", type=Path, default=settings.BASE_DIR / "docs" / "states.md")

    def handle(self, *, check, path, **options):
        page = states_page()
        if not check:
            path.write_text(page, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != page:
            raise CommandError(f"{path.name} is out of date: run manage.py write_states")


def states_page() -> str:
    """The whole page: the diagram, the verbs, the states."""
    with translation.override("en"):
        return "\n".join([PREFACE, *_diagram(), "", *_verb_table(), "", *_status_table(), ""])


def _moves() -> list[tuple[Status, Verb, Status]]:
    """Every single arrow, in the order the states and verbs are written down in."""
    return [
        (source, verb, target)
        for source in Status
        for verb, (sources, target) in TRANSITIONS.items()
        if source in sources
    ]


def _diagram() -> list[str]:
    left = {source for source, _verb, _target in _moves()}
    return [
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {Status.DRAFT.value}: {Verb.DRAFT.value}",
        *(f"    {source.value} --> {target.value}: {verb.value}" for source, verb, target in _moves()),
        *(f"    {status.value} --> [*]" for status in Status if status not in left),
        "```",
    ]


def _verb_table() -> list[str]:
    rows = ["| verb | from | to | a decision (never the author's) | needs a reason |", "|---|---|---|---|---|"]
    for verb, (sources, target) in TRANSITIONS.items():
        origin = ", ".join(status.value for status in Status if status in sources)
        marks = " | ".join("yes" if verb in those else "no" for those in (DECISIONS, NEEDS_REASON))
        rows.append(f"| `{verb.value}` {verb.label} | {origin} | {target.value} | {marks} |")
    return rows


def _status_table() -> list[str]:
    rows = ["| state | shown as |", "|---|---|"]
    return rows + [f"| `{status.value}` | {status.label} |" for status in Status]
