"""A question whose answer is a list of rows: read, checked row by row, shown again as it was typed."""

from datetime import date

import pytest
from django import forms

from drafting.forms import BLANK, RowForm, RowsField, day, several, short_text


class MilestoneRow(RowForm):
    title = short_text("Title", 20)
    due_on = day("Due", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[*BLANK, ("a", "First kind"), ("b", "Second kind")], required=False)
    levels = several("Levels", choices=[("l", "Local"), ("n", "National")], required=False)


class Plan(forms.Form):
    milestones = RowsField(MilestoneRow, label="Milestones", maximum=3, required=False)


def typed(*rows, total=None):
    """What a browser sends for these rows."""
    data = {"milestones-total": str(len(rows) if total is None else total)}
    for number, row in enumerate(rows):
        data |= {f"milestones-{number}-{name}": value for name, value in row.items()}
    return data


def test_rows_become_plain_values_and_empty_ones_are_left_out():
    form = Plan(typed({"title": " Law "}, {"title": ""}, {"title": "Office", "due_on": "2027-03-31", "levels": ["n"]}))
    assert form.is_valid()
    assert [(row["title"], str(row["due_on"]), row["levels"]) for row in form.cleaned_data["milestones"]] == [
        ("Law", "None", []),
        ("Office", "2027-03-31", ["n"]),
    ]


def test_what_is_wrong_names_the_row_and_its_question_and_every_row_comes_back():
    form = Plan(typed({"title": "x" * 21}, {"title": "", "due_on": "soon"}))
    assert not form.is_valid()
    assert form.errors["milestones"] == [
        "Row 1, Title: Use at most 20 characters; there are 21 now.",
        "Row 2, Title: This field is required.",
        "Row 2, Due: Write the date as year, month and day, for example 2027-03-31.",
    ]
    html = str(form["milestones"])
    assert "x" * 21 in html
    assert 'value="soon"' in html


def test_more_rows_than_allowed_are_refused_in_words():
    form = Plan(typed(*({"title": str(number)} for number in range(4))))
    assert form.errors["milestones"] == ["Enter at most 3 rows."]


@pytest.mark.parametrize("total", ["", "x", "-1", "99999999999", "٣"])
def test_a_tampered_count_of_rows_breaks_nothing(total):
    form = Plan(typed({"title": "Law"}, total=total))
    assert form.is_valid() is True


def test_a_form_sent_without_the_question_answers_it_with_nothing():
    form = Plan({})
    assert form.is_valid()
    assert form.cleaned_data["milestones"] == []


def test_a_needed_question_needs_a_row():
    field = RowsField(MilestoneRow, label="Milestones")
    with pytest.raises(forms.ValidationError, match="This field is required"):
        field.clean([])


def test_saved_rows_are_shown_with_empty_ones_below():
    html = str(
        Plan(initial={"milestones": [{"title": "Law", "kind": "b", "levels": ["l"], "due_on": None}]})["milestones"]
    )
    assert html.count('<fieldset class="row"') == 3
    assert 'value="Law"' in html
    assert '<option value="b" selected>' in html


def test_rows_read_as_one_line_each():
    rows = [{"title": "Law", "kind": "b", "levels": ["l", "n"], "due_on": None}, {"title": "Office"}]
    assert Plan().fields["milestones"].in_words(rows) == "Law · Second kind · Local National\nOffice"


def test_only_other_words_are_a_change():
    form = Plan(typed({"title": "Law"}), initial={"milestones": [{"title": "Law", "kind": "", "levels": []}]})
    assert form.changed_data == []
    saved = {"milestones": [{"title": "Law", "due_on": date(2026, 6, 30), "kind": "", "levels": []}]}
    assert Plan(typed({"title": "Law", "due_on": "2026-06-30"}), initial=saved).changed_data == []
    form = Plan(typed({"title": "Laws"}), initial={"milestones": [{"title": "Law"}]})
    assert form.changed_data == ["milestones"]
