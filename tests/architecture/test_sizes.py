"""Nothing grows past what can be read at one sitting."""

import ast

from tests.architecture.project import ROOT, code, name_of, templates, tree_of

FUNCTION, FILE, TEST_FILE, TEMPLATE, SETTINGS = 40, 300, 500, 120, 450


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_functions_have_at_most_40_lines():
    assert {
        f"{name_of(path)}:{node.lineno} {node.name}": size
        for path in code(tests=True)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := node.end_lineno - node.lineno + 1) > FUNCTION
    } == {}


def test_modules_have_at_most_300_lines():
    settings = ROOT / "gcm_portal" / "settings.py"
    assert {name_of(path): lines_of(path) for path in code() if path != settings and lines_of(path) > FILE} == {}
    assert lines_of(settings) <= SETTINGS


def test_test_modules_have_at_most_500_lines():
    assert {
        name_of(path): lines_of(path) for path in code(tests=True) if path not in code() and lines_of(path) > TEST_FILE
    } == {}


def test_templates_have_at_most_120_lines():
    assert {name_of(path): lines_of(path) for path in templates() if lines_of(path) > TEMPLATE} == {}
