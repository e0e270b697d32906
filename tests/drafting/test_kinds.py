"""What holds for every kind of submission, whoever declared it."""

from collections import Counter

import pytest
from django import forms
from django.urls import reverse

from desk.selectors.kinds import KINDS
from drafting.forms import Kind, RowsField
from drafting.forms.rows import RowsWidget
from tests.drafting.sample import SAMPLE, begun
from tests.factories import accounts, attachments, needs, plans, pledges, progress, reviews, tools

MAKE = {"pledge": pledges, "plan": plans, "review": reviews, "tool": tools, "need": needs}


def made(kind, by):
    """A complete draft of Portugal's of this kind."""
    if kind.key == "update":
        return progress.draft(by, about=pledges.published(by, accounts.moderator()).record)
    return MAKE[kind.key].draft(by)


each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)


@each_kind
def test_every_question_is_asked_in_exactly_one_step(kind):
    asked = Counter(name for step in kind.steps for name in step.names())
    assert {name for name, times in asked.items() if times > 1} == set()
    assert set(asked) - set(kind.content.names) == set()


@each_kind
def test_what_nobody_is_asked_is_not_part_of_the_content(kind):
    assert set(kind.content.names) - {name for step in kind.steps for name in step.names()} == set()


@each_kind
def test_steps_have_keys_of_their_own_and_titles(kind):
    keys = [step.key for step in kind.steps]
    assert len(keys) == len(set(keys))
    assert all(str(step.title) for step in kind.steps)


@each_kind
def test_private_questions_exist(kind):
    assert kind.content.private - set(kind.content.names) == set()


@each_kind
def test_choices_in_rows_can_be_left_open(kind):
    """A row without a blank choice would never be empty, and every draft would grow rows."""
    for step in kind.steps:
        for asked in step.base_fields.values():
            if isinstance(asked, RowsField) and type(asked.widget) is RowsWidget:
                single = [
                    each
                    for each in asked.row_form.base_fields.values()
                    if type(each) in {forms.ChoiceField, forms.TypedChoiceField} and each.choices
                ]
                assert [str(each.choices[0][0]) for each in single] == [""] * len(single)


@pytest.mark.django_db
@each_kind
def test_a_complete_draft_lacks_nothing_and_every_gap_has_a_step(kind):
    by = accounts.focal_point("PRT")
    assert made(kind, by).missing() == {}
    empty = kind.model(state_id="PRT", author=by)
    assert isinstance(kind, Kind)
    assert empty.pk is None


@pytest.mark.django_db
@each_kind
def test_what_is_read_can_be_written_and_reads_the_same(kind):
    item = made(kind, accounts.focal_point("PRT"))
    before = kind.content.read(item)
    columns = kind.content.write(item, before)
    item.save(update_fields=columns)
    assert kind.content.read(kind.model._default_manager.get(pk=item.pk)) == before


@pytest.mark.django_db
@each_kind
def test_a_version_does_not_differ_from_itself(kind):
    item = made(kind, accounts.focal_point("PRT"))
    assert kind.changes(item, item) == []


@pytest.mark.django_db
@each_kind
def test_every_step_of_a_complete_draft_accepts_its_own_answers(kind):
    item = made(kind, accounts.focal_point("PRT"))
    for step in kind.steps:
        form = kind.form(step, item)
        assert {name for name in form.fields if form[name].errors} == set()
        assert str(form) or not form.fields


@each_kind
def test_the_desk_has_an_address_for_each_kind(kind):
    for name in ("detail", "review", "preview", "submit", "withdraw"):
        assert reverse(kind.urls[name], args=[1]).startswith("/en/desk/")


@pytest.mark.django_db
def test_an_amendment_that_only_changes_files_says_so():
    by = accounts.focal_point("PRT")
    before, after = begun(by, language="en"), begun(by, language="en")
    after.attachments.add(attachments.stored(by, name="plan.pdf"))
    assert [(each.name, each.before, each.after) for each in SAMPLE.changes(before, after)] == [
        ("attachments", "", "plan.pdf")
    ]
