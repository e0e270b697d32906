"""What a field said before and says now: marked for the eye, and in words for who cannot see the marks."""

from tests.ui.test_ui import rendered


def change(before, after, *, rows=False):
    return rendered(
        "{% change label='Title' before=before after=after rows=rows %}", before=before, after=after, rows=rows
    )


def test_words_that_differ_are_marked_and_said_and_those_that_stayed_are_plain():
    html = change("Fair recruitment for all", "Fairer recruitment for all")
    assert (
        '<del><span class="visually-hidden">[removed: </span>Fair<span class="visually-hidden">]</span></del>' in html
    )
    assert (
        '<ins><span class="visually-hidden">[added: </span>Fairer<span class="visually-hidden">]</span></ins>' in html
    )
    assert html.count(" recruitment for all") == 2


def test_each_side_says_which_it_is():
    html = change("One", "Two")
    assert html.index(">Before</span>") < html.index("One") < html.index(">Now</span>") < html.index("Two")


def test_what_was_not_stated_is_said():
    assert change("", "14 municipalities").count("Not stated") == 1
    assert change("14 municipalities", "").count("Not stated") == 1


def test_spaces_alone_are_said_to_be_all_that_differs():
    assert "Only spaces or line breaks differ." in change("a b", "a\nb")
    assert "Only spaces or line breaks differ." not in change("a b", "a c")


def test_a_long_unchanged_part_is_folded_and_can_be_opened():
    same = "The ministry opens one office after the other. " * 20
    html = change(f"{same}In 2027.", f"{same}In 2028.")
    assert html.count('<details class="change-fold"><summary>Unchanged part</summary>The ministry') == 2


def test_entries_of_a_list_say_in_a_word_what_became_of_each():
    html = change("Kenya\nOffice of the north\nOther", "Office of the north coast\nOther\nPeru", rows=True)
    for what, mark in (("Added", "<ins>Peru</ins>"), ("Removed", "<del>Kenya</del>")):
        assert f'<span class="change-what">{what}</span> {mark}' in html
    assert 'data-change="changed"' in html
    assert "[added: </span>coast" in html
    assert "1 entry is unchanged" in html


def test_another_order_is_no_other_entry():
    html = change("One\nTwo", "Two\nOne", rows=True)
    assert "The same entries, in another order." in html
    assert ("Added" in html, "unchanged" in html) == (False, False)


def test_a_list_that_was_empty_shows_what_was_added():
    html = change("", "One\nTwo", rows=True)
    assert html.count('data-change="added"') == 2


def test_what_belongs_to_a_change_stands_in_it():
    html = rendered("{% change_block label='Title' before='a' after='b' %}<p>More</p>{% endchange_block %}")
    assert '<dd class="change-more"><p>More</p></dd> </div>' in html
