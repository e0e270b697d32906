"""Drawings as SVG: the bar of parts, and any drawing made fit to stand inside a page."""

import re
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from typesetting.blocks import Block

TONES = {
    "planning": "#9db8cf",
    "in_progress": "#3f7fb5",
    "fulfilled": "#0b4f82",
    "discontinued": "#8a5a44",
    "silent": "#ffffff",
}
OUTLINE = "#51606e"
BAR_WIDTH, BAR_HEIGHT = 640, 24
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = frozenset(
    {"svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title"}
    | {"desc", "use", "pattern", "clipPath", "mask", "linearGradient", "radialGradient", "stop", "marker", "symbol"}
)
REFERRING = re.compile(r"url\(\s*#([^)\s]+)\s*\)")


def bar_svg(segments: Sequence[Block], *, rtl: bool) -> str:
    """The parts side by side in proportion, from the side reading starts at; empty where nothing is counted."""
    whole = sum(part["value"] for part in segments)
    shown = [part for part in segments if part["value"] > 0]
    x, drawn = 0.0, []
    for part in reversed(shown) if rtl else shown:
        width = (BAR_WIDTH - 2) * part["value"] / whole
        drawn.append(
            f'<rect x="{x + 1:.2f}" y="1" width="{width:.2f}" height="{BAR_HEIGHT - 2}" '
            f'fill="{TONES[part["tone"]]}" stroke="{OUTLINE}"/>'
        )
        x += width
    if not drawn:
        return ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{BAR_WIDTH}" height="{BAR_HEIGHT}" '
        f'viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" preserveAspectRatio="none">{"".join(drawn)}</svg>'
    )


def inline(svg: str, *, prefix: str, alt: str) -> SafeString:
    """The drawing as an element of an HTML page: named by `alt`, hidden in its parts, its ids under `prefix`.

    What draws nothing (scripts, foreign markup, handlers, links) is left out, and styles become attributes, since a
    page's content security policy refuses them.
    """
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    _drop_what_draws_nothing(root)
    for element in root.iter():
        _settle(element, prefix)
    width, height = root.get("width", ""), root.get("height", "")
    if "viewBox" not in root.attrib and width and height:
        root.set("viewBox", f"0 0 {width} {height}")
    for old in root.findall(f"{SVG}title"):
        root.remove(old)
    title = etree.Element(f"{SVG}title", id=f"{prefix}title")
    title.text = alt
    root.insert(0, title)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}title")
    return mark_safe(etree.tostring(root, encoding="unicode"))  # noqa: S308  parsed, cleaned and written anew


def _drop_what_draws_nothing(root: etree._Element) -> None:
    for element in list(root.iter()):
        known = isinstance(element.tag, str) and element.tag.removeprefix(SVG) in DRAWN
        parent = element.getparent()
        if not known and parent is not None:
            parent.remove(element)


def _settle(element: etree._Element, prefix: str) -> None:
    for name, value in list(element.attrib.items()):
        bare = etree.QName(name).localname
        if bare.startswith("on") or (bare == "href" and not value.startswith("#")):
            del element.attrib[name]
        elif bare == "id":
            element.set(name, prefix + value)
        elif bare == "href":
            element.set(name, f"#{prefix}{value[1:]}")
        elif bare == "style":
            del element.attrib[name]
            for rule in filter(None, (part.strip() for part in value.split(";"))):
                key, _colon, said = rule.partition(":")
                element.set(key.strip(), REFERRING.sub(rf"url(#{prefix}\1)", said.strip()))
        else:
            element.set(name, REFERRING.sub(rf"url(#{prefix}\1)", value))
