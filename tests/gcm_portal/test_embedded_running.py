"""The runner of `make run` and `make test`: its processes, `up` and `with`. What breaks: tests/faults."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from gcm_portal.embedded import (
    changes,
    first_steps,
    process,
    run_with,
    servers,
    state,
    supervisor,
    up,
)
from gcm_portal.embedded.exceptions import CannotStart
from gcm_portal.embedded.supervisor import Log, Program, Supervisor

CHECKOUT = Path(__file__).resolve().parents[2]


def sleeper(**options) -> subprocess.Popen[bytes]:
    return process.start([sys.executable, "-c", "import time; time.sleep(60)"], output=subprocess.DEVNULL, **options)


# Processes -------------------------------------------------------------------------------------------------------


def test_a_child_that_does_not_listen_is_ended_all_the_same_with_its_own_children():
    stubborn = "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.fork(); print(1, flush=1)"
    child = process.start([sys.executable, "-c", f"{stubborn}; time.sleep(60)"], output=subprocess.PIPE)
    child.stdout.readline(), child.stdout.readline()
    process.stop(child, signal.SIGTERM, seconds=0.2)
    assert child.returncode == -signal.SIGKILL
    assert child.stdout.read() == b""  # the end of the pipe: nobody is left to hold it
    child.stdout.close()


def test_a_process_is_told_from_a_later_one_of_the_same_number():
    child = sleeper()
    born = process.birth(child.pid)
    process.end_stranger(child.pid, "another time", signal.SIGTERM, seconds=1)
    assert child.poll() is None
    process.end_stranger(child.pid, born, signal.SIGTERM, seconds=5)
    assert child.wait(5) == -signal.SIGTERM
    assert process.birth(child.pid) is None


def test_a_server_that_ends_at_once_is_not_waited_for():
    child = process.start([sys.executable, "-c", "raise SystemExit(3)"], output=subprocess.DEVNULL)
    with pytest.raises(CannotStart, match="ended at once, with code 3"):
        process.wait_ready(child, lambda: False, name="postgres")


def test_a_server_that_never_answers_is_given_up():
    child = sleeper()
    with pytest.raises(CannotStart, match="did not answer within 0 seconds"):
        process.wait_ready(child, lambda: False, name="postgres", seconds=0.05)
    process.stop(child, signal.SIGTERM, seconds=5)


def test_servers_are_told_nothing_of_our_environment():
    assert set(process.BARE) == {"PATH", "LC_ALL", "TZ"}


def test_what_a_killed_runner_left_is_ended_by_the_next(tmp_path):
    memory, child = state.Memory(tmp_path), sleeper()
    servers.remember_children(memory, [("worker", child.pid, "SIGTERM")])
    assert servers.end_leftovers(state.Memory(tmp_path)) == ["worker"]
    assert child.wait(5) == -signal.SIGTERM
    assert servers.end_leftovers(state.Memory(tmp_path)) == []


# Supervision -----------------------------------------------------------------------------------------------------


def counting(folder: Path, name: str, *, lives: float) -> Program:
    """A program that writes a line for each life of it, then lives so long."""
    code = f"import time; open({str(folder / name)!r}, 'a').write('x'); print('here', flush=True); time.sleep({lives})"

    def launch() -> subprocess.Popen[bytes]:
        return process.start([sys.executable, "-c", code], output=subprocess.DEVNULL)

    return Program(name, launch)


def lives(folder: Path, name: str) -> int:
    return len((folder / name).read_text()) if (folder / name).exists() else 0


def test_a_program_that_dies_is_started_again_after_a_growing_pause(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST_DELAY", 0.05)
    out = io.StringIO()
    watched = Supervisor(Log(out), lambda programs: None)
    watched.add(counting(tmp_path, "web", lives=0))
    assert process.wait_until(lambda: watched.look() or lives(tmp_path, "web") == 3, 20)
    watched.stop()
    assert out.getvalue().splitlines()[:2] == [
        "web      | ended (code 0); starting it again in 0.05 s",
        "web      | ended (code 0); starting it again in 0.1 s",
    ]


def test_a_program_killed_outright_is_started_again_and_who_runs_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST_DELAY", 0.05)
    told, out = [], io.StringIO()
    watched = Supervisor(Log(out), lambda programs: told.append([one.child.pid for one in programs]))
    watched.add(counting(tmp_path, "web", lives=60))
    assert process.wait_until(lambda: lives(tmp_path, "web") == 1, 20)
    os.kill(watched.programs[0].child.pid, signal.SIGKILL)
    assert process.wait_until(lambda: watched.look() or lives(tmp_path, "web") == 2, 20)
    second = watched.programs[0].child.pid
    watched.stop()
    assert "killed by SIGKILL" in out.getvalue()
    assert told[-2:] == [[second], []]


def test_programs_are_stopped_last_first_and_a_server_only_when_nobody_needs_it(tmp_path):
    code = "import signal, sys, time; f = sys.argv[2]\n"
    code += "def end(*a): time.sleep(float(sys.argv[1])); open(f, 'a').write(sys.argv[3] + ' '); sys.exit()\n"
    code += "signal.signal(signal.SIGTERM, end); print('up', flush=True); time.sleep(60)"
    watched = Supervisor(Log(io.StringIO()), lambda programs: None)
    for name, stage, needs in (("postgres", -1, "0"), ("valkey", 0, "0"), ("web", 1, "0.4"), ("beat", 1, "0")):
        command = [sys.executable, "-c", code, needs, tmp_path / "ended", name]
        child = process.start(command, output=subprocess.PIPE)
        child.stdout.readline()
        child.stdout.close()
        watched.add(Program(name, launch=lambda: pytest.fail("runs already"), child=child, stage=stage))
    watched.stop()
    assert (tmp_path / "ended").read_text() == "beat web valkey postgres "


def test_every_line_of_the_log_says_whose_it_is():
    out = io.StringIO()
    child = process.start([sys.executable, "-c", "print('one'); print('two')"], output=subprocess.PIPE)
    Log(out).follow("worker", child.stdout)
    child.wait()
    assert process.wait_until(lambda: out.getvalue() == "worker   | one\nworker   | two\n", 5)


def test_a_reader_who_went_away_does_not_stop_the_programs():
    read, write = os.pipe()
    os.close(read)
    out = os.fdopen(write, "w")
    Log(out).say("web", "nobody reads this")
    with pytest.raises(BrokenPipeError):
        out.close()


# `up` ------------------------------------------------------------------------------------------------------------


def test_a_taken_port_is_said_with_the_way_out(monkeypatch, taken_port):
    monkeypatch.setenv("PORT", str(taken_port))
    with pytest.raises(CannotStart, match=rf"Port {taken_port} is taken .* make run PORT=8001"):
        up.chosen_port()


@pytest.mark.parametrize("port", ["eight", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CannotStart, match="must be a number between 1 and 65535"):
        up.chosen_port()


def test_the_environment_of_one_machine_yields_to_what_the_person_has_set(tmp_path):
    memory = state.Memory(tmp_path)
    told = up.child_environment(
        {"LOCAL_COPY": "false", "SITE_URL": "", "HOME": "x"}, {"REDIS_URL": "redis://y"},
        folder=tmp_path, memory=memory, site="http://127.0.0.1:8000",
    )  # fmt: skip
    assert told["LOCAL_COPY"] == "false"
    assert told["SITE_URL"] == "http://127.0.0.1:8000"
    assert told["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    assert told["SECRET_KEY"] == memory.secret("secret_key")
    assert (told["REDIS_URL"], told["HOME"], told["DATA_DIR"]) == ("redis://y", "x", str(tmp_path))


@pytest.mark.parametrize(
    ("code", "body", "missing"),
    [
        (200, '{"missing": []}', []),
        (503, '{"missing": ["worker"]}', ["worker"]),
        (500, "<h1>Server Error</h1>", ["web"]),
        (200, "[]", ["web"]),
    ],
)
def test_readiness_is_what_the_site_says_of_itself(code, body, missing):
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(code)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        answering = threading.Thread(target=server.handle_request)
        answering.start()
        assert up.unready(f"http://127.0.0.1:{server.server_port}") == missing
        answering.join()


def test_a_site_that_does_not_answer_is_missing_its_web_process():
    assert up.unready(f"http://127.0.0.1:{state.free_port()}") == ["web"]


def test_the_first_steps_are_taken_again_only_after_a_change(tmp_path, monkeypatch):
    checkout, data = tmp_path / "checkout", tmp_path / "checkout" / "data-here"
    for folder in (checkout / "app", data, checkout / ".venv"):
        folder.mkdir(parents=True)
    (checkout / "app" / "models.py").write_text("1")
    cluster = tmp_path / "PG_VERSION"
    cluster.write_text("18")
    now = lambda: changes.fingerprint(checkout, data=data, also=[cluster])  # noqa: E731
    first = now()
    (data / "services.json").write_text("{}")
    (checkout / ".venv" / "x.py").write_text("")
    assert now() == first
    (checkout / "app" / "models.py").write_text("22")
    second = now()
    assert second != first
    cluster.unlink()
    cluster.write_text("18")
    os.utime(cluster, ns=(1, 1))
    assert now() != second


def test_static_files_are_collected_again_only_when_one_has_changed(settings, tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(first_steps, "call_command", lambda name, **options: calls.append((name, options["clear"])))
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("a")
    settings.STATICFILES_DIRS = [source]
    finders.get_finder.cache_clear()
    target = tmp_path / "collected"
    assert first_steps.collect_changed_static_files(target)
    assert not first_steps.collect_changed_static_files(target)
    (source / "a.css").write_text("aa")
    assert first_steps.collect_changed_static_files(target)
    assert calls == [("collectstatic", False), ("collectstatic", True)]
    finders.get_finder.cache_clear()


@pytest.mark.django_db
def test_a_database_as_new_as_the_code_needs_no_migration():
    assert not first_steps.unapplied_migrations()


# `with` ----------------------------------------------------------------------------------------------------------


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The runner, as the Makefile calls it, with no server to start unless asked."""
    bare = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://given", "REDIS_URL": "redis://given"}
    return subprocess.run(
        [sys.executable, "-m", "gcm_portal.embedded", *arguments],
        capture_output=True, text=True, timeout=60, cwd=CHECKOUT, env=bare | environment, check=False,
    )  # fmt: skip


