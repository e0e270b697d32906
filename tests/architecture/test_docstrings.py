"""Modules say what they are, verbs and reads say what they promise."""

import ast

from tests.architecture.project import code, name_of, tree_of

PROMISES = frozenset({"services", "selectors", "rules", "tasks", "models", "querysets", "exceptions", "states"})
SPEAKS_FOR_ITSELF = frozenset({"get_absolute_url", "message"})


def public_without_promise(body, *, inside=""):
    """Functions and classes others use, and public methods, that say nothing about themselves."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or node.name in SPEAKS_FOR_ITSELF or (inside and node.name == "Meta"):
            continue
        if ast.get_docstring(node) is None:
            yield f"{inside}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from public_without_promise(node.body, inside=f"{node.name}.")


def test_every_module_says_what_it_is():
    assert [
        name_of(path) for path in code(tests=True) if tree_of(path).body and ast.get_docstring(tree_of(path)) is None
    ] == []


def test_every_public_verb_and_read_says_what_it_promises():
    found = {
        name_of(path): list(public_without_promise(tree_of(path).body))
        for path in code()
        if PROMISES & {path.stem, path.parent.name}
    }
    assert {name: missing for name, missing in found.items() if missing} == {}


def test_the_checker_finds_what_is_missing():
    tree = ast.parse('class A:\n    "What."\n    def b(self): pass\n    def _c(self): pass\ndef d(): pass')
    assert list(public_without_promise(tree.body)) == ["A.b", "d"]
