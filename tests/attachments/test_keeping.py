"""Keeping what was handed in, erasing what nobody refers to."""

import hashlib
import os
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from attachments.exceptions import MacroFile, TooMuchAtOnce
from attachments.models import Attachment, hindrances
from attachments.selectors import referring, unfit, unsettled, unused
from attachments.services import erase_unused_files, keep_file, keeping
from attachments.states import MAX_BYTES, Scan
from attachments.tasks import erase_unused_files as sweep
from attachments.validators.arriving import waiting_room
from tests.factories import accounts, pledges
from tests.factories import attachments as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody():
    return accounts.person()


def on_disk():
    root = Path(django_settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.exists() else []


def test_a_file_is_kept_whole_under_a_random_name_without_an_ending(somebody):
    content = files.office("docx")
    file = keep_file(files.upload(content, "../../خطة العمل\u202e.docx"), by=somebody)
    assert (file.name, file.size, file.kind) == ("خطة العمل.docx", len(content), "docx")
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert re.fullmatch(r"attachments/\d{4}/\d{2}/[A-Za-z0-9]{40}", file.file.name)
    assert [path.read_bytes() for path in on_disk()] == [content]
    assert Attachment.objects.get() == file
    assert file.uploaded_by == somebody


def test_what_is_refused_leaves_nothing_behind(somebody):
    with pytest.raises(MacroFile):
        keep_file(files.upload(files.office("docx", ("word/vbaProject.bin", b"x")), "a.docx"), by=somebody)
    assert on_disk() == []
    assert not Attachment.objects.exists()


def test_what_was_thrown_away_on_the_way_is_refused_for_that_reason(somebody):
    upload = files.upload(b"", "large.pdf")
    upload.refusal = TooMuchAtOnce
    with pytest.raises(TooMuchAtOnce) as refused:
        keep_file(upload, by=somebody)
    assert refused.value.message == (
        "“large.pdf” did not fit: at most 100 MB can be sent at once. Send it once more, by itself."
    )


def test_a_row_that_cannot_be_written_takes_its_bytes_along(somebody, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr(Attachment, "save", fail)
    with pytest.raises(DatabaseError):
        keep_file(files.upload(), by=somebody)
    assert on_disk() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"size": MAX_BYTES + 1},
        {"scan": Scan.CLEAN, "scanned_at": None},
        {"scan": Scan.INFECTED, "scanned_at": None},
        {"scan": Scan.UNSCANNED, "file": ""},
    ],
)
def test_the_database_refuses_a_row_that_cannot_be_true(somebody, wrong):
    file = files.stored(somebody)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(**wrong)


def test_every_relation_to_files_is_known_to_the_sweep():
    named = {f"{model._meta.label_lower}.{column}" for model, column in referring()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND "
            "confrelid = 'attachments_attachment'::regclass"
        )
        tables = {row[0] for row in cursor.fetchall()}
    assert tables == {model._meta.db_table for model, _column in referring()}
    assert "pledges.pledge_attachments.attachment" in named


def test_a_file_is_erased_30_days_after_nothing_refers_to_it_any_more(somebody):
    file = files.stored(somebody)
    assert (erase_unused_files(), Attachment.objects.count()) == (0, 1)
    Attachment.objects.update(unused_since=timezone.now() - keeping.KEPT_UNUSED + timedelta(hours=1))
    assert (erase_unused_files(), Attachment.objects.count(), len(on_disk())) == (0, 1, 1)
    Attachment.objects.update(unused_since=timezone.now() - keeping.KEPT_UNUSED)
    assert erase_unused_files() == 1
    assert (erase_unused_files(), Attachment.objects.count()) == (0, 0)
    assert file.file.name


@pytest.mark.django_db(transaction=True)
def test_the_bytes_go_when_the_row_is_certainly_gone():
    files.stored(accounts.person(), unused_since=timezone.now() - timedelta(days=31))
    call_command("erase_unused_files", verbosity=0)
    assert (Attachment.objects.count(), on_disk()) == (0, [])


def test_a_file_any_version_refers_to_stays_and_its_clock_is_set_back():
    focal = accounts.focal_point()
    file = files.stored(focal, unused_since=timezone.now() - timedelta(days=90))
    pledges.draft(focal).attachments.add(file)
    assert erase_unused_files() == 0
    file.refresh_from_db()
    assert file.unused_since is None
    assert list(unused()) == []


def test_a_file_that_came_back_into_use_between_the_two_looks_is_left(somebody, monkeypatch):
    files.stored(somebody, unused_since=timezone.now() - timedelta(days=31))
    pledge = pledges.draft(accounts.focal_point())
    erase = keeping._erase
    monkeypatch.setattr(keeping, "_erase", lambda pk: (pledge.attachments.add(pk), erase(pk))[1])
    assert erase_unused_files() == 0
    assert Attachment.objects.count() == 1


def test_what_a_killed_request_left_in_the_waiting_room_goes_after_a_day(somebody):
    waiting_room().mkdir(parents=True)
    old, new = waiting_room() / "upload-old", waiting_room() / "upload-new"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 90_000,) * 2)
    sweep()
    assert on_disk() == [new]


def test_the_sweep_is_on_the_clock(settings):
    assert sweep.name in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_what_stands_in_the_way_of_a_record_is_named(somebody):
    rows = {scan: files.stored(somebody, name=f"{scan}.txt", scan=scan) for scan in Scan.values}
    listed = Attachment.objects.all()
    assert unfit(listed) == [rows["infected"]]
    assert set(unsettled(listed)) == {rows["infected"], rows["pending"]}
    assert set(listed.handed_out()) == {rows["clean"], rows["unscanned"]}
    assert hindrances(listed) == {"attachments": "Remove these files, in which malware was found: infected.txt."}
    assert hindrances(listed.exclude(scan=Scan.INFECTED)) == {}
