"""Which words of two texts differ: in scripts with and without spaces, for long texts, for lists."""

import random
from itertools import pairwise

import pytest

from ui.words import COMPARED_AT_ONCE, Run, compare, compare_rows

SCRIPTS = {
    "English": ("Fair work in five offices.", "Fair work in nine offices.", ["five"], ["nine"]),
    "French": ("L’État forme les agents.", "L’État forme tous les agents.", [], ["tous"]),
    "Arabic": ("مكتب واحد للوافدين في كل حي", "مكتب واحد للوافدين في كل مدينة", ["حي"], ["مدينة"]),
    "Arabic with vowel signs": ("في كل حي جديد", "في كل حيّ جديد", ["حي"], ["حيّ"]),
    "Chinese": ("在每个区设立一个办事处。", "在每个市区设立两个办事处。", ["一"], ["市", "两"]),
    "Russian": ("Открыть бюро в каждом районе", "Открыть бюро в каждом городе", ["районе"], ["городе"]),
    "Japanese": ("各区に窓口を設置する", "各市に窓口を設置する", ["区"], ["市"]),
}


def marked(runs):
    """What is marked as being in one text only."""
    return [run.text for run in runs if run.is_changed]


def text_of(runs):
    return "".join(run.text for run in runs)


@pytest.mark.parametrize(("before", "after", "gone", "added"), SCRIPTS.values(), ids=SCRIPTS)
def test_exactly_the_changed_words_are_marked(before, after, gone, added):
    old, new = compare(before, after)
    assert (marked(old), marked(new)) == (gone, added)


@pytest.mark.parametrize(("before", "after"), [case[:2] for case in SCRIPTS.values()], ids=SCRIPTS)
def test_nothing_of_either_text_is_lost(before, after):
    assert tuple(map(text_of, compare(before, after))) == (before, after)


@pytest.mark.parametrize("text", ["", "One.", "一个", "  spaces  \n kept "])
def test_the_same_text_has_no_change(text):
    old, new = compare(text, text)
    assert (marked(old), marked(new), text_of(old), text_of(new)) == ([], [], text, text)


def test_a_text_beside_none_is_all_new():
    assert compare("", "Two words") == ([], [Run("Two words", is_changed=True)])
    assert compare("Two words", "") == ([Run("Two words", is_changed=True)], [])


def test_white_space_alone_is_no_change_and_is_kept():
    old, new = compare("a  b\nc", "a b c")
    assert (marked(old), marked(new), text_of(old), text_of(new)) == ([], [], "a  b\nc", "a b c")


def test_white_space_after_a_change_is_no_part_of_the_mark():
    _old, new = compare("one two", "one more two")
    assert new == [Run("one "), Run("more", is_changed=True), Run(" two")]


def test_a_crumb_that_stays_between_two_changes_is_read_with_them():
    old, new = compare("They opened 5 of 6 offices last year.", "They opened 7 of 9 offices last year.")
    assert (marked(old), marked(new)) == (["5 of 6"], ["7 of 9"])


def test_a_text_that_was_rewritten_is_shown_as_another_one():
    old, new = compare("The ministry trains officers at the border.", "Nothing of this is left, the plan changed.")
    assert len(old) == len(new) == 1
    assert old[0].is_changed is new[0].is_changed is True


def test_long_stretches_that_stayed_are_folded_but_for_what_is_around_the_change():
    same = "The ministry opens one office after the other. " * 20
    old, new = compare(f"{same}It ends in 2027. {same}", f"{same}It ends in 2028. {same}")
    assert [(run.is_changed, run.is_folded) for run in new] == [
        (False, True),
        (False, False),
        (True, False),
        (False, False),
        (False, True),
    ]
    assert (marked(old), marked(new)) == (["2027"], ["2028"])
    assert text_of(new) == f"{same}It ends in 2028. {same}"
    assert all(len(run.text) <= 160 for run in new if not run.is_folded)


def test_chinese_is_folded_where_it_fills_the_same_space():
    same = "外交部在每个区设立一个办事处。" * 12
    _old, new = compare(f"{same}二〇二七年。", f"{same}二〇二八年。")
    assert [run.is_folded for run in new] == [True, False, False, False]


def test_a_text_without_a_change_is_not_folded():
    same = "The ministry opens one office after the other. " * 20
    assert compare(same, same)[0] == [Run(same)]


