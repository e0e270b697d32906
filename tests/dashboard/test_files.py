"""Files of public records: there as long as their record is, and not a moment longer."""

import pytest
from django.urls import reverse

from attachments.states import Scan
from tests.factories import accounts, pledges, progress
from tests.factories import attachments as files
from workflow import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


def with_file(pledge, **fields):
    file = files.stored(pledge.author, content=b"what we decided", **fields)
    pledge.attachments.add(file)
    return file


def status(answer):
    """Its code, the file read to its end, which closes it."""
    assert b"".join(answer.streaming_content)
    return answer.status_code


def address(pledge, file):
    return reverse("pledges:file", args=[pledge.reference, file.pk])


def test_a_public_records_file_is_downloaded_by_anybody(client, focal, moderator):
    pledge = pledges.published(focal, moderator)
    file = with_file(pledge, name="قرار.pdf")
    answer = client.get(address(pledge, file))
    assert b"".join(answer.streaming_content) == b"what we decided"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%D9%82%D8%B1%D8%A7%D8%B1.pdf"
    assert answer["Cache-Control"] == "private, no-cache"
    assert not answer.cookies


@pytest.mark.parametrize("scan", [Scan.PENDING, Scan.INFECTED])
def test_what_is_not_found_clean_is_not_public(client, focal, moderator, scan):
    pledge = pledges.published(focal, moderator)
    assert client.get(address(pledge, with_file(pledge, scan=scan))).status_code == 404


def test_a_file_goes_with_its_record(client, focal, moderator):
    pledge = pledges.published(focal, moderator)
    file = with_file(pledge)
    assert status(client.get(address(pledge, file))) == 200
    services.retract(pledge, by=moderator, note="It was a mistake.")
    assert client.get(address(pledge, file)).status_code == 404


def test_nothing_unpublished_is_handed_out(client, focal):
    waiting = pledges.submitted(focal)
    assert client.get(address(waiting, with_file(waiting))).status_code == 404


def test_another_records_file_is_not_found_under_this_one(client, focal, moderator):
    pledge, other = pledges.published(focal, moderator), pledges.published(focal, moderator)
    assert client.get(address(pledge, with_file(other))).status_code == 404


def test_a_file_of_an_update_is_public_as_long_as_update_and_pledge_are(client, focal, moderator):
    pledge = pledges.published(focal, moderator)
    update = progress.published(focal, moderator=moderator, about=pledge.record)
    file = with_file(update)
    path = reverse("pledges:update_file", args=[pledge.reference, update.reference, file.pk])
    assert status(client.get(path)) == 200
    assert client.get(address(pledge, file)).status_code == 404
    services.retract(pledge, by=moderator, note="It was a mistake.")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("odd", ["0", "99999999999999999999999", "abc", "-1"])
def test_odd_numbers_are_missing_pages(client, focal, moderator, odd):
    pledge = pledges.published(focal, moderator)
    assert client.get(f"/en/pledges/{pledge.reference}/files/{odd}/").status_code == 404


def test_nothing_is_posted_here(client, focal, moderator):
    pledge = pledges.published(focal, moderator)
    assert client.post(address(pledge, with_file(pledge))).status_code == 405
