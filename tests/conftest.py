"""What every test may ask for. Servers come from the runner: `make test`, or DATABASE_URL and REDIS_URL."""

import gc
import os
import shutil
import socket
from functools import partial, wraps

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from tests import template

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own loop runs in the tests' thread
gc.disable()  # until all tests are collected: what is loaded until then stays
WSGIRequestHandler.disable_nagle_algorithm = True  # else the live server waits 40 ms between an answer's head and body


def pytest_collection_modifyitems(items):
    """What drives a browser or breaks something on purpose may be tried again, and the summary names it (`-rR`).

    Browser tests need Chromium; where there is none they are skipped, aloud, and CI refuses that.
    """
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("faults"):
            item.add_marker(pytest.mark.flaky(reruns=2))
    if shutil.which("chromium") or shutil.which("google-chrome"):
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("CI needs Chromium for the browser tests: apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_collection_finish():
    """What is loaded now stays to the end: the garbage collector need not look through it again and again."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_make_parametrize_id(config, val, argname):
    """Bytes are named by their argument: a packed file has its second of making in it, and two workers must agree."""
    return argname if isinstance(val, bytes) else None


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
    """Files in a folder of its own, no manifest, cheap hashes, empty caches; every page asks what is latest."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PUBLICATION_KNOWN_SECONDS = 0
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": f"{tmp_path} {name}"}
        for name in ("default", "pages")
    }


def pytest_sessionstart(session):
    """Where there are workers, their database is made once, while they collect."""
    if getattr(session.config.option, "numprocesses", None):
        gc.enable()  # this process collects no tests
        session.config.add_cleanup(partial(template.end, template.begin()))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Django copies what TEMPLATE names, and then finds nothing to migrate."""
    connections.databases["default"]["TEST"]["TEMPLATE"] = template.made()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, with the reference data every page stands on, before and after each test."""
    from tests.database import bring_back, load_and_copy  # noqa: PLC0415 - needs Django set up

    connections.databases["default"]["CONN_MAX_AGE"] = 0  # a thread of the live server may outlive its page
    with django_db_blocker.unblock():
        load_and_copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: bring_back())
        yield
        with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute(LEAVE)
    connections.close_all()  # beside a running browser Django keeps a second one, which would outlive the database


# A page that a browser left in the middle may still hold a connection, and a database in use cannot be dropped.
LEAVE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"""


@pytest.fixture(autouse=True)
def in_english():
    """A page fetched in another language leaves that language active; the next test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def chromium():
    """The machine's own Chromium, without a screen and without anything from outside."""
    from playwright.sync_api import Locator, Page, expect, sync_playwright  # noqa: PLC0415 - slow, and not always needed

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking", "--disable-sync", "--disable-gpu"],
        )
        monkeypatch = pytest.MonkeyPatch()
        for act in ("click", "press", "check", "uncheck", "select_option"):
            for kind in (Locator, Page):
                monkeypatch.setattr(kind, act, _then_parsed(getattr(kind, act)))
        expect.set_options(timeout=20_000)  # two busy cores; what holds is seen at once, whatever the limit
        monkeypatch.setattr(browser, "new_context", partial(_context_that_leaves_quietly, browser.new_context))
        yield browser
        monkeypatch.undo()
        browser.close()


def _context_that_leaves_quietly(new_context, **options):
    """A draft saves itself when its page is left: after the last line of a test that would meet the emptied tables."""
    context = new_context(**options)
    context.set_default_navigation_timeout(60_000)
    context.add_init_script("document.addEventListener('visibilitychange', (e) => e.stopImmediatePropagation(), true)")
    return context


def _then_parsed(act):
    """What is done on a page may lead to another, and is over when that one is parsed, not when it has begun to come.

    `click` waits until the next page answers; `count`, `url` and `inner_text`, which never wait, then read what has
    arrived of it. This is a belt: a test says what it waits for with `expect`, or `expect_navigation` where the page
    that comes looks like the one that was there. What the page fetches by a script of its own is not covered.
    """

    @wraps(act)
    def acted(self, *args, **kwargs):
        done = act(self, *args, **kwargs)
        getattr(self, "page", self).wait_for_load_state("domcontentloaded")
        return done

    return acted
