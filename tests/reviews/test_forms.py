"""Every rule of the form: what was typed wrong, what is said about it, and everything typed still there."""

import pytest
from django.utils import translation

from drafting.forms import Kind
from reviews.forms import REVIEW
from reviews.models import Review
from reviews.states import ANSWER_MAX, ANSWERS, STATEMENT_MAX
from tests.factories import accounts
from tests.factories import reviews as factory

pytestmark = pytest.mark.django_db

TOO_MANY = "Use at most {limit} characters; there are {now} now."
LONG_STEPS = [(step.key, name) for step in REVIEW.steps for name in step.base_fields if name in ANSWERS]


def filled(item, step, **data):
    form = REVIEW.form(REVIEW.step(step), item, data)
    return form.is_valid(), form


def comes_back(form, data):
    """Everything typed is in the page again."""
    page = "".join(str(question) for question in form)
    return all(text in page for text in data.values())


def flat(choices):
    return [key for _group, entries in choices if isinstance(entries, list) for key, _words in entries]


def test_each_question_is_asked_in_exactly_one_step():
    asked = [name for step in REVIEW.steps for name in step.names()]

    assert isinstance(REVIEW, Kind)
    assert sorted(asked) == sorted(REVIEW.content.names)
    assert [step.key for step in REVIEW.steps] == [
        "which",
        "priorities",
        "tools",
        "statements-1",
        "statements-2",
        "statements-3",
        "statements-4",
        "overall",
    ]


def test_a_review_can_be_for_any_forum_and_the_regional_reviews_of_the_calendar(desk):
    choices = flat(REVIEW.form(REVIEW.step("which"), factory.draft(desk.portugal)).fields["occasion"].choices)

    assert choices == [
        "forum:2030",
        "forum:2026",
        "forum:2022",
        "regional:ECE:2024",
        "regional:ECE:2020",
        "regional:ECA:2024",
        "regional:ECA:2021",
        "regional:ECLAC:2025",
        "regional:ECLAC:2021",
        "regional:ESCAP:2025",
        "regional:ESCAP:2021",
        "regional:ESCWA:2024",
        "regional:ESCWA:2021",
    ]


def test_a_choice_that_left_the_calendar_can_be_kept(desk):
    review = factory.draft(desk.portugal)
    Review.objects.update(forum=None, region="ECE", region_year=2016)
    review.refresh_from_db()

    assert filled(review, "which", occasion="regional:ECE:2016", language="en")[0] is True
    assert filled(factory.draft(desk.portugal), "which", occasion="regional:ECE:2016", language="en")[0] is False


@pytest.mark.parametrize("given", ["forum:2024", "forum:", "regional:ECE:1999", "2026", "\x00", "forum:2026\x00"])
def test_an_occasion_nobody_offered_is_refused(desk, given):
    valid, form = filled(factory.draft(desk.portugal), "which", occasion=given, language="fr")

    assert (valid, list(form.errors), form["language"].value()) == (False, ["occasion"], "fr")


def test_the_occasion_can_stay_open_in_a_draft_and_the_language_cannot(desk):
    draft = factory.draft(desk.portugal)
    valid, form = filled(draft, "which", occasion="", language="fr")
    assert (valid, form.values) == (True, {"occasion": "", "language": "fr"})
    without, form = filled(draft, "which", occasion="", language="")
    assert (without, list(form.errors)) == (False, ["language"])


def test_a_second_review_for_a_forum_is_refused_and_leads_to_the_first(desk):
    first = desk.review()
    valid, form = filled(factory.draft(desk.portugal, occasion=""), "which", occasion="forum:2026", language="es")

    assert (valid, form.errors["occasion"]) == (
        False,
        [f"Your State’s review for this is published as {first.reference}. Amend it; there is one for each."],
    )
    assert (form["occasion"].value(), form["language"].value()) == ("forum:2026", "es")
    assert [(other.pk, other.title) for other in form.others] == [(first.pk, first.title)]


def test_another_state_s_reviews_are_not_listed_beside_it(desk):
    factory.draft(accounts.focal_point("FRA"), state="FRA")

    assert REVIEW.form(REVIEW.step("which"), factory.draft(desk.portugal)).others == []


@pytest.mark.parametrize(("step", "name"), LONG_STEPS)
def test_an_answer_has_3000_characters(desk, step, name):
    review = factory.draft(desk.portugal)
    typed = {name: "x" * (ANSWER_MAX + 1)}
    valid, form = filled(review, step, **typed)

    assert (valid, form.errors[name]) == (False, [TOO_MANY.format(limit=ANSWER_MAX, now=ANSWER_MAX + 1)])
    assert comes_back(form, typed)
    assert filled(review, step, **{name: "x" * ANSWER_MAX})[0] is True


@pytest.mark.parametrize(("step", "number"), [(1, 2), (2, 13), (3, 22), (4, 23)])
def test_a_statement_has_2000_characters(desk, step, number):
    typed = {f"statement_{number}": "y" * (STATEMENT_MAX + 1)}
    valid, form = filled(factory.draft(desk.portugal), f"statements-{step}", **typed)

    assert valid is False
    assert form.errors == {f"statement_{number}": [TOO_MANY.format(limit=STATEMENT_MAX, now=STATEMENT_MAX + 1)]}
    assert comes_back(form, typed)


