"""Every app has the same few files, so that everybody knows where to look."""

import re

import pytest

from tests.architecture.project import APPS, PACKAGES, ROOT, code, name_of

FILES = {
    "states",
    "exceptions",
    "querysets",
    "rules",
    "validators",
    "models",
    "selectors",
    "services",
    "forms",
    "tasks",
}
FILES |= {"tasks", "views", "api", "urls", "apps", "translation", "management", "templatetags", "migrations"}
MORE = {  # what one app needs and no other, and why
    "accounts": {"adapter", "middleware", "pages"},  # allauth's own hook, and the doors
    "api": {"pages"},  # what each address offers, and how that is described
    "ui": {"cells", "charts", "days", "grids", "pictures", "samples", "words"},  # pictures, style guide, words, days
    "workflow": {"pages"},  # how a public page is served by publication
    "reports": {"typst"},  # a file, not code: the form of a report
    "typesetting": {
        "blocks",
        "compiler",
        "drawings",
        "fonts",
        "glyphs",
        "pixels",
        "spoken",
    },  # what files are made of and set in
    "moderation": {"pages"},  # who is let in, and the way back
    "drafting": {"typst"},  # a file, not code: the form of a receipt
    "peer_review": {"typst"},  # a file, not code: the form of the page of thanks
}
NOT_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base", "mixins", "core", "signals"})


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_only_the_files_everybody_knows(app):
    found = {
        path.stem
        for path in (ROOT / app).iterdir()
        if path.name not in {"__init__.py", "__pycache__"} and not path.name.startswith(".")
    }
    assert found - FILES - MORE.get(app, set()) == set()


def test_no_module_has_a_name_that_says_nothing():
    everywhere = [*code(tests=True)]
    named = {name_of(path) for path in everywhere if NOT_NAMES & {path.stem, *path.relative_to(ROOT).parent.parts}}
    assert named == set()


def test_tests_stand_where_their_code_stands():
    known = {*PACKAGES, "architecture", "journeys", "factories", "bench", "faults"}
    found = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found - known == set()


def test_the_glossary_points_at_files_that_exist():
    pointed = re.findall(r"`([\w/]+\.(?:py|json|md))`", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    assert {name for name in pointed if not (ROOT / name).is_file()} == set()
    assert pointed != []
