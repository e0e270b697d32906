"""The soft cache, against a real Valkey of the test's own that is killed and stopped in its tracks."""

import signal
import subprocess
from contextlib import contextmanager

import pytest

from gcm_portal import cache as module
from gcm_portal.cache import Breaker, Held, LastingCache, SoftRedisCache
from gcm_portal.embedded import process, servers
from gcm_portal.embedded.run_with import temporary_folder
from gcm_portal.embedded.state import Memory
from tests.timing import is_done_within

NO_DATABASE = {"DATABASE_URL": "postgres://not-needed"}


@pytest.fixture(scope="module")
def valkey():
    """A server nobody else uses."""
    with temporary_folder() as folder:
        yield servers.our_servers(folder, Memory(folder), NO_DATABASE, temporary=True)[0]


@contextmanager
def running(server):
    child = servers.start_server(server, lambda: servers.launch(server, subprocess.DEVNULL))
    try:
        yield child
    finally:
        child.send_signal(signal.SIGCONT)
        process.stop(child, server.ask, seconds=10)


@pytest.fixture
def child(valkey):
    with running(valkey) as started:
        yield started


@pytest.fixture
def cache(child, valkey, monkeypatch):
    """The cache as the settings make it, with an outage remembered for a moment only."""
    monkeypatch.setattr(module, "_breakers", {valkey.url: Breaker(seconds=0.2)})
    made = SoftRedisCache(valkey.url, {"KEY_PREFIX": "gcm", "TIMEOUT": 300})
    made.clear()
    made.memory.clear()
    yield made
    for pool in made._cache._pools.values():
        pool.disconnect()


def everything(cache):
    """Each operation once, as pages use them."""
    cache.set("a", {"x": 1})
    return [
        cache.get("a"),
        cache.add("a", 2),
        cache.add("n", 1),
        cache.incr("n"),
        cache.decr("n"),
        cache.has_key("a"),
        "a" in cache,
        cache.touch("a", 60),
        cache.set_many({"b": 2, "c": 3}),
        cache.get_many(["b", "c", "d"]),
        cache.get_or_set("e", lambda: 5),
        cache.delete("b"),
        cache.delete("b"),
        cache.delete_many(["c"]),
        cache.get("c", "gone"),
        cache.clear() and None,
        cache.get("a"),
    ]


def test_all_operations_answer_the_same_with_valkey_and_without(cache, child):
    with_valkey = everything(cache)
    child.kill()
    child.wait()
    assert everything(cache) == with_valkey
    assert with_valkey[0] == {"x": 1}


def test_while_valkey_is_there_the_memory_is_not_used(cache):
    cache.set("a", 1)
    assert cache.memory.get("a") is None


def test_an_entry_written_before_is_not_seen_during_an_outage_but_is_there_afterwards(cache, child, valkey):
    cache.set("a", 1)
    child.send_signal(signal.SIGSTOP)
    assert cache.get("a") is None
    child.send_signal(signal.SIGCONT)
    assert process.wait_until(lambda: cache.get("a") == 1, 5)


def test_a_hung_valkey_costs_one_caller_a_quarter_of_a_second_and_the_others_nothing(cache, child):
    child.send_signal(signal.SIGSTOP)
    cache.breaker.seconds = 60

    def first():
        cache.breaker.succeeded()
        cache.get("a")

    assert is_done_within(1, first)
    assert is_done_within(1, lambda: [cache.get("a") for _ in range(100)])


def test_counters_go_on_counting_during_an_outage(cache, child):
    child.kill()
    child.wait()
    cache.add("attempts", 0)
    assert [cache.incr("attempts") for _ in range(3)] == [1, 2, 3]


def test_when_valkey_is_back_it_is_used_and_the_memory_is_emptied(cache, child, valkey):
    child.kill()
    child.wait()
    cache.set("a", "of the outage")
    with running(valkey):
        assert process.wait_until(lambda: cache.get("a") is None, 5)
        cache.set("b", 2)
        assert SoftRedisCache(valkey.url, {"KEY_PREFIX": "gcm"}).get("b") == 2
        assert cache.memory.get("a") is None


def test_counting_what_is_not_there_is_an_error_and_no_outage(cache):
    with pytest.raises(ValueError, match="not found"):
        cache.incr("absent")
    assert cache.breaker._until is None


def test_a_wrong_password_is_an_outage_too(valkey, child, monkeypatch):
    monkeypatch.setattr(module, "_breakers", {})
    cache = SoftRedisCache(valkey.url.replace(valkey.password, "wrong"), {})
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert cache.memory.get("a") == 1


def test_the_outage_is_logged_once_and_so_is_its_end(cache, child, valkey, caplog):
    child.send_signal(signal.SIGSTOP)
    for _ in range(5):
        cache.get("a")
    child.send_signal(signal.SIGCONT)
    assert process.wait_until(lambda: cache.get("a") is None and cache.breaker._until is None, 5)
    said = [record.getMessage() for record in caplog.records if record.name == module.__name__]
    assert len(said) == 2
    assert said[0].startswith("The cache is away, each process uses its own memory: ")
    assert said[1] == "The cache is back"


def test_every_cache_object_of_a_process_knows_of_the_outage(valkey, child, monkeypatch):
    monkeypatch.setattr(module, "_breakers", {})
    one, other = SoftRedisCache(valkey.url, {}), SoftRedisCache(valkey.url, {})
    assert one.breaker is other.breaker


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_the_breaker_lets_one_caller_at_a_time_try_again():
    clock = Clock()
    breaker = Breaker(seconds=3, clock=clock)
    assert breaker.allows()
    assert breaker.failed()
    assert not breaker.failed()
    assert not breaker.allows()
    clock.now = 3
    assert [breaker.allows(), breaker.allows()] == [True, False]
    assert breaker.succeeded()
    assert not breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


@pytest.fixture
def lasting(cache, valkey, monkeypatch):
    """The cache of pages, holding two in the process, beside the other that sees what is in Valkey."""
    monkeypatch.setattr(module, "_held", Held(most=2))
    made = LastingCache(valkey.url, {"KEY_PREFIX": "gcm", "TIMEOUT": 300})
    yield made
    for pool in made._cache._pools.values():
        pool.disconnect()


def test_a_page_asked_for_lately_is_in_the_process_and_others_in_valkey(lasting, cache):
    for name in ("a", "b", "c"):
        lasting.set(name, (name.encode(), "text/html"))
    cache.delete_many(["a", "b", "c"])
    assert [lasting.get(name, "gone") for name in ("a", "b", "c")] == [
        "gone",
        (b"b", "text/html"),
        (b"c", "text/html"),
    ]


def test_a_page_another_process_kept_is_held_from_the_first_time_on(lasting, cache):
    cache.set("a", (b"a", "text/html"))
    first = lasting.get("a")
    cache.clear()
    assert (first, lasting.get("a")) == ((b"a", "text/html"), (b"a", "text/html"))
    lasting.clear()
    assert lasting.get("a") is None


def test_a_page_too_large_is_left_to_valkey(lasting, cache):
    lasting.set("large", (b"x" * (module.HELD_SIZE_MAX + 1), "text/html"))
    cache.clear()
    assert lasting.get("large") is None
