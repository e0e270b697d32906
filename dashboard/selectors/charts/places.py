"""The map as a chart to take away."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.charts.kinds import Asked, Chart, Words
from dashboard.selectors.fields import Listing
from dashboard.selectors.fields.columns import INTEGER, TEXT, value
from dashboard.selectors.world import ABOUT_CLASSES, DESIGNATIONS, Line, World, world
from workflow.selectors import Moment


@dataclass(frozen=True)
class Placed:
    """A State of the map's table, with its region."""

    region: Words
    line: Line


def _found(asked: Asked, moment: Moment) -> World:
    return world(moment, language=get_language(), asked=asked or {}, is_filtered=bool(asked))


def _rows(found: World) -> list[Placed]:
    return [Placed(region.label, line) for region in found.regions for line in region.lines]


MAP = Chart(
    table=Listing(
        name="map",
        key="state",
        title=_("Where pledges come from"),
        about=_("Every State that may take part in the Forum, with its own public pledges; those of organisations "
                "are not on the map."),
        public=lambda moment: _rows(_found(None, moment)),
        fields=(
            value("state", TEXT, _("Its ISO 3166 code."), lambda each: each.line.state.pk, is_optional=False),
            value("label", TEXT, _("Its name."), lambda each: str(each.line.state), is_optional=False),
            value("region", TEXT, _("Its region in words."), lambda each: str(each.region), is_optional=False),
            value("pledges", INTEGER, _("Public pledges."), lambda each: each.line.figures.pledges, is_optional=False),
            value(
                "with_update", INTEGER, _("Of the pledges, those with a public update."),
                lambda each: each.line.figures.with_update, is_optional=False,
            ),
        ),
    ),
    kind="map",
    find=_found,
    rows=_rows,
    draw=lambda found: found,
    title=_("Where pledges come from"),
    notes=[ABOUT_CLASSES, *DESIGNATIONS],
    asks="map",
)  # fmt: skip