def test_long_texts_are_compared_by_what_stands_in_them_once():
    rand = random.Random(7)
    words = [f"word{number}" for number in range(400)]
    sentences = [" ".join(rand.choices(words, k=12)) + ". " for _ in range(60)]
    changed = [f"Really {each}" if number in {3, 30, 57} else each for number, each in enumerate(sentences)]
    before, after = "".join(sentences), "".join(changed)
    assert (len(before.split()) - 100) ** 2 > COMPARED_AT_ONCE
    old, new = compare(before, after)
    assert (marked(old), marked(new)) == ([], ["Really"] * 3)
    assert (text_of(old), text_of(new)) == (before, after)


def test_a_long_text_in_chinese_without_any_sign_is_compared_too():
    rand = random.Random(5)
    before = "".join(chr(0x4E00 + rand.randrange(600)) for _ in range(3000))
    after = f"{before[:20]}一{before[20:1500]}二{before[1500:2980]}三{before[2980:]}"
    old, new = compare(before, after)
    assert (marked(old), marked(new)) == ([], ["一", "二", "三"])


def test_a_long_text_whose_parts_changed_places_is_still_shown_whole():
    first, second = (" ".join(f"{letter}{n}" for n in range(450)) for letter in "ab")
    old, new = compare(f"{first} {second}", f"{second} {first}")
    assert (text_of(old), text_of(new)) == (f"{first} {second}", f"{second} {first}")
    assert len(marked(old)) == len(marked(new)) == 1


def test_a_long_text_beside_wholly_another_is_compared_at_once():
    old, new = compare(" ".join(f"a{n}" for n in range(900)), " ".join(f"b{n}" for n in range(900)))
    assert [len(runs) for runs in (old, new)] == [1, 1]


def test_changes_and_what_stayed_take_turns_whatever_the_texts():
    rand = random.Random(11)
    for _ in range(150):
        before, after = ("".join(rand.choices("ab 一二.\n", k=rand.randrange(30))) for _ in range(2))
        old, new = compare(before, after)
        assert (text_of(old), text_of(new)) == (before, after)
        for runs in (old, new):
            assert all(run.text for run in runs)
            assert all(first.is_changed != second.is_changed for first, second in pairwise(runs))


def fates(before, after):
    return [(row.what, text_of(row.before), text_of(row.after)) for row in compare_rows(before, after)]


def test_entries_are_added_gone_changed_or_kept():
    before = ["Kenya · State", "Sample agency · Other", "Sample city · Other"]
    after = ["Sample city · Other", "Sample agency · Academia", "Peru · State of its own"]
    assert fates(before, after) == [
        ("added", "", "Peru · State of its own"),
        ("gone", "Kenya · State", ""),
        ("changed", "Sample agency · Other", "Sample agency · Academia"),
        ("kept", "Sample city · Other", "Sample city · Other"),
    ]


def test_the_words_that_differ_are_marked_in_an_entry_that_changed():
    (row,) = compare_rows(["First office · 30 June 2026"], ["First office · 30 June 2027"])
    assert (marked(row.before), marked(row.after)) == (["2026"], ["2027"])


def test_entries_in_another_order_are_all_kept():
    assert [what for what, *_ in fates(["a", "b", "c"], ["c", "a", "b"])] == ["kept"] * 3


def test_an_entry_named_twice_counts_twice():
    assert fates(["a", "a", "b"], ["a", "b", "b"]) == [
        ("added", "", "b"),
        ("gone", "a", ""),
        ("kept", "a", "a"),
        ("kept", "b", "b"),
    ]


def test_each_entry_is_paired_once_with_the_likest():
    before = ["Office of the north", "Office of the south"]
    after = ["Office of the south coast", "Office of the north coast"]
    assert [row[1:] for row in fates(before, after)] == [
        ("Office of the north", "Office of the north coast"),
        ("Office of the south", "Office of the south coast"),
    ]


def test_very_long_lists_are_not_searched_for_likeness():
    before, after = [f"old entry {n}" for n in range(30)], [f"new entry {n}" for n in range(30)]
    assert {what for what, *_ in fates(before, after)} == {"added", "gone"}


def test_both_texts_are_folded_at_the_same_places_also_where_only_one_has_more():
    same = "The ministry opens one office after the other. " * 20
    old, new = compare(f"{same}{same}", f"{same}Two evenings a week they are open. {same}")
    assert [run.is_folded for run in old] == [True, False, True]
    assert [(run.is_folded, run.is_changed) for run in new] == [
        (True, False),
        (False, False),
        (False, True),
        (False, False),
        (True, False),
    ]
