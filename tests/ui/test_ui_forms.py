"""Questions, errors and buttons, as the project draws Django's forms."""

import re

from django import forms
from django.template import Context, Template
from django.utils.safestring import SafeString

from tests.ui.test_ui import rendered


class Questions(forms.Form):
    """One of each that is drawn differently."""

    title = forms.CharField(label="Title", help_text="In one line.", max_length=200)
    text = forms.CharField(label="Text", widget=forms.Textarea, min_length=300, max_length=3000, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed", required=False)


def test_a_question_has_label_hint_and_a_control_described_by_them():
    text = rendered("{% field form.title %}", form=Questions())
    assert '<label for="id_title">Title</label>' in text
    assert '<div class="hint" id="id_title_helptext">In one line.</div>' in text
    assert 'aria-describedby="id_title_helptext"' in text
    assert "(optional)" not in text


def test_an_error_stands_at_its_question_and_is_said_to_be_one():
    text = rendered("{% field form.title %}", form=Questions(data={}))
    assert '<ul class="errorlist" id="id_title_error"><li><span class="visually-hidden">Error: </span>' in text
    assert 'aria-describedby="id_title_helptext id_title_error"' in text
    assert 'aria-invalid="true"' in text


def test_an_optional_question_says_so_in_a_word_unless_the_form_does_not_want_it():
    assert '<span class="optional">(optional)</span>' in rendered("{% field form.text %}", form=Questions())

    class Filters(Questions):
        mark_optional = False

    assert "(optional)" not in rendered("{% field form.text %}", form=Filters())


def test_a_long_text_is_counted_and_not_cut_by_the_browser():
    text = rendered("{% field form.text %}", form=Questions(initial={"text": "four"}))
    assert "Between 300 and 3,000 characters. Now: <bdi data-count-now>4</bdi>" in text
    assert 'aria-describedby="id_text_count"' in text
    assert " maxlength=" not in text


def test_limits_on_the_widget_go_before_those_of_the_field():
    form = Questions()
    form.fields["text"].widget.attrs |= {"data-maxlength": "500", "data-minlength": "1"}
    assert "Between 1 and 500 characters" in rendered("{% field form.text %}", form=form)


def test_choices_are_a_group_with_a_legend():
    text = rendered("{% field form.kind %}", form=Questions(data={}))
    assert '<fieldset aria-describedby="id_kind_error"> <legend>Kind</legend>' in text
    assert text.count('<div class="choice">') == 2


def test_a_single_box_is_followed_by_its_label():
    text = rendered("{% field form.agreed %}", form=Questions())
    assert re.search(r'<input type="checkbox"[^>]*id="id_agreed"><label for="id_agreed">Agreed</label>', text)


def test_every_way_to_print_a_form_gives_the_same_questions():
    assert rendered("{{ form }}", form=Questions()) == rendered("{{ form.as_p }}", form=Questions())
    assert rendered("{{ form }}", form=Questions()).count('<div class="field"') == 4


def test_the_summary_links_each_error_to_its_question():
    form = Questions(data={})
    form.add_error(None, "Nothing was sent.")
    text = rendered("{% error_summary form=form %}", form=form)
    assert "<li>Nothing was sent.</li>" in text
    assert re.findall(r'href="(#\w+)"', text) == ["#id_title", "#id_kind_0"]
    assert 'role="alert"' in text


def test_the_summary_takes_in_further_forms_and_is_nothing_without_errors():
    others = [Questions(data={}, prefix="partner")]
    good = Questions(data={"title": "x", "kind": "a"})
    assert "#id_partner-title" in rendered("{% error_summary form=form others=others %}", form=good, others=others)
    assert rendered("{% error_summary form=form %}", form=good) == ""


def test_buttons_are_markup_that_is_safe_to_nest():
    text = Template("{% button_row %}{% button label='Go' name='next' value='1' %}{% endbutton_row %}").render(
        Context()
    )
    assert isinstance(text, SafeString)
    assert '<button class="button" data-kind="primary" type="submit" name="next" value="1">Go</button>' in text


class Places(forms.Form):
    """A select in groups, with one of its options chosen."""

    place = forms.ChoiceField(choices=[("", "Any"), ("North & South", [("a", "A <b>"), ("b", "B")])], required=False)


def test_the_options_of_a_select_stand_in_their_groups_escaped_and_only_the_chosen_one_is_selected():
    for chosen, marks in (("a", (" selected", "")), ("b", ("", " selected"))):
        text = rendered("{{ form.place }}", form=Places(data={"place": chosen}))
        assert re.sub(r">\s+<", "><", text).strip() == (
            '<select name="place" id="id_place"><option value="">Any</option><optgroup label="North &amp; South">'
            f'<option value="a"{marks[0]}>A &lt;b&gt;</option><option value="b"{marks[1]}>B</option>'
            "</optgroup></select>"
        )
