"""Schemathesis over the description of the API, in this process: all phases and checks, as a visitor and with tokens.

    python -m tests.api.walk [examples for each operation, default 40]

says how many requests were made, what came back how often, and everything that was wrong.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from unittest.mock import patch

import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.transport.wsgi import WSGITransport

OWN_RULES = ["2xx", "304", "400", "401", "403", "404", "409", "410", "412", "422"]
"""What data that fits the schema may meet beside success: a rule no schema can say, or a record that is not there."""


@dataclass
class Walked:
    """What a walk met."""

    requests: int = 0
    statuses: Counter = field(default_factory=Counter)
    problems: Counter = field(default_factory=Counter)
    examples: dict = field(default_factory=dict)

    def take(self, event) -> None:
        """Count what one scenario did."""
        if isinstance(event, events.ScenarioFinished):
            for interaction in event.recorder.interactions.values():
                self.requests += 1
                self.statuses[interaction.response.status_code if interaction.response else 0] += 1
            for case, checks in event.recorder.checks.items():
                for check in checks:
                    if check.status == Status.FAILURE:
                        self._note(check, event.recorder, case)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            self.problems[f"error: {event}"[:500]] += 1

    def _note(self, check, recorder, case) -> None:
        failure, node = check.failure_info.failure, recorder.cases[case].value
        title = f"{node.operation.label}: {check.name}: {failure.title}"
        self.problems[title] += 1
        self.examples.setdefault(title, f"{failure.message[:400]}\n    {check.failure_info.code_sample[:600]}")


def _has_links(description: dict, only: str) -> bool:
    """Whether an answer of these addresses names where one can go on: the root of the API names none."""
    return any(
        "links" in response
        for path, operations in description["paths"].items()
        if re.search(only, path)
        for operation in operations.values()
        if isinstance(operation, dict)
        for response in operation.get("responses", {}).values()
    )


def walk(description: dict, application, *, examples: int, latest: int, only: str, token: str, whole: bool) -> Walked:
    """Ask every operation whose address matches, `examples` times in each phase that makes things up.

    `whole` also asks each value at the edge of what each parameter can be, some hundred times an operation.
    """
    schemathesis.openapi.format("cursor", st.just("WyJvd24gcGxlZGdlcyIsMV0"))
    config = {
        "workers": 1,
        "seed": 7,
        "headers": {"Authorization": f"Bearer {token}"} if token else {},
        "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
        "phases": {
            "coverage": {"enabled": whole},
            "stateful": {"enabled": _has_links(description, only), "generation": {"max-examples": examples}},
        },
        "checks": {
            "positive_data_acceptance": {"expected-statuses": OWN_RULES},
            "negative_data_rejection": {"expected-statuses": [*OWN_RULES[2:], "405", "406", "413", "415", "428"]},
            "missing_required_header": {"expected-statuses": ["400", "401", "403", "406", "415", "422", "428"]},
        },
    }
    schema = schemathesis.openapi.from_dict(bounded(description, latest), config=SchemathesisConfig.from_dict(config))
    schema.app = application
    found = Walked()
    with patch.object(WSGITransport, "send", in_process):
        for event in from_schema(schema.include(path_regex=only)).execute():
            found.take(event)
    return found


SEND = WSGITransport.send
OF_SOCKETS = ("max_redirects", "verify", "cert", "proxies", "timeout", "allow_redirects", "stream")


def in_process(transport, case, **options):
    """Send without what only a socket has: the check that leaves out the token hands it on (4.32.5)."""
    return SEND(transport, case, **{name: value for name, value in options.items() if name not in OF_SOCKETS})


def bounded(description: dict, latest: int) -> dict:
    """The description of this installation at this moment: no publication after the latest."""
    for operations in description["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "as_of":
                    parameter["schema"]["maximum"] = latest
    return description


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "40"
    arguments = [sys.executable, "-m", "pytest", "-q", "-s", "-n", "0", "--timeout=3000", "tests/api/test_walk.py"]
    sys.exit(subprocess.run(arguments, env=os.environ | {"WALK_EXAMPLES": chosen}, check=False).returncode)
