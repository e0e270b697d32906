"""A PostgreSQL cluster in a folder: loopback only, a random password, no socket file, data kept through anything."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gcm_portal.embedded import process
from gcm_portal.embedded.accounts import copied_for, first_enterable, server_account
from gcm_portal.embedded.binaries import PostgresPrograms
from gcm_portal.embedded.exceptions import CannotStart
from gcm_portal.embedded.state import Memory

NAME = "gcm"
APPLICATION = "gcm_application"  # as whom web, worker and beat come in: it owns nothing
OTHER_MAJOR = """{data} holds a PostgreSQL {found} database, but the programs here are PostgreSQL {major}.
Nothing was touched. Any one of these will do:
  1. set DATABASE_URL to a PostgreSQL {found} server that serves that folder;
  2. pg_dump it with PostgreSQL {found}, move the folder away, start again, and load the dump;
  3. if nothing in it is needed: move the folder away (or set DATA_DIR) and start again with fresh data."""


class Postgres:
    """One cluster, its port and password. `prepare`, then `command` may be started as often as needed."""

    name = "postgres"
    ask = signal.SIGINT  # a fast, clean stop: clients are cut off, everything committed is on disk

    def __init__(self, folder: Path, memory: Memory, programs: PostgresPrograms, *, temporary: bool = False) -> None:
        self.memory, self.temporary = memory, temporary
        elsewhere = Path("/var/lib") / f"gcm-portal-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
        homes = [folder / "postgres", elsewhere]  # the second where root's server cannot enter the data folder
        self.account = server_account(next((home / "data" for home in homes if (home / "data").exists()), None))
        self.home = first_enterable(homes, self.account)
        self.data = self.home / "data"
        self.programs = programs
        copy = copied_for(self.account, programs.parts, _places_for_programs(folder, programs))
        self.bin = copy / programs.bin.relative_to(programs.parts[0].parent) if copy else programs.bin
        self.password = memory.secret("postgres_password")
        self.application_password = memory.secret("postgres_application_password")
        self.port = 0

    @property
    def url(self) -> str:
        """What DATABASE_URL is to be for whoever owns the tables: migrations, tests, commands."""
        return f"postgres://{NAME}:{self.password}@127.0.0.1:{self.port}/{NAME}"

    @property
    def application_url(self) -> str:
        """The same for web, worker and beat, which own nothing (`grant_application_role`)."""
        return f"postgres://{APPLICATION}:{self.application_password}@127.0.0.1:{self.port}/{NAME}"

    def prepare(self) -> None:
        """After this the cluster exists, nobody else runs it, and its port is chosen."""
        if self.data.exists():
            self._refuse_other_major()
            self.end_leftovers()
            self._add_application_role()
        else:
            self._create()
        self.port = self.memory.port("postgres_port")

    def command(self) -> list[str | Path]:
        """The server, in the foreground."""
        options = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": ""}
        options |= {"timezone": "UTC", "log_timezone": "UTC", "log_line_prefix": "", "log_checkpoints": "off"}
        options |= {"jit": "off", "max_connections": 200}
        if self.temporary:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        return [self.bin / "postgres", "-D", self.data, *settings]

    def ready(self, pid: int) -> bool:
        """True when this very process takes connections."""
        lines = self._postmaster()
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def end_leftovers(self) -> None:
        """Stop a server that a killed runner left on this cluster; forget a pid file that names something else.

        A pid file whose process is gone is PostgreSQL's own business: it looks for its last processes first.
        """
        lines = self._postmaster()
        pid = int(lines[0]) if lines and lines[0].isdigit() else 0
        born = process.birth(pid) if pid else None
        if born and str(self.data) in process.words(pid):
            process.end_stranger(pid, born, self.ask, seconds=30)
        elif born and process.words(pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _postmaster(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _refuse_other_major(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(self.programs.major):
            raise CannotStart(OTHER_MAJOR.format(data=self.data, found=found, major=self.programs.major))

    def _create(self) -> None:
        """Make the cluster, its role and its database beside the final name, then rename: whole or not at all."""
        self.account.take(self.home)
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=self.home))
        try:
            self.account.take(fresh)
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.programs.major >= 17 else []
            quick = ["--no-sync"] if self.temporary else []
            self._run("initdb", "-D", fresh, "-U", "postgres", "-E", "UTF8", "--locale=C", *locale, *quick,
                      "--auth-local=reject", "--auth-host=scram-sha-256")  # fmt: skip
            more = "CREATEDB CREATEROLE" if self.temporary else "CREATEDB"  # a test makes a role and takes it back
            said = "SET scram_iterations = 1;\n" if self.programs.major >= 16 else ""  # nobody guesses 256 random bits
            said += f"CREATE ROLE {NAME} LOGIN {more} PASSWORD '{self.password}';\n"
            said += f"CREATE DATABASE {NAME} OWNER {NAME};\n{self._role_said('CREATE')}"
            self._run("postgres", "--single", "-D", fresh, "postgres", said=said)
            fresh.rename(self.data)
            self.memory.remember(application_role=APPLICATION)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _add_application_role(self) -> None:
        """Give a cluster that was made before there was this role the role; nothing else in it changes."""
        if self.memory.recall("application_role") == APPLICATION:
            return
        there = f"SELECT 1 FROM pg_roles WHERE rolname = '{APPLICATION}'"  # noqa: S608 - a name of ours
        create, alter = (self._role_said(verb).replace("\n", " ") for verb in ("CREATE", "ALTER"))
        said = f"DO $$ BEGIN IF EXISTS ({there}) THEN {alter} ELSE {create} END IF; END $$;\n"
        self._run("postgres", "--single", "-D", self.data, "postgres", said=said)
        self.memory.remember(application_role=APPLICATION)

    def _role_said(self, verb: str) -> str:
        """The role by its password; the owner of the tables is a member, so that tests can become it."""
        role = f"{verb} ROLE {APPLICATION} LOGIN PASSWORD '{self.application_password}'"
        return f"{role};\nGRANT {APPLICATION} TO {NAME};\n"

    def _run(self, program: str, *arguments: str | Path, said: str = "") -> None:
        done = subprocess.run(  # noqa: S603 - our own commands, no shell
            [self.bin / program, *arguments],
            input=said.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.home,
            check=False,
            env=process.BARE,
            **self.account.drop,
        )
        output = done.stdout.decode(errors="replace")
        if done.returncode or "ERROR:" in output or "FATAL:" in output:
            raise CannotStart(f"{program} could not make the database in {self.home}:\n{output}")


def _places_for_programs(folder: Path, programs: PostgresPrograms) -> Iterator[Path]:
    yield folder / "programs"
    name = f"gcm-portal-postgres-{programs.version}"
    yield Path("/var/lib") / name
    yield Path(tempfile.gettempdir()) / f"{name}-{os.geteuid()}"
