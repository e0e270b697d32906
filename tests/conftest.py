"""What every test may ask for. Servers come from the runner: `make test`, or DATABASE_URL and REDIS_URL."""

import os
import shutil
import socket

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own loop runs in the tests' thread


def pytest_collection_modifyitems(items):
    """Browser tests need Chromium; where there is none they are skipped, aloud, and CI refuses that."""
    if shutil.which("chromium") or shutil.which("google-chrome"):
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("CI needs Chromium for the browser tests: apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """Nothing in the tests talks to another machine."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise RuntimeError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session", autouse=True)
def static_folder():
    """Whitenoise warns of a folder that is not there, and warnings are errors."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path):
    """Files in a folder of the test's own, no manifest, cheap hashes, an empty cache."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the reference data every page stands on."""
    connections.databases["default"]["CONN_MAX_AGE"] = 0  # a thread of the live server may outlive its page
    EMPTIED.update(blocker=django_db_blocker, now=True)
    bring_reference_data_back()
    yield
    connections.close_all()  # beside a running browser Django keeps a second one, which would outlive the database


EMPTIED: dict = {"now": False}  # whether a test with real commits has emptied the database since


def bring_reference_data_back():
    """Once the database was emptied: the machine's own row and the reference data, committed."""
    if EMPTIED["now"]:
        from tests.factories.reference import load_reference_once  # noqa: PLC0415 - needs Django set up

        with EMPTIED["blocker"].unblock():
            load_reference_once()
        EMPTIED["now"] = False


def pytest_runtest_setup(item):
    """Before any fixture, and so outside any test's transaction."""
    bring_reference_data_back()


@pytest.fixture(autouse=True)
def emptied_when_it_commits(request):
    """A test with real commits leaves an emptied database behind."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"live_server", "transactional_db"} & set(request.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        EMPTIED["now"] = True


@pytest.fixture(autouse=True)
def in_english():
    """A page fetched in another language leaves that language active; the next test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def chromium():
    """The machine's own Chromium, without a screen and without anything from outside."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and not every run needs it

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking", "--disable-sync"]
        )
        yield browser
        browser.close()
