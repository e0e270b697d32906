"""Quarantine: with a real little scanner on this machine, also one that dies, lies, or is away."""

import socketserver
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from attachments.exceptions import ScannerAway
from attachments.models import Attachment
from attachments.services import keep_file, scan_due_files, scanning
from attachments.services.clamd import malware_in
from attachments.states import Scan
from attachments.tasks import scan_due_files as sweep
from tests.attachments.scanner import Conversation, running
from tests.factories import accounts
from tests.factories import attachments as files

NOWHERE = "tcp://127.0.0.1:9"


@pytest.fixture
def scanner(settings):
    with running() as server:
        settings.CLAMD_ADDRESS = server.address
        yield server


@pytest.fixture
def somebody(db):
    return accounts.person()


def kept(by, content=b"A sample text.", name="sample.txt"):
    return keep_file(files.upload(content, name), by=by)


def wait_over():
    Attachment.objects.update(scan_due_at=timezone.now() - timedelta(seconds=1))


def path_of(file):
    return Path(django_settings.MEDIA_ROOT) / file.file.name


def test_without_a_scanner_a_file_is_plainly_unscanned_and_the_sweep_does_nothing(somebody):
    file = kept(somebody)
    assert (file.scan, file.scanned_at, file.is_handed_out) == (Scan.UNSCANNED, None, True)
    assert scan_due_files() == 0
    file.refresh_from_db()
    assert file.scan == Scan.UNSCANNED


def test_a_clean_file_leaves_the_quarantine_and_was_sent_whole(somebody, scanner):
    file = kept(somebody, b"text " * 200_000)
    assert (file.scan, file.is_handed_out) == (Scan.PENDING, False)
    assert scan_due_files() == 1
    file.refresh_from_db()
    assert (file.scan, file.is_handed_out, file.scan_note) == (Scan.CLEAN, True, "")
    assert timezone.now() - file.scanned_at < timedelta(minutes=1)
    assert scanner.seen == [b"text " * 200_000]


def test_an_infected_file_is_destroyed_and_its_row_says_what_was_found(somebody, scanner):
    file = kept(somebody, b"Harmless? " + files.EICAR)
    place = path_of(file)
    assert place.exists()
    assert scan_due_files() == 1
    file.refresh_from_db()
    assert (file.scan, file.scan_note, file.file.name) == (Scan.INFECTED, "Eicar-Test-Signature", "")
    assert not place.exists()
    assert not file.is_handed_out


def test_a_sweep_run_twice_asks_once(somebody, scanner):
    kept(somebody)
    kept(somebody, files.EICAR)
    assert (scan_due_files(), scan_due_files()) == (2, 0)
    assert scanner.conversations == 2


def test_a_scanner_that_is_away_leaves_the_file_in_quarantine_and_is_asked_again_later(somebody, settings):
    settings.CLAMD_ADDRESS = NOWHERE
    file = kept(somebody)
    waits = []
    for _attempt in range(4):
        wait_over()
        assert scan_due_files() == 0
        file.refresh_from_db()
        waits.append(round((file.scan_due_at - timezone.now()).total_seconds(), -1))
    assert (file.scan, file.scan_attempts) == (Scan.PENDING, 4)
    assert waits == [30, 60, 120, 240]
    assert file.scan_note.startswith("ConnectionRefusedError")
    assert scan_due_files() == 0
    file.refresh_from_db()
    assert file.scan_attempts == 4


def test_the_wait_grows_to_an_hour_and_no_further(somebody, settings):
    settings.CLAMD_ADDRESS = NOWHERE
    file = kept(somebody)
    Attachment.objects.update(scan_attempts=1000)
    scan_due_files()
    file.refresh_from_db()
    assert timedelta(minutes=59) < file.scan_due_at - timezone.now() <= timedelta(hours=1)


def test_one_scanner_that_is_away_is_not_asked_about_every_file(somebody, settings):
    settings.CLAMD_ADDRESS = NOWHERE
    for _each in range(3):
        kept(somebody)
    scan_due_files()
    assert sorted(Attachment.objects.values_list("scan_attempts", flat=True)) == [0, 0, 1]


