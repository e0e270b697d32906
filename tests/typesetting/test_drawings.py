"""Drawings: the bar of parts, and what of a drawing may stand inside a page."""

import pytest
from lxml import etree

from typesetting.drawings import bar_svg, inline

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="40" height="20"{}>{}</svg>'
)
PARTS = [
    {"value": 1, "tone": "in_progress"},
    {"value": 0, "tone": "fulfilled"},
    {"value": 3, "tone": "silent"},
]


def drawn(inside, outside=""):
    return etree.fromstring(inline(SVG.format(outside, inside), prefix="p-", alt="What it shows"))


def rects(svg):
    return [(each.get("x"), each.get("width"), each.get("fill")) for each in etree.fromstring(svg)]


def test_parts_are_as_wide_as_their_share_from_the_side_reading_starts_at():
    assert rects(bar_svg(PARTS, rtl=False)) == [("1.00", "159.50", "#3f7fb5"), ("160.50", "478.50", "#ffffff")]
    assert rects(bar_svg(PARTS, rtl=True)) == [("1.00", "478.50", "#ffffff"), ("479.50", "159.50", "#3f7fb5")]


def test_where_nothing_is_counted_nothing_is_drawn():
    assert bar_svg([{"value": 0, "tone": "silent"}], rtl=False) == ""
    assert bar_svg([], rtl=False) == ""


def test_a_drawing_is_named_and_has_a_size():
    made = drawn('<rect width="4" height="4"/>')
    assert (made[0].text, made.get("role"), made.get("aria-labelledby")) == ("What it shows", "img", "p-title")
    assert made.get("viewBox") == "0 0 40 20"


def test_the_name_is_text():
    made = inline(SVG.format("", ""), prefix="p-", alt='<script>"x"</script> & more')
    assert "<script" not in made
    assert etree.fromstring(made)[0].text == '<script>"x"</script> & more'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>rect{fill:red}</style>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<image href="https://evil.example/x.png"/>',
        '<a href="https://evil.example/"><text>x</text></a>',
        "<animate attributeName='x' to='3'/>",
        "<!-- remark --><?target words?>",
    ],
)
def test_what_draws_nothing_is_left_out(inside):
    assert [each.tag for each in drawn(inside + "<g/>")] == [
        "{http://www.w3.org/2000/svg}title",
        "{http://www.w3.org/2000/svg}g",
    ]


def test_handlers_and_addresses_are_left_out():
    made = drawn(
        '<rect onclick="x()" id="r"/><use href="https://evil.example/#r"/><use xlink:href="#r"/>', ' onload="x()"'
    )
    assert "onload" not in made.attrib
    assert dict(made[1].attrib) == {"id": "p-r"}
    assert dict(made[2].attrib) == {}
    assert list(made[3].attrib.values()) == ["#p-r"]


def test_ids_and_what_refers_to_them_stay_together():
    made = drawn('<clipPath id="cut"/><g clip-path="url(#cut)" style="fill: #fff; mask:url(#cut)"/>')
    assert made[1].get("id") == "p-cut"
    assert dict(made[2].attrib) == {"clip-path": "url(#p-cut)", "fill": "#fff", "mask": "url(#p-cut)"}


def test_styles_become_attributes_since_a_page_refuses_them():
    assert drawn("<g/>", ' style="direction:ltr"').get("direction") == "ltr"


def test_entities_of_another_place_are_not_read():
    evil = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + SVG.format("", "<text>&x;</text>")
    assert "".join(etree.fromstring(inline(evil, prefix="p-", alt="")).itertext()).strip() == ""
