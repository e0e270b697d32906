"""The two servers together: which of them are ours to run, started in order, stopped in reverse."""

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from gcm_portal.embedded import process
from gcm_portal.embedded.binaries import postgres_programs, valkey_program
from gcm_portal.embedded.exceptions import CannotStart
from gcm_portal.embedded.postgres import Postgres
from gcm_portal.embedded.state import Memory, private
from gcm_portal.embedded.valkey import Valkey

Server = Postgres | Valkey
ATTEMPTS = 5
STOP_SECONDS = 30


def our_servers(folder: Path, memory: Memory, given: Mapping[str, str], *, temporary: bool = False) -> list[Server]:
    """The servers no address was given for."""
    servers: list[Server] = []
    if not given.get("DATABASE_URL"):
        servers.append(Postgres(folder, memory, postgres_programs(), temporary=temporary))
    if not given.get("REDIS_URL"):
        servers.append(Valkey(folder, memory, valkey_program(), temporary=temporary))
    return servers


def addresses(servers: list[Server]) -> dict[str, str]:
    """What the environment must say of the servers once they are prepared."""
    names = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
    return {names[server.name]: server.url for server in servers}


def addresses_for_programs(servers: list[Server]) -> dict[str, str]:
    """What web, worker and beat are told instead: they come into a database of ours as a role that owns nothing."""
    ours = [server for server in servers if isinstance(server, Postgres)]
    return {"DATABASE_URL": ours[0].application_url} if ours else {}


def launch(server: Server, output: int | IO[Any]) -> subprocess.Popen[bytes]:
    """The server's process, just started."""
    drop = server.account.drop if isinstance(server, Postgres) else None
    return process.start(
        server.command(), output=output, environment=process.BARE, drop=drop, folder=server.home, farewell=server.ask
    )


def start_server(
    server: Server, launched: Callable[[], subprocess.Popen[bytes]], *, pause: float = 0.5
) -> subprocess.Popen[bytes]:
    """The server, taking connections. Tried again where a port was snatched or an old server is still ending."""
    for attempt in range(1, ATTEMPTS + 1):
        server.prepare()
        child = launched()
        try:
            process.wait_ready(child, lambda child=child: server.ready(child.pid), name=server.name)  # type: ignore[misc]
        except CannotStart:
            process.stop(child, server.ask, seconds=STOP_SECONDS)
            if attempt == ATTEMPTS:
                raise
            time.sleep(pause * attempt)
        else:
            return child
    raise AssertionError("unreachable")


@contextmanager
def running(folder: Path, memory: Memory, given: Mapping[str, str], *, temporary: bool) -> Iterator[dict[str, str]]:
    """The servers for as long as the block lasts, their words in `<name>.log`; gives the addresses."""
    servers = our_servers(folder, memory, given, temporary=temporary)
    children: list[tuple[Server, subprocess.Popen[bytes]]] = []
    try:
        for server in servers:
            log = folder / f"{server.name}.log"
            with open(log, "wb", opener=private) as output:
                try:
                    child = start_server(server, lambda server=server, output=output: launch(server, output))  # type: ignore[misc]
                except CannotStart as error:
                    raise CannotStart(f"{error}\n{log.read_text(errors='replace')[-2000:]}") from error
            children.append((server, child))
            remember_children(memory, [(one.name, proc.pid, one.ask.name) for one, proc in children])
        yield addresses(servers)
    finally:
        for server, child in reversed(children):
            process.stop(child, server.ask, seconds=STOP_SECONDS)
        memory.remember(children=[])


def remember_children(memory: Memory, children: list[tuple[str, int, str]]) -> None:
    """Write down who runs, so that the next start finds them should we be killed."""
    known = [{"name": name, "pid": pid, "born": process.birth(pid), "ask": ask} for name, pid, ask in children]
    memory.remember(children=known)


def end_leftovers(memory: Memory) -> list[str]:
    """Stop what a killed runner of this data folder left running, last started first; gives their names."""
    ended = []
    for child in reversed(memory.recall("children", [])):
        if child["born"] and process.birth(child["pid"]) == child["born"]:
            process.end_stranger(child["pid"], child["born"], process.named(child["ask"]), seconds=STOP_SECONDS)
            ended.append(child["name"])
    memory.remember(children=[])
    return ended