@pytest.mark.parametrize("way", ["dies_mid_stream", "dies_after_command"])
def test_a_scanner_that_dies_on_the_way_has_said_nothing(somebody, scanner, way):
    file = kept(somebody, b"text " * 500_000)
    setattr(scanner, way, True)
    assert scan_due_files() == 0
    file.refresh_from_db()
    assert (file.scan, file.is_handed_out, path_of(file).exists()) == (Scan.PENDING, False, True)
    setattr(scanner, way, False)
    wait_over()
    assert scan_due_files() == 1
    file.refresh_from_db()
    assert file.scan == Scan.CLEAN


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"", b"OK\0", b"stream: OK but\0", b"\xff\xfe"]
)
def test_what_is_no_verdict_is_none(somebody, scanner, answer):
    file = kept(somebody)
    scanner.answer = answer
    assert scan_due_files() == 0
    file.refresh_from_db()
    assert file.scan == Scan.PENDING
    assert file.scan_note


def test_bytes_that_are_lost_keep_the_file_in_quarantine(somebody, scanner):
    file = kept(somebody)
    path_of(file).unlink()
    assert scan_due_files() == 0
    file.refresh_from_db()
    assert (file.scan, file.scan_attempts) == (Scan.PENDING, 1)


def test_a_worker_that_died_before_it_destroyed_the_bytes_is_followed_by_one_that_does(somebody, scanner):
    file = kept(somebody, files.EICAR)
    Attachment.objects.update(scan=Scan.INFECTED, scanned_at=timezone.now(), scan_note="Eicar")
    place = path_of(file)
    scan_due_files()
    file.refresh_from_db()
    assert (place.exists(), file.file.name) == (False, "")


def test_a_worker_that_died_with_a_claim_is_followed_by_another_once_the_claim_has_run_out(somebody, scanner):
    file = kept(somebody)
    assert scanning._claim(file, now=timezone.now())
    assert scan_due_files() == 0
    wait_over()
    assert scan_due_files() == 1


def test_a_claim_is_given_once(somebody, scanner):
    file = kept(somebody)
    assert [scanning._claim(file, now=timezone.now()) for _turn in range(3)] == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once_about_each_file(scanner):
    somebody = accounts.person()
    for _each in range(6):
        kept(somebody)
    start = threading.Barrier(2)
    verdicts = []

    def work():
        start.wait()
        try:
            verdicts.append(scan_due_files())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(verdicts) == 6
    assert scanner.conversations == 6
    assert set(Attachment.objects.values_list("scan", flat=True)) == {Scan.CLEAN}


def test_a_file_quarantined_before_the_scanner_was_taken_away_stays_until_somebody_decides(somebody, settings):
    settings.CLAMD_ADDRESS = NOWHERE
    file = kept(somebody)
    with pytest.raises(CommandError, match="CLAMD_ADDRESS is set"):
        call_command("release_pending_files")
    settings.CLAMD_ADDRESS = ""
    assert scan_due_files() == 0
    file.refresh_from_db()
    assert file.scan == Scan.PENDING
    call_command("release_pending_files")
    file.refresh_from_db()
    assert file.scan == Scan.UNSCANNED


def test_the_scanner_is_found_by_a_socket_in_the_file_system_too(tmp_path):
    class Local(socketserver.ThreadingUnixStreamServer):
        conversations, answer, seen = 0, None, []
        dies_mid_stream = dies_after_command = False
        gate = threading.Event()

    Local.gate.set()
    with Local(str(tmp_path / "clamd"), Conversation) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        assert malware_in([files.EICAR], address=f"unix://{tmp_path}/clamd") == "Eicar-Test-Signature"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("address", ["clamd", "http://x:1", "tcp://", "tcp://127.0.0.1:x", "unix:///nowhere/clamd"])
def test_an_address_that_is_none_is_a_scanner_that_is_away(address):
    with pytest.raises(ScannerAway):
        malware_in([b"x"], address=address)


def test_the_sweep_is_on_the_clock(settings, somebody, scanner):
    file = kept(somebody)
    assert sweep.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    sweep()
    file.refresh_from_db()
    assert file.scan == Scan.CLEAN
