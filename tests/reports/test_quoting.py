"""Which texts a report quotes: a rule that favours nobody, and nothing that is lost."""

from datetime import date
from types import SimpleNamespace

import pytest

from dashboard.selectors.said import Said
from reports.selectors.facts.quoting import LONG, by_objective, quoted


def said(text, owner, number, *, on=date(2026, 6, 1), objectives=()):
    party = SimpleNamespace(pk=owner)
    reference = f"GCM-PU-2026-{number:05d}"
    return Said(text, "en", party, on, reference, f"/en/pledges/x/#{reference}", objectives=objectives)


def texts(found):
    return [each["text"] for each in found["quotes"]]


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://portal.example"


def test_everybody_speaks_once_before_anybody_speaks_twice():
    found = quoted(
        [said("A1", "PRT", 1), said("A2", "PRT", 2), said("A3", "PRT", 3), said("B", "KEN", 4), said("C", "MEX", 5)],
        at_most=4,
    )
    assert texts(found) == ["A1", "B", "C", "A2"]


def test_of_one_owner_the_newest_comes_first():
    old, new = said("Old", "PRT", 1, on=date(2025, 1, 1)), said("New", "PRT", 2, on=date(2026, 1, 1))
    assert texts(quoted([old, new], at_most=1)) == ["New"]


def test_within_a_round_the_order_is_that_of_the_references_whatever_the_order_given():
    given = [said("C", "MEX", 3), said("A", "PRT", 1), said("B", "KEN", 2)]
    assert texts(quoted(given, at_most=9)) == texts(quoted(reversed(given), at_most=9)) == ["A", "B", "C"]


def test_what_is_not_quoted_is_listed_with_where_it_stands():
    found = quoted([said("A", "PRT", 1), said("B", "KEN", 2), said("C", "MEX", 3)], at_most=1)
    assert found["said"] == 3
    assert found["listed"] == [
        [f"GCM-PU-2026-{n:05d}", f"https://portal.example/en/pledges/x/#GCM-PU-2026-{n:05d}"] for n in (2, 3)
    ]


def test_a_text_without_words_is_none():
    assert quoted([said("", "PRT", 1)], at_most=3) == {"said": 0, "quotes": [], "listed": []}


def test_a_text_is_quoted_under_its_first_objective_and_listed_under_the_others():
    found = by_objective([said("A", "PRT", 1, objectives=[7, 17]), said("B", "KEN", 2)], at_most=3)
    assert {number: texts(each) for number, each in found.items()} == {"0": ["B"], "7": ["A"], "17": []}
    assert [reference for reference, _url in found["17"]["elsewhere"]] == ["GCM-PU-2026-00001"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a" * LONG, "a" * LONG),
        ("word " * LONG, ("word " * LONG)[:LONG].rpartition(" ")[0]),
        ("字" * (LONG + 1), "字" * LONG),
    ],
)
def test_a_long_text_is_cut_at_a_word_or_in_scripts_without_spaces_at_a_sign(text, kept):
    (quote,) = quoted([said(text, "PRT", 1)], at_most=1)["quotes"]
    assert (quote["text"], quote["is_cut"]) == (kept, kept != text)
