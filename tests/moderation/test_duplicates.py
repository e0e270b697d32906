"""Likely duplicates: what is found, in which scripts, why, and what is left alone."""

import pytest

from moderation.selectors import duplicates
from moderation.states import Kind
from tests.factories import accounts, needs, plans, pledges, progress, reviews, tools
from workflow import services as workflow

pytestmark = pytest.mark.django_db

LATIN = (
    "One office for newcomers in every district",
    "The ministry opens one office for newcomers in every district, with staff who speak their languages. " * 4,
    "Training of labour inspectors on fair recruitment",
    "Each labour inspector is trained in the rules on recruitment fees and on how to speak with workers. " * 4,
)
ARABIC = (
    "مكتب واحد للوافدين الجدد في كل حي",
    "تفتح الوزارة مكتباً واحداً للوافدين الجدد في كل حي، يعمل فيه موظفون يتكلمون لغاتهم ويعرفون حقوقهم. " * 4,
    "تدريب مفتشي العمل على التوظيف العادل",
    "يتلقى كل مفتش عمل تدريباً على القواعد المتعلقة برسوم التوظيف وعلى كيفية التحدث مع العمال المهاجرين. " * 4,
)
CHINESE = (
    "在每个区设立一个新移民办事处",
    "外交部在每个区设立一个新移民办事处，工作人员会说他们的语言，并了解他们的权利和义务，为其提供帮助。" * 8,
    "对劳动监察员进行公平招聘培训",
    "每名劳动监察员都要接受有关招聘费用规则以及如何与移徙工人交谈的培训，并每年更新一次相关知识内容。" * 8,
)
RUSSIAN = (
    "Одно бюро для приезжих в каждом районе",
    "Министерство открывает в каждом районе бюро для приезжих, сотрудники которого говорят на их языках. " * 4,
    "Обучение инспекторов труда справедливому найму",
    "Каждый инспектор труда изучает правила о плате за наём и учится разговаривать с работниками-мигрантами. " * 4,
)
SCRIPTS = {"Latin": LATIN, "Arabic": ARABIC, "Chinese": CHINESE, "Cyrillic": RUSSIAN}
SIGNS = str.maketrans({",": ";", ".": " –", "،": "؛", "。": "！", "，": "、", " ": "  "})


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


def found(item, kind=Kind.PLEDGE):
    return [each.pk for each in duplicates(item, kind=kind)]


