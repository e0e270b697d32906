"""Charts of bars: the objectives, the stages, the years."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboard.selectors.charts.kinds import Asked, Chart, Words
from dashboard.selectors.fields import Listing
from dashboard.selectors.fields.columns import INTEGER, TEXT, value
from dashboard.selectors.fields.compact import OBJECTIVES, Counted
from dashboard.selectors.filtering import filtered_pledges
from dashboard.selectors.trend import Trend, Year, trend
from pledges.models import Pledge
from progress.selectors import figures, public_pledges
from progress.states import Stage
from ui.charts import Row
from workflow.selectors import Moment


@dataclass(frozen=True)
class StageCount:
    """How many pledges' latest update says a stage, of how many pledges; `code` is empty where there is no update."""

    code: str
    label: Words
    pledges: int
    of: int


def stage_counts(pledges: QuerySet[Pledge] | None, moment: Moment) -> list[StageCount]:
    """The stages in the order of work, then silence; of all public pledges, or of these."""
    found = figures(public_pledges(moment) if pledges is None else pledges, moment=moment)
    counts = [StageCount(stage.value, stage.label, number, found.pledges) for stage, number in found.stages]
    silent = pgettext_lazy("stage", "No update yet")
    return [*counts, StageCount("none", silent, found.without_update, found.pledges)]


def _stages(asked: Asked, moment: Moment) -> list[StageCount]:
    return stage_counts(filtered_pledges(asked, moment=moment) if asked else None, moment)


def _objective_bar(each: Counted) -> Row:
    return {
        "label": each.thing.short_title,
        "number": each.thing.number,
        "value": each.figures.pledges,
        "known": each.figures.with_update,
        "round_table": each.thing.round_table,
    }


def _stage_bar(each: StageCount) -> Row:
    is_known = each.code in Stage.values
    return {"label": str(each.label), "value": each.pledges, "known": each.pledges if is_known else 0}


def _years(asked: Asked, moment: Moment) -> Trend:
    return trend(filtered_pledges(asked or {}, moment=moment), moment=moment, mirrored=False)


def _year_rows(found: Trend) -> list[Mapping[str, int | None]]:
    rows = [{"year": each.year, "pledges": each.pledges, "updates": each.updates} for each in found.years]
    undated = [{"year": None, "pledges": found.undated, "updates": 0}] if found.undated else []
    return [*rows, *undated]


def _year_bars(found: Trend) -> list[Row]:
    bars: list[Row] = []
    for each in found.years:
        bars += _two_bars(each)
    if found.undated:
        undated = str(_("Year not on record"))
        bars.append({"label": undated, "value": found.undated, "known": found.undated})
    return bars


def _two_bars(each: Year) -> list[Row]:
    """What is filled was made in the year, what is only outlined was told of it."""
    made: Row = {"label": str(each.year), "value": each.pledges, "known": each.pledges}
    return [made, {"label": "", "value": each.updates, "known": 0}]


STAGES = Listing(
    name="stages",
    key="stage",
    title=_("What became of the pledges"),
    about=_("How many pledges’ latest public update says which stage, and how many have none."),
    public=lambda moment: _stages(None, moment),
    fields=(
        value(
            "stage", TEXT, _("The stage; “none” where there is no update."), lambda each: each.code, is_optional=False
        ),
        value("label", TEXT, _("The stage in words."), lambda each: str(each.label), is_optional=False),
        value("pledges", INTEGER, _("How many pledges."), lambda each: each.pledges, is_optional=False),
        value("of", INTEGER, _("Of how many pledges in all."), lambda each: each.of, is_optional=False),
    ),
)
COMPACT = Chart(
    table=OBJECTIVES,
    find=lambda asked, moment: list(OBJECTIVES.public(moment)),
    draw=lambda found: [_objective_bar(each) for each in found],
    title=_("Pledges under each objective"),
    notes=[_("A pledge that names several objectives counts at each, so the bars do not add up.")],
    known=_("with an update"),
    unknown=_("nothing reported yet"),
)
OUTCOMES = Chart(
    table=STAGES,
    find=_stages,
    draw=lambda found: [_stage_bar(each) for each in found],
    title=STAGES.title,
    known=_("as last reported"),
    unknown=_("nothing reported yet"),
    asks="pledges",
)
YEARS = Chart(
    table=Listing(
        name="years",
        key="year",
        title=_("Over the years"),
        about=_("How many pledges were made in each year, and how many public updates speak for a day of it."),
        public=lambda moment: _year_rows(_years(None, moment)),
        fields=(
            value(
                "year", INTEGER, _("The year; empty for pledges that do not say theirs."), lambda each: each["year"]
            ),
            value("pledges", INTEGER, _("Pledges made in it."), lambda each: each["pledges"], is_optional=False),
            value(
                "updates", INTEGER, _("Updates that speak for a day of it."), lambda each: each["updates"],
                is_optional=False,
            ),
        ),
    ),
    find=_years,
    rows=_year_rows,
    draw=_year_bars,
    title=_("Pledges made and updates given, by year"),
    known=_("Pledges made"),
    unknown=_("Updates that speak for the year"),
    asks="pledges",
)  # fmt: skip
