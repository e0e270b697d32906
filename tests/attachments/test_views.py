"""How a file is handed out: as something to be saved, of which a browser knows nothing."""

import pytest
from django.http import Http404
from django.urls import get_resolver

from attachments.states import Scan
from attachments.views import as_download
from tests.factories import accounts
from tests.factories import attachments as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody():
    return accounts.person()


def handed_out(file):
    """The answer's bytes and headers, the answer closed."""
    answer = as_download(file)
    content = b"".join(answer.streaming_content)
    answer.close()
    return content, dict(answer.items())


def test_a_file_is_bytes_to_be_saved_and_nothing_may_run(somebody):
    content, headers = handed_out(files.stored(somebody, name="plan.html", content=b"<script>alert(1)</script>"))
    assert content == b"<script>alert(1)</script>"
    assert headers == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": 'attachment; filename="plan.html"',
        "Content-Length": "25",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
    }


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("plan.pdf", 'attachment; filename="plan.pdf"'),
        ("plan d’été.pdf", "attachment; filename*=utf-8''plan%20d%E2%80%99%C3%A9t%C3%A9.pdf"),
        ("año.pdf", "attachment; filename*=utf-8''a%C3%B1o.pdf"),
        ("خطة.pdf", "attachment; filename*=utf-8''%D8%AE%D8%B7%D8%A9.pdf"),
        ("План.pdf", "attachment; filename*=utf-8''%D0%9F%D0%BB%D0%B0%D0%BD.pdf"),
        ("计划.pdf", "attachment; filename*=utf-8''%E8%AE%A1%E5%88%92.pdf"),
    ],
)
def test_the_name_arrives_in_every_script(somebody, name, given):
    _content, headers = handed_out(files.stored(somebody, name=name))
    assert headers["Content-Disposition"] == given


@pytest.mark.parametrize("scan", [Scan.PENDING, Scan.INFECTED])
def test_what_is_not_found_clean_is_not_handed_out(somebody, scan):
    with pytest.raises(Http404):
        as_download(files.stored(somebody, scan=scan))


def test_bytes_that_are_lost_are_a_missing_page_and_no_error(somebody):
    file = files.stored(somebody)
    file.file.storage.delete(file.file.name)
    with pytest.raises(Http404):
        as_download(file)


def test_no_address_leads_into_the_folder_of_files(client, somebody, settings):
    file = files.stored(somebody)
    assert settings.MEDIA_URL in {"", "/"}
    assert "serve" not in {getattr(each.callback, "__name__", "") for each in _all(get_resolver().url_patterns)}
    for path in (f"/{file.file.name}", f"/files/{file.file.name}", f"/static/{file.file.name}", "/media/"):
        assert client.get(path).status_code == 404


def _all(patterns):
    for each in patterns:
        if hasattr(each, "url_patterns"):
            yield from _all(each.url_patterns)
        else:
            yield each