@pytest.mark.parametrize(("title", "text", "other_title", "other_text"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_copy_with_other_signs_is_found_and_another_pledge_is_not(
    portugal, moderator, title, text, other_title, other_text
):
    live = pledges.published(portugal, moderator, title=title, description=text)
    pledges.published(portugal, moderator, title=other_title, description=other_text)
    copy = pledges.submitted(portugal, title=f"«{title.translate(SIGNS).upper()}»!", description=text.translate(SIGNS))
    (only,) = duplicates(copy, kind=Kind.PLEDGE)
    assert (only.pk, only.title_percent) == (live.pk, 100)
    assert only.text_percent >= 90


@pytest.mark.parametrize(("title", "text", "other_title", "other_text"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_copied_text_under_another_title_is_found_with_the_words_both_have(
    portugal, moderator, title, text, other_title, other_text
):
    live = pledges.published(portugal, moderator, title=title, description=text)
    copy = pledges.submitted(portugal, title=other_title, description=f"{text[:60]} {other_title}. {text[60:]}")
    (only,) = duplicates(copy, kind=Kind.PLEDGE)
    assert (only.pk, only.title_percent) == (live.pk, 0)
    assert only.text_percent >= 45
    assert only.shared.rstrip("…") in text
    assert 20 <= len(only.shared) <= 130  # vowel signs are not counted


def test_each_says_why(portugal, moderator):
    title, text, *_ = LATIN
    live = pledges.published(portugal, moderator, title=title, description=text, objectives=(7, 16))
    (only,) = duplicates(
        pledges.submitted(portugal, title=f"{title} and town", description=text, objectives=(16, 20)),
        kind=Kind.PLEDGE,
    )
    assert (only.reference, only.status, only.is_same_owner, only.objectives) == (
        live.reference, "published", True, [16],
    )  # fmt: skip
    assert (only.title_percent, only.text_percent) == (82, 100)
    assert only.url == f"/en/moderation/pledge/{live.pk}/"


def test_another_owners_is_found_on_the_same_objectives_only(portugal, moderator):
    title, text, *_ = LATIN
    kenya = accounts.focal_point("KEN")
    there = pledges.published(kenya, moderator, state="KEN", title=title, description=text, objectives=(7,))
    same = pledges.submitted(portugal, title=title, description=text, objectives=(7, 8))
    assert [(each.pk, each.is_same_owner, each.objectives) for each in duplicates(same, kind=Kind.PLEDGE)] == [
        (there.pk, False, [7])
    ]
    workflow.withdraw(same, by=portugal)
    elsewhere = pledges.submitted(portugal, title=title, description=text, objectives=(8,))
    assert found(elsewhere) == []


def test_what_waits_is_found_like_what_is_public_and_drafts_are_nobodys(portugal, moderator):
    title, text, *_ = LATIN
    values = {"title": title, "description": text}
    waiting = pledges.submitted(portugal, **values)
    pledges.draft(portugal, **values)
    workflow.withdraw(pledges.submitted(portugal, **values), by=portugal)
    workflow.reject(pledges.submitted(portugal, **values), by=moderator, note="Twice.")
    workflow.return_for_changes(pledges.submitted(portugal, **values), by=moderator, note="Again.")
    workflow.retract(pledges.published(portugal, moderator, **values), by=moderator, note="By mistake.")
    assert found(pledges.submitted(portugal, **values)) == [waiting.pk]


def test_a_record_does_not_repeat_itself(portugal, moderator):
    live = pledges.published(portugal, moderator)
    amended = workflow.submit(pledges.amendment(live, portugal), by=portugal)
    assert found(amended) == []


def test_only_what_waits_for_a_decision_is_compared(portugal, moderator):
    live = pledges.published(portugal, moderator)
    pledges.published(portugal, moderator)
    assert found(live) == []


def test_five_are_shown_the_likest_first(portugal, moderator):
    title, text, *_ = LATIN
    near = [pledges.published(portugal, moderator, title=f"{title} {n}", description=text) for n in range(6)]
    first = pledges.published(portugal, moderator, title=title, description=text)
    item = pledges.submitted(portugal, title=title, description=f"Other words. {text}")
    listed = found(item)
    assert (len(listed), listed[0]) == (5, first.pk)
    assert set(listed[1:]) < {each.pk for each in near}


@pytest.mark.parametrize("copies", [0, 1, 5])
def test_two_queries_find_none_or_five(portugal, moderator, copies, django_assert_num_queries):
    for _ in range(copies):
        pledges.published(portugal, moderator)
    item = pledges.submitted(portugal)
    with django_assert_num_queries(2):
        listed = duplicates(item, kind=Kind.PLEDGE)
        assert [str(each.owner) for each in listed] == ["Portugal"] * copies


def test_tools_needs_plans_and_updates_are_compared_and_reviews_are_not(portugal, moderator):
    about = [pledges.published(portugal, moderator, title=f"{title} {n}") for n, title in enumerate(LATIN[::2])]
    pairs = {
        Kind.TOOL: [tools.submitted(portugal) for _ in range(2)],
        Kind.NEED: [needs.submitted(portugal) for _ in range(2)],
        Kind.PLAN: [plans.submitted(portugal) for _ in range(2)],
        Kind.UPDATE: [progress.submitted(portugal, about=each.record) for each in about],
    }
    assert {kind: found(second, kind) for kind, (_first, second) in pairs.items()} == {
        kind: [first.pk] for kind, (first, _second) in pairs.items()
    }
    reviews.submitted(portugal, occasion="forum:2022")
    assert found(reviews.submitted(portugal, occasion="forum:2026"), Kind.REVIEW) == []


def test_a_plan_of_another_state_under_the_same_title_is_no_duplicate(portugal):
    plans.submitted(accounts.focal_point("KEN"), state="KEN")
    assert found(plans.submitted(portugal), Kind.PLAN) == []


def test_needs_are_near_by_their_main_and_their_related_objectives(portugal):
    kenya = accounts.focal_point("KEN")
    there = needs.submitted(kenya, state="KEN", objective=9, related=[7])
    here = needs.submitted(portugal, objective=7)
    (only,) = duplicates(here, kind=Kind.NEED)
    assert (only.pk, only.objectives) == (there.pk, [7])


def test_a_text_of_signs_or_of_nothing_is_like_nothing(portugal, moderator):
    pledges.published(portugal, moderator, title="…", description="، ؛ 。" * 100)
    assert found(pledges.submitted(portugal, title="!!!", description="– – –" * 100)) == []