def test_the_command_gets_addresses_a_key_and_a_folder_and_its_code_is_passed_on():
    code = "import os, json; print(json.dumps(dict(os.environ))); raise SystemExit(7)"
    done = run("with", "--temporary", "--", sys.executable, "-c", code)
    told = json.loads(done.stdout)
    assert done.returncode == 7
    assert (told["DATABASE_URL"], told["REDIS_URL"]) == ("postgres://given", "redis://given")
    assert len(told["SECRET_KEY"]) == 64
    assert run_with.TEMPORARY in told["DATA_DIR"]
    assert not Path(told["DATA_DIR"]).exists()


def test_a_key_that_is_set_stays(tmp_path):
    code = "import os; print(os.environ['SECRET_KEY'], os.environ['DATA_DIR'])"
    done = run("with", "--", sys.executable, "-c", code, SECRET_KEY="mine", DATA_DIR=str(tmp_path))
    assert done.stdout == f"mine {tmp_path}\n"


def test_a_command_killed_by_a_signal_gives_the_shell_s_code():
    done = run("with", "--temporary", "--", sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    assert done.returncode == 137


def test_a_command_that_does_not_exist_is_said_so():
    done = run("with", "--temporary", "--", "no-such-program")
    assert (done.returncode, done.stderr) == (127, "no-such-program: No such file or directory\n")


def test_while_the_portal_runs_its_servers_are_used(tmp_path):
    state.Memory(tmp_path).remember(addresses={"DATABASE_URL": "postgres://running"})
    with state.lock(tmp_path):
        done = run("with", "--", sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])",
                   DATA_DIR=str(tmp_path))  # fmt: skip
    assert done.stdout == "postgres://running\n"


