"""How the figures are made, and what the words mean: complete, and no other than the code's own."""

import re
from importlib import import_module

import pytest

from dashboard.selectors.glossary import GLOSSARY
from dashboard.selectors.method import RULES
from tests.architecture.project import ROOT
from tests.dashboard.test_home import text_of

pytestmark = pytest.mark.django_db


def test_every_public_figure_has_a_rule_that_explains_it():
    public = {*import_module("progress.selectors.figures").__all__, "at_stages"} - {"REGIONS"}
    explained = {name for rule in RULES for name in rule.functions}
    assert explained == public


def test_rules_and_words_have_an_anchor_each():
    anchors = [rule.anchor for rule in RULES]
    words = [term.anchor for _heading, terms in GLOSSARY for term in terms]
    assert (len(set(anchors)), len(set(words))) == (len(RULES), len(words))


def test_every_word_is_one_of_the_projects_own():
    known = re.findall(r"^\| \*\*(.+?)\*\*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.M)
    plain = {re.sub(r" \(.*\)", "", word) for word in known} | {"Compact", "Forum", "round table"}
    assert {term.name for _heading, terms in GLOSSARY for term in terms} - plain == set()


def test_the_method_page_says_what_the_figures_rest_on_now(client, desk):
    desk.update(desk.pledge())
    desk.pledge(objectives=(), covers_whole_compact=True)
    words = text_of(client.get("/en/method/"))
    for line in ("On record 2", "naming objectives 1", "on the Compact as a whole 1", "without any update 1"):
        assert line in words
    assert "It counts as recent for 365 days after the day it speaks for" in words
    assert words.count("What it cannot say:") == sum(bool(rule.cannot) for rule in RULES)


@pytest.mark.parametrize(("page", "anchors"), [("method", [rule.anchor for rule in RULES]), ("glossary", ["stage"])])
def test_other_pages_can_lead_to_each_part(client, page, anchors):
    shown = client.get(f"/en/{page}/").content.decode()
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in shown] == []
    assert f'href="/en/{page}/"' in client.get("/en/objectives/7/").content.decode()


def test_they_take_the_same_queries_for_any_number(client, desk, django_assert_num_queries):
    for count in (1, 2):
        for _ in range(count):
            desk.update(desk.pledge())
        with django_assert_num_queries(5):
            client.get("/en/method/")


@pytest.mark.parametrize("page", ["", "objectives/7/", "forums/2026/round-tables/4/"])
def test_the_figures_of_a_page_lead_to_how_they_are_made(client, page):
    shown = client.get(f"/en/{page}").content.decode()
    anchors = re.findall(r'href="/en/method/#([a-z-]+)"', shown)
    method = client.get("/en/method/").content.decode()
    assert ({"pledges", "updates"} <= set(anchors), [each for each in anchors if f'id="{each}"' not in method]) == (
        True,
        [],
    )
