"""Pictures in pixels: the same everywhere, in our own fonts, on white."""

import struct

import pytest

from typesetting.pixels import as_png

FRAME = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">{}</svg>'


def drawn(words, **how):
    return as_png(FRAME.format(f'<text x="4" y="28" font-size="20">{words}</text>'), **how)


def size_of(png):
    """Width and height, as the head of a PNG has them."""
    return struct.unpack(">II", png[16:24])


def test_it_is_as_large_as_was_drawn_or_so_many_times():
    assert (size_of(drawn("a")), size_of(drawn("a", zoom=2))) == ((200, 40), (400, 80))


def test_the_same_drawing_gives_the_same_bytes():
    assert drawn("Sample") == drawn("Sample")


@pytest.mark.parametrize("words", ["migration", "Миграция", "الهجرة", "迁移"])
def test_our_fonts_have_the_letters_of_six_languages(words):
    boxes = drawn("\U0001f9ff" * len(words))
    assert drawn(words) not in {drawn(""), boxes}


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError):
        as_png("<p>not a picture</p>")
