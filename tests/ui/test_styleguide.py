"""All components on one page: it renders without a record, breaks no rule of ours, and holds up in a browser."""

import mimetypes
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.accessibility import WCAG, broken_rules

SHEETS = sorted((settings.BASE_DIR / "static/css").rglob("*.css"))
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_renders_in_every_language_without_database_session_or_cookie(client, language):
    answer = client.get(f"/{language}/styleguide/")
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "Cookie" not in answer.get("Vary", "")
    assert answer.content.decode().count("<h1") == 1


def test_it_shows_every_component(client):
    shown = client.get("/en/styleguide/")
    used = {template.name for template in shown.templates if template.name}
    components = {
        f"components/{path.name}" for path in (settings.BASE_DIR / "templates/components").glob("*.html")
    } - {"components/account_bar.html", "components/messages_list.html", "components/_ways_on.html"}
    # Kept once they are drawn: whether this page drew them depends on what was shown before.
    components -= {f"components/{name}.html" for name in ("objective_chip", "_objective", "options")}
    assert components - used == {"components/alternates.html"}


def test_no_id_is_used_twice(client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/en/styleguide/").content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_no_style_or_script_stands_in_the_page(client):
    text = client.get("/en/styleguide/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! src=)", text)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheets_know_no_left_and_no_right(sheet):
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    physical = re.findall(
        r"(?:^|[;{\s])((?:[\w-]+-)?(?:left|right)(?:-[\w-]+)?\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right))",
        rules,
    )
    assert physical == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_rule_is_in_a_layer(sheet):
    outside = re.sub(r"/\*.*?\*/|@layer [\w, ]+;", "", sheet.read_text(), flags=re.S).strip()
    assert re.fullmatch(r"@layer \w+ \{.*\}", outside, flags=re.S)


@pytest.fixture
def visit(client, chromium):
    """Opens an address of ours in the browser. The test client answers, so that no server and no record is needed."""
    contexts = []

    def answer(route):
        path = urlsplit(route.request.url).path
        if path.startswith(settings.STATIC_URL):
            file = settings.BASE_DIR / "static" / path.removeprefix(settings.STATIC_URL)
            return route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0])
        found = client.get(path)
        return route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.content)

    def visited(address, **options):
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.route("**/*", answer)
        page.goto(f"http://localhost{address}")
        return page

    yield visited
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_every_width_and_breaks_no_rule_of_accessibility(visit, language):
    page = visit(f"/{language}/styleguide/")
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    broken = broken_rules(page, rules=[*WCAG, "best-practice"])
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in broken] == []
    assert page.complaints == []


@pytest.mark.browser
def test_what_is_pressed_is_large_enough_on_a_phone(visit):
    page = visit("/en/styleguide/", viewport={"width": 360, "height": 800})
    small = page.evaluate(
        """[...document.querySelectorAll('nav a, .button, summary, input[type=checkbox], input[type=radio], select')]
        .map((e) => (e.type === 'checkbox' || e.type === 'radio' ? e.parentElement : e))
        .filter((e) => e.getBoundingClientRect().height < 24).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.browser
def test_characters_are_counted_as_they_are_written(visit):
    page = visit("/en/styleguide/")
    page.fill("#id_description", "ab\ncd 👋")
    expect(page.locator("#id_description_count [data-count-now]")).to_have_text("8")
    expect(page.locator("#id_description_count")).to_have_attribute("data-state", "under")


@pytest.mark.browser
def test_without_script_everything_is_there(visit):
    page = visit("/ar/styleguide/", java_script_enabled=False)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("details.disclosure summary").first.click()
    expect(page.locator("details[open] table")).to_have_count(1)


@pytest.mark.browser
def test_the_keyboard_meets_the_way_past_the_navigation_first(visit):
    page = visit("/en/styleguide/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
