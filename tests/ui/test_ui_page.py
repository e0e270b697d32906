"""The furniture of pages: navigation, account bar, the pages for when something is wrong."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from tests.ui.test_ui import rendered
from ui.templatetags.ui import page


def request_for(name, below=""):
    return RequestFactory().get(reverse(name) + below)


@pytest.mark.parametrize(
    ("below", "marked"), [("", 'aria-current="page">Pledges'), ("GCM-PL-2026-00042/", 'aria-current="true">Pledges')]
)
def test_the_navigation_marks_where_we_are(below, marked):
    text = rendered("{% main_nav request=request %}", request=request_for("pledges:list", below))
    assert marked in text
    assert text.count("aria-current") == 1


def test_the_dashboard_is_not_above_every_page():
    text = rendered("{% main_nav request=request %}", request=request_for("dashboard:home", "nowhere/"))
    assert "aria-current" not in text


def test_a_page_this_installation_has_not_is_left_out(monkeypatch):
    monkeypatch.setattr(page, "MAIN_PAGES", [("dashboard:home", "Dashboard"), ("atlas:list", "Atlas")])
    text = rendered("{% main_nav request=request %}", request=request_for("dashboard:home"))
    assert "Dashboard" in text
    assert "Atlas" not in text


def test_the_account_bar_says_who_speaks_for_whom_and_signs_out_by_post():
    person = SimpleNamespace(staff_role="", __str__=lambda: "x")
    text = rendered(
        "{% account_bar user=user delegations=delegations %}", user=person, delegations=["Portugal"], csrf_token="t"
    )
    assert "<span>Portugal</span>" in text
    assert f'<form method="post" action="{reverse("account_logout")}">' in text
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="t">' in text
    assert reverse("moderation:queue") not in text


def test_the_account_bar_marks_where_we_are():
    request = request_for("desk:home")
    text = rendered("{% account_bar user=user %}", user=SimpleNamespace(staff_role=""), request=request)
    assert f'<a href="{request.path}" aria-current="page">Desk</a>' in text
    assert text.count("aria-current") == 1


def test_staff_find_the_queue_in_the_account_bar():
    text = rendered("{% account_bar user=user %}", user=SimpleNamespace(staff_role="moderator"))
    assert f'href="{reverse("moderation:queue")}"' in text


@pytest.mark.parametrize("template", ["500.html", "503.html"])
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("zh-hans", "ltr")])
def test_the_pages_of_last_resort_need_neither_request_nor_addresses(template, language, direction, settings):
    settings.ROOT_URLCONF = "tests.ui"
    with translation.override(language):
        text = render_to_string(template)
    assert f'<html lang="{language}" dir="{direction}">' in text
    assert text.count("<h1") == 1


@pytest.mark.parametrize("template", ["403.html", "404.html", "429.html"])
def test_the_other_error_pages_are_ordinary_pages_that_are_not_indexed(template):
    text = render_to_string(template, request=RequestFactory().get("/en/nowhere/"))
    assert text.count("<h1") == 1
    assert '<meta name="robots" content="noindex">' in text
    assert "canonical" not in text
    assert "csrf" not in text
