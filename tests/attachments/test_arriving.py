"""Uploads that are too large fill neither memory nor disk."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory

from attachments.exceptions import TooLarge, TooMuchAtOnce
from attachments.validators import arriving
from attachments.validators.arriving import ArrivingFile, waiting_room

MB = 1024 * 1024


@pytest.fixture
def limits(monkeypatch):
    """Smaller ones, so that the tests stay quick; all above what Django keeps in memory."""
    monkeypatch.setattr(arriving, "MAX_BYTES", 3 * MB)
    monkeypatch.setattr(arriving, "MAX_REQUEST_BYTES", 7 * MB)


@pytest.fixture
def sent(limits):
    """What a request with files of these sizes brings, and closes at its end."""
    requests = []

    def send(*sizes):
        given = [SimpleUploadedFile(f"{number}.txt", b"a" * size) for number, size in enumerate(sizes)]
        request = RequestFactory().post("/", {"title": "typed", "files": given})
        requests.append(request)
        assert request.POST["title"] == "typed"
        return request.FILES.getlist("files")

    yield send
    for request in requests:
        request.close()


def waiting():
    return sum(path.stat().st_size for path in Path(waiting_room()).glob("*"))


def test_a_small_request_stays_in_memory_as_ever(sent):
    (file,) = sent(1000)
    assert isinstance(file, InMemoryUploadedFile)
    assert file.read() == b"a" * 1000


def test_a_large_file_waits_beside_where_it_will_be_kept(sent):
    (file,) = sent(3 * MB)
    assert isinstance(file, ArrivingFile)
    assert (file.size, file.refusal, len(file.read())) == (3 * MB, None, 3 * MB)
    assert Path(file.temporary_file_path()).parent == Path(django_settings.MEDIA_ROOT) / "arriving"


def test_a_file_beyond_the_limit_is_counted_and_not_kept(sent):
    (file,) = sent(6 * MB)
    assert (file.size, file.refusal, file.read()) == (6 * MB, TooLarge, b"")
    assert waiting() == 0


def test_others_in_the_same_request_are_kept(sent):
    large, small = sent(4 * MB, 1000)
    assert (large.refusal, small.refusal, small.read()) == (TooLarge, None, b"a" * 1000)


def test_beyond_the_limit_of_a_request_nothing_more_is_written(sent):
    first, second, third = sent(3 * MB, 3 * MB, 3 * MB)
    assert (first.refusal, second.refusal, third.refusal) == (None, None, TooMuchAtOnce)
    assert waiting() == 6 * MB


def test_the_real_limits_are_25_megabytes_a_file_and_four_of_them_a_request():
    assert (arriving.MAX_BYTES, arriving.MAX_REQUEST_BYTES) == (25 * MB, 100 * MB)


def test_the_proxy_lets_just_as_much_through():
    text = (Path(django_settings.BASE_DIR) / "deploy" / "nginx.conf").read_text()
    assert "client_max_body_size 101m;" in text
    assert "files" not in text.replace("mime.types", "").partition("http {")[2].split("client_max_body_size")[0]
