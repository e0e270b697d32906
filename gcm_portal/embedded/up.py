"""`up`: the whole portal on this machine: servers, first steps, web, worker and beat, kept running until Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from gcm_portal.embedded import process
from gcm_portal.embedded.changes import COLLECTED_FROM, fingerprint
from gcm_portal.embedded.exceptions import CannotStart
from gcm_portal.embedded.postgres import APPLICATION, Postgres
from gcm_portal.embedded.servers import (
    STOP_SECONDS,
    Server,
    addresses,
    addresses_for_programs,
    end_leftovers,
    launch,
    our_servers,
    remember_children,
    start_server,
)
from gcm_portal.embedded.state import Memory, data_folder, is_free, lock
from gcm_portal.embedded.supervisor import Log, Program, Supervisor

READY_SECONDS = 60
HEARTBEAT_SECONDS = 20

WEB = ["--preload", "--worker-class=gthread", "--workers=2", "--threads=4", "--graceful-timeout=5"]
WEB += ["--no-control-socket", "--access-logfile=-", "--access-logformat=%(m)s %(U)s %(s)s %(M)s ms"]
WORKER = ["--pool=prefork", "--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=INFO"]

WELCOME = """
  The portal is running, with its data in {folder}

      {site}/en/

  Stop it with Ctrl-C.
"""


def up(*, checkout: Path) -> int:
    """Run the portal until Ctrl-C or TERM; gives 0 when it was stopped so."""
    folder = data_folder(Path(os.environ.get("DATA_DIR") or checkout / "var"))
    held = lock(folder)
    if held is None:
        raise CannotStart(f"The portal with the data in {folder} is running already; stop that one first.")
    with held:
        memory, log = Memory(folder), Log(sys.stdout)
        for name in end_leftovers(memory):
            log.say("portal", f"{name} was left behind by a run that was killed; stopped it")
        port = chosen_port()
        supervisor = Supervisor(log, lambda programs: _remember(memory, programs))
        try:
            with _interruptible():
                return _run(supervisor, folder=folder, memory=memory, port=port, checkout=checkout)
        finally:
            supervisor.stop()
            log.say("portal", "stopped")


def chosen_port() -> int:
    """PORT, or 8000; raises CannotStart when it is not a port or something else listens there."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT is {text!r}: it must be a number between 1 and 65535.")
    if not is_free(int(text)):
        raise CannotStart(f"Port {text} is taken by another program: stop that one, or choose: make run PORT=8001")
    return int(text)


def _run(supervisor: Supervisor, *, folder: Path, memory: Memory, port: int, checkout: Path) -> int:
    """Everything in its order, then watch. Raises CannotStart, or returns at Ctrl-C."""
    began = time.monotonic()
    try:
        servers = our_servers(folder, memory, os.environ)
        for server in servers:
            _keep_server(supervisor, server)
        site = f"http://127.0.0.1:{port}"
        environment = child_environment(os.environ, addresses(servers), folder=folder, memory=memory, site=site)
        memory.remember(addresses=addresses(servers))
        prepare(supervisor.log, environment, checkout, memory=memory, servers=servers)
        environment |= addresses_for_programs(servers)
        for name, command, seconds in commands(folder, port):
            launched = _launcher(supervisor.log, name, command, environment, checkout)
            supervisor.add(Program(name, launched, seconds=seconds))
        wait_for_site(supervisor, site)
        supervisor.log.say("portal", f"ready after {time.monotonic() - began:.1f} s")
        print(WELCOME.format(folder=folder, site=site), flush=True)
        supervisor.watch()
    except KeyboardInterrupt:
        supervisor.log.say("portal", "stopping")
    return 0


def _keep_server(supervisor: Supervisor, server: Server) -> None:
    def launched() -> subprocess.Popen[bytes]:
        child = launch(server, subprocess.PIPE)
        if child.stdout:
            supervisor.log.follow(server.name, child.stdout)
        return child

    child = start_server(server, launched)
    program = Program(server.name, launched, server.ask, STOP_SECONDS, child=child, started=time.monotonic())
    program.stage = 0 if server.name == "valkey" else -1  # PostgreSQL is stopped last
    supervisor.add(program)