def test_what_is_not_covered_has_no_statement(desk):
    typed = {"statement_9": "Words on smuggling.", "statement_8": "Words on lives."}
    valid, form = filled(factory.draft(desk.portugal), "statements-2", not_covered_2=["9", "10"], **typed)

    assert valid is False
    assert form.errors == {
        "not_covered_2": ["There is a statement on objective 9: empty it, or do not tick the objective here."]
    }
    assert comes_back(form, typed)
    assert form["not_covered_2"].value() == ["9", "10"]


def test_what_is_not_covered_is_no_priority(desk):
    valid, form = filled(factory.draft(desk.portugal), "statements-2", not_covered_2=["9"], priority_2=["9", "10"])

    assert (valid, form.errors) == (
        False,
        {"not_covered_2": ["Objective 9 is ticked as a priority too: it can be one or the other."]},
    )


@pytest.mark.parametrize("given", ["7", "x", "\x00"])
def test_an_objective_of_another_step_cannot_be_ticked(desk, given):
    valid, form = filled(factory.draft(desk.portugal), "statements-2", priority_2=[given])

    assert (valid, list(form.errors)) == (False, ["priority_2"])


def test_an_empty_statement_begins_with_the_text_made_of_what_was_published(desk):
    pledge = desk.pledge()
    review = factory.draft(desk.portugal, statement_7="")
    valid, form = filled(review, "statements-4", begin_with="statement_7", statement_1="Mine.")

    assert valid is True
    assert form.values["statement_7"] == f"Pledge “A sample pledge” ({pledge.reference}): no progress reported yet."
    assert (form.values["statement_1"], form.values["statement_3"]) == ("Mine.", "")


def test_own_words_are_never_replaced(desk):
    desk.pledge()
    _valid, form = filled(factory.draft(desk.portugal), "statements-4", begin_with="statement_7", statement_7="Mine.")

    assert form.values["statement_7"] == "Mine."


@pytest.mark.parametrize("given", ["statement_2", "priority_4", "language", "\x00"])
def test_a_text_for_another_question_is_not_made(desk, given):
    desk.pledge(objectives=(2, 7))
    valid, form = filled(factory.draft(desk.portugal), "statements-4", begin_with=given)

    assert (valid, form.values["statement_7"]) == (True, "")


def test_the_text_is_in_the_language_of_the_review(desk):
    desk.pledge()
    review = factory.draft(desk.portugal, language="fr", statement_7="")
    with translation.override("fr"):
        in_french = REVIEW.form(REVIEW.step("statements-4"), review).asked[2].opening

    _valid, form = filled(review, "statements-4", begin_with="statement_7")
    assert form.values["statement_7"] == in_french


def test_each_objective_stands_beside_its_facts(desk):
    desk.pledge(objectives=(7,))
    form = REVIEW.form(REVIEW.step("statements-4"), factory.draft(desk.portugal, statement_7=""))

    assert [(asked.objective.number, asked.may_begin, len(asked.facts.facts)) for asked in form.asked] == [
        (1, False, 0),
        (3, False, 0),
        (7, True, 1),
        (17, False, 0),
        (23, False, 0),
    ]
    assert {asked.objective.round_table for asked in form.asked} == {4}
    assert str(form.fields["statement_7"].label) == "7. Reduce vulnerabilities"


def test_a_statement_that_has_words_needs_no_beginning(desk):
    desk.pledge(objectives=(7,))
    form = REVIEW.form(REVIEW.step("statements-4"), factory.draft(desk.portugal))

    assert [asked.may_begin for asked in form.asked if asked.objective.number == 7] == [False]


def test_the_official_questions_stand_above_their_parts(desk):
    form = REVIEW.form(REVIEW.step("tools"), factory.draft(desk.portugal))

    assert [(question.key, [bound.name for bound in answers]) for question, answers in form.blocks] == [
        ("tools", ["tools_in_place", "tools_wished"]),
        ("steps", ["plan_steps", "partnerships"]),
    ]


def test_the_task_list_says_what_is_missing_where(desk):
    review = factory.draft(desk.portugal, occasion="", statement_7="")
    tasks = {task.key: (task.is_done, len(task.missing)) for task in REVIEW.tasks(review)}

    assert tasks["which"] == (False, 1)
    assert tasks["priorities"] == (True, 0)
    assert tasks["statements-1"] == (False, 1)
    assert tasks["overall"] == (False, 0)


def test_two_versions_are_compared_question_by_question(desk):
    before = factory.draft(desk.portugal, statement_1="Old words.", priority_4=[7])
    after = factory.draft(desk.portugal, occasion="forum:2030", statement_1="New words.", not_covered_4=[3])

    assert [(each.label, each.before, each.after) for each in REVIEW.changes(before, after)] == [
        (
            "Which Forum or regional review is it written for?",
            "International Migration Review Forum 2026",
            "International Migration Review Forum 2030",
        ),
        ("1. Data", "Old words.", "New words."),
        ("Which of these objectives are priorities of your State?", "7. Reduce vulnerabilities", ""),
        ("Which are not relevant, or not covered in this review?", "", "3. Information provision"),
    ]
