"""The command line: `python -m gcm_portal.embedded with|up`."""

import argparse
import sys
from pathlib import Path

from gcm_portal.embedded.exceptions import CannotStart
from gcm_portal.embedded.run_with import run_with
from gcm_portal.embedded.up import up

CHECKOUT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Do what was asked; anything that stops a start is one message and code 1."""
    parser = argparse.ArgumentParser(prog="python -m gcm_portal.embedded", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    with_ = verbs.add_parser("with", help="run one command with PostgreSQL and Valkey beside it")
    with_.add_argument("--temporary", action="store_true", help="fresh data, thrown away at the end")
    with_.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND")
    verbs.add_parser("up", help="run the whole portal on this machine")
    asked = parser.parse_args()
    try:
        if asked.verb == "with":
            command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
            if not command:
                parser.error("with: say which command, after --")
            return run_with(command, temporary=asked.temporary, default_folder=CHECKOUT / "var")
        return up(checkout=CHECKOUT)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