def test_a_second_portal_on_the_same_data_is_refused(tmp_path):
    with state.lock(tmp_path):
        done = run("up", DATA_DIR=str(tmp_path), PORT="8000")
    assert done.returncode == 1
    assert done.stderr == f"The portal with the data in {tmp_path} is running already; stop that one first.\n"


def test_the_folders_of_killed_runs_are_removed_and_those_of_living_ones_are_not():
    with run_with.temporary_folder() as living:
        abandoned = living.parent / f"{run_with.TEMPORARY}abandoned"
        abandoned.mkdir(exist_ok=True)
        (abandoned / "lock").touch()
        with state.lock(living), run_with.temporary_folder():
            assert living.exists()
            assert not abandoned.exists()


def test_a_term_is_passed_on_to_the_command():
    code = (
        "import signal, sys, time; signal.signal(15, lambda *a: sys.exit(5)); print('up', flush=True); time.sleep(60)"
    )
    runner = subprocess.Popen(
        [sys.executable, "-m", "gcm_portal.embedded", "with", "--temporary", "--", sys.executable, "-c", code],
        stdout=subprocess.PIPE, cwd=CHECKOUT, env=os.environ | {"DATABASE_URL": "x://y", "REDIS_URL": "x://y"},
    )  # fmt: skip
    assert runner.stdout.readline() == b"up\n"
    time.sleep(0.2)
    runner.send_signal(signal.SIGTERM)
    assert runner.wait(20) == 5
    runner.stdout.close()