def child_environment(
    given: Mapping[str, str], ours: dict[str, str], *, folder: Path, memory: Memory, site: str
) -> dict[str, str]:
    """What web, worker and beat are told: sensible for one machine, and what the person has set comes first."""
    environment = {
        "LOCAL_COPY": "true",
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
        "SITE_URL": site,
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "SECRET_KEY": memory.secret("secret_key"),
        "DATA_DIR": str(folder),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    environment |= {name: value for name, value in given.items() if value or name not in environment}
    return environment | ours


def commands(folder: Path, port: int) -> list[tuple[str, list[str], float]]:
    """Web, worker and beat: name, command, and the seconds each may take to end."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "gcm_portal.celery"]
    web = [sys.executable, "-m", "gunicorn", "gcm_portal.wsgi", "--bind", f"127.0.0.1:{port}", *WEB]
    beat = ["beat", "--schedule", str(folder / "beat-schedule"), "--pidfile=", "--loglevel=WARNING"]
    return [("web", web, 10), ("worker", [*celery, "worker", *WORKER], 15), ("beat", [*celery, *beat], 5)]


def _launcher(
    log: Log, name: str, command: list[str], environment: Mapping[str, str], checkout: Path
) -> Callable[[], subprocess.Popen[bytes]]:
    def launched() -> subprocess.Popen[bytes]:
        child = process.start(command, output=subprocess.PIPE, environment=environment, folder=checkout)
        if child.stdout:
            log.follow(name, child.stdout)
        return child

    return launched


def prepare(
    log: Log, environment: Mapping[str, str], checkout: Path, *, memory: Memory, servers: list[Server]
) -> None:
    """Take the first steps, unless they were taken on this very cluster and nothing has changed since."""
    data = Path(environment["DATA_DIR"])
    cluster = [server.data / "PG_VERSION" for server in servers if isinstance(server, Postgres)]
    also = [*cluster, data / "static" / COLLECTED_FROM]
    if cluster and memory.recall("prepared") == fingerprint(checkout, data=data, also=also):
        return
    role = {"APPLICATION_ROLE": APPLICATION} if cluster else {}
    take_first_steps(log, {**environment, **role}, checkout)
    memory.remember(prepared=fingerprint(checkout, data=data, also=also))


def take_first_steps(log: Log, environment: Mapping[str, str], checkout: Path) -> None:
    """Migrate, load the reference data, collect static files: in one process, and only what is needed."""
    command = [sys.executable, "-m", "gcm_portal.embedded.first_steps"]
    child = _launcher(log, "prepare", command, environment, checkout)()
    try:
        code = child.wait()
    finally:
        process.stop(child, signal.SIGTERM, seconds=10)
    if code:
        raise CannotStart("The portal could not be prepared; the lines above say why.")


def wait_for_site(supervisor: Supervisor, site: str) -> None:
    """Return when the site is ready; a worker whose heart is not heard yet holds us up only a little."""
    began = time.monotonic()
    while missing := unready(site):
        supervisor.look()
        waited = time.monotonic() - began
        if set(missing) <= {"worker", "beat"} and waited > HEARTBEAT_SECONDS:
            supervisor.log.say("portal", "the worker has not been heard of yet; reports and notices wait for it")
            return
        if waited > READY_SECONDS:
            raise CannotStart(f"The portal did not get ready: {', '.join(missing)} missing. The lines above say why.")
        time.sleep(0.25)


def unready(site: str) -> list[str]:
    """What /readyz says is missing; `web` when it cannot be asked."""
    try:
        with build_opener(ProxyHandler({})).open(f"{site}/readyz", timeout=5) as answer:
            body = answer.read()
    except HTTPError as error:
        body = error.read()
    except (URLError, OSError):
        return ["web"]
    try:
        return list(json.loads(body)["missing"])
    except (ValueError, KeyError, TypeError):
        return ["web"]


def _remember(memory: Memory, programs: list[Program]) -> None:
    remember_children(memory, [(one.name, one.child.pid, one.ask.name) for one in programs if one.child])


@contextmanager
def _interruptible() -> Iterator[None]:
    """TERM and HUP count as Ctrl-C; once stopping has begun, further ones are ignored so that it is done cleanly."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    yield
