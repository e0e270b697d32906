"""Public pages as functions of publication, day, address and release."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import User
from workflow import selectors
from workflow.pages import public_page
from workflow.selectors import forget_present, present_moment
from workflow.services import publish_reference_edit

pytestmark = pytest.mark.django_db


class Page:
    """A view that counts how often it was asked to render."""

    def __init__(self, status=200):
        self.rendered, self.status = 0, status
        self.view = public_page(self.render)

    def render(self, request, *, moment):
        self.rendered += 1
        return HttpResponse(f"publication {moment.publication}", status=self.status)

    def get(self, path="/en/", **headers):
        return self.view(RequestFactory().get(path, headers=headers))


Page.render.__module__ = __name__


def publish():
    publish_reference_edit(by=User.objects.system(), note="for the test")


def test_a_page_is_rendered_once_per_publication_and_address():
    page = Page()
    first, again = page.get(), page.get()
    assert (first.content, again.content, page.rendered) == (again.content, first.content, 1)
    page.get("/fr/")
    assert page.rendered == 2
    publish()
    assert page.get().content != first.content
    assert page.rendered == 3


def test_a_visitor_who_has_the_page_gets_304_and_nothing_is_rendered_or_fetched(django_assert_num_queries):
    page = Page()
    etag = page.get()["ETag"]
    caches["pages"].clear()
    with django_assert_num_queries(1):
        answer = page.get(**{"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer["ETag"], page.rendered) == (304, b"", etag, 1)
    assert page.get(**{"If-None-Match": f"W/{etag}"}).status_code == 304
    publish()
    assert page.get(**{"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_for_a_while_a_page_need_not_ask_what_is_latest_but_never_misses_a_publication_made_here(
    settings, django_assert_num_queries
):
    settings.PUBLICATION_KNOWN_SECONDS = 600
    forget_present()
    page = Page()
    before = page.get().content
    with django_assert_num_queries(0):
        assert page.get("/fr/").content == before
    publish()
    assert page.get().content != before
    forget_present()


def test_what_is_latest_is_asked_again_after_the_time_that_is_set(settings, monkeypatch):
    settings.PUBLICATION_KNOWN_SECONDS = 10
    now = [1000.0]
    monkeypatch.setattr(selectors, "time", SimpleNamespace(monotonic=lambda: now[0]))
    forget_present()
    before = present_moment().publication
    publish()  # not committed, as if by another process
    assert present_moment().publication == before
    now[0] += 11
    assert present_moment().publication == before + 1
    forget_present()


def test_another_day_and_another_release_are_another_page(settings):
    page = Page()
    with time_machine.travel(datetime(2026, 11, 22, 23, 59, tzinfo=UTC), tick=False):
        today = page.get()["ETag"]
    with time_machine.travel(datetime(2026, 11, 23, 0, 1, tzinfo=UTC), tick=False):
        tomorrow = page.get()["ETag"]
        settings.RELEASE = "another"
        released = page.get()["ETag"]
    assert len({today, tomorrow, released}) == 3


def test_what_is_not_found_is_not_kept():
    page = Page(status=404)
    page.get()
    answer = page.get()
    assert (answer.status_code, page.rendered, answer.has_header("ETag")) == (404, 2, False)


def test_a_public_page_is_only_read():
    assert Page().view(RequestFactory().post("/en/")).status_code == 405


def test_a_page_says_how_it_may_be_kept_and_that_it_is_public():
    page = Page()
    assert page.get()["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert page.view.is_public is True
