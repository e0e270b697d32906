"""Tests in a browser wait for what they expect: an answer read at once is read too early on a busy machine."""

import ast

from django.conf import settings

AT_ONCE = {
    "all_inner_texts", "all_text_contents", "count", "get_attribute", "inner_text", "input_value", "is_checked",
    "is_visible", "text_content",
}  # fmt: skip


def read_at_once(source):
    """The lines with an assertion on what a locator says at this moment."""
    asserted = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert)]
    calls = [call for each in asserted for call in ast.walk(each) if isinstance(call, ast.Call)]
    return sorted({call.lineno for call in calls if is_read(call.func)})


def is_read(function):
    """Whether it is one of those, of something that a page was asked for."""
    if not isinstance(function, ast.Attribute) or function.attr not in AT_ONCE:
        return False
    inside = {node.attr for node in ast.walk(function.value) if isinstance(node, ast.Attribute)}
    return any(name == "locator" or name.startswith("get_by_") for name in inside)


def test_no_assertion_reads_a_page_without_waiting():
    files = sorted((settings.BASE_DIR / "tests").rglob("test_*.py"))
    found = {file.name: lines for file in files if (lines := read_at_once(file.read_text()))}
    assert found == {}


def test_it_would_be_found():
    source = 'assert page.locator("li").count() == 1\nassert Pledge.objects.count() == 1\n'
    assert read_at_once(source) == [1]
    assert read_at_once('assert page.get_by_role("link").first.inner_text() == "x"') == [1]
