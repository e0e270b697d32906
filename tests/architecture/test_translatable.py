"""Sentences are translated whole: no half sentences, no text glued together, no line breaks in message ids."""

import ast
import re

import pytest

from tests.architecture.project import code, name_of, templates, tree_of

UNTRIMMED = re.compile(r"\{%\s*(?:blocktranslate(?![^%]*\btrimmed\b)|blocktrans\b|trans\b)[^%]*%\}")
LITERALS = {  # how many of the first arguments are texts
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "npgettext": 3,
    "npgettext_lazy": 3,
}


def called(node):
    """The bare name of what is called, if this is a call."""
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def offends(node):
    """True for a message id that is computed, or a translation that is glued to something."""
    if called(node) in LITERALS:
        texts = node.args[: LITERALS[called(node)]]
        return not all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return any(called(side) in LITERALS for side in (node.left, node.right))
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) and called(part.value) in LITERALS for part in node.values)
    return False


def offences(tree):
    """The lines that cannot be translated well."""
    return sorted({node.lineno for node in ast.walk(tree) if offends(node)})


def test_code_translates_whole_sentences():
    found = {name_of(path): offences(tree_of(path)) for path in code()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_templates_trim_what_they_translate():
    found = {name_of(path): UNTRIMMED.findall(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: tags for name, tags in found.items() if tags} == {}


@pytest.mark.parametrize(
    "snippet",
    [
        "_(f'{n} pledges')",
        "_('pledges' + suffix)",
        "_('%s pledges' % n)",
        "_('{} pledges'.format(n))",
        "pgettext('status', word)",
        "ngettext('a pledge', f'{n} pledges', n)",
        "_('Pledge: ') + title",
        "title + gettext('!')",
        "f'{_(\"Pledge\")}: {title}'",
    ],
)
def test_the_checker_finds_glue(snippet):
    assert offences(ast.parse(snippet)) != []


@pytest.mark.parametrize(
    "snippet",
    [
        "_('%(n)s pledges') % {'n': n}",
        "pgettext_lazy('status', 'Draft')",
        "ngettext('%(n)s pledge', '%(n)s pledges', n) % {'n': n}",
        "title, _ = pair",
    ],
)
def test_the_checker_lets_whole_sentences_pass(snippet):
    assert offences(ast.parse(snippet)) == []


@pytest.mark.parametrize(
    ("tag", "is_found"),
    [
        ("{% blocktranslate %}", True),
        ("{% blocktranslate with n=total %}", True),
        ("{% trans 'x' %}", True),
        ("{% blocktrans trimmed %}", True),
        ("{% blocktranslate trimmed %}", False),
        ("{% blocktranslate trimmed count n=total %}", False),
        ("{% blocktranslate count n=total trimmed %}", False),
        ("{% translate 'x' %}", False),
    ],
)
def test_the_checker_knows_a_trimmed_tag(tag, is_found):
    assert bool(UNTRIMMED.search(tag)) is is_found
