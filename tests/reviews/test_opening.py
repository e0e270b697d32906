"""The text to begin with: facts as sentences, in the language of the review, never longer than a statement."""

from datetime import date

import pytest
from django.utils import translation

from reviews.selectors import ObjectiveFacts, opening_text, published_facts
from reviews.states import STATEMENT_MAX
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


def opening(language="en", number=7):
    return opening_text(published_facts("PRT", moment=current_moment()).on(number), language=language)


def test_each_record_is_a_line(desk):
    reported, silent = desk.pledge(title="Reported"), desk.pledge(title="Silent")
    desk.update(reported, narrative="Two offices opened.", speaks_for_on=date(2026, 6, 1))
    measure, tool = desk.measure(), desk.tool(objectives=(7,))
    need = desk.need(main_objective_id=7)

    assert opening().split("\n") == [
        f"Pledge “Silent” ({silent.reference}): no progress reported yet.",
        f"Pledge “Reported” ({reported.reference}): In progress on 1 June 2026.",
        f"Measure of the national plan “A sample measure” ({measure.reference}): Short term.",
        f"Tool “A sample tool” ({tool.reference}): In place.",
        f"Need for support “Sample trainers” ({need.reference}): Short term.",
        f"{reported.reference}: Two offices opened.",
    ]


def test_it_is_in_the_language_of_the_review_whatever_the_page_s(desk):
    desk.update(desk.pledge())
    with translation.override("ar"):
        in_english = opening("en")

    assert "In progress on 1 June 2026" in in_english
    assert "1 juin 2026" in opening("fr")


def test_a_narrative_in_another_language_is_left_out(desk):
    desk.update(desk.pledge(), narrative="Deux bureaux ouverts.", language="fr")

    assert "Deux bureaux" not in opening("en")
    assert "Deux bureaux" in opening("fr")


def test_without_facts_there_is_no_text(desk):
    assert opening() == ""
    assert opening_text(ObjectiveFacts(7), language="en") == ""


def test_what_does_not_fit_is_counted(desk):
    for number in range(12):
        desk.pledge(title=f"Pledge {number} " + "x" * 180)

    text = opening()
    kept = text.count("no progress reported yet")
    assert len(text) <= STATEMENT_MAX
    assert text.endswith(f"And {12 - kept} more.")
    assert 6 < kept < 12
