"""Charts by name: what each draws is a table like any other, so picture and files are made of the same rows.

To add one, write its table (a `Listing`) and how a row of it becomes a bar, and put it into `CHARTS`: it then has its
addresses, its files, its pictures and its tests.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboard.selectors.fields import Listing
from dashboard.selectors.fields.columns import INTEGER, TEXT, value
from dashboard.selectors.fields.compact import OBJECTIVES
from pledges.models import Pledge
from progress.selectors import figures, public_pledges
from progress.states import Stage
from ui.charts import Row
from workflow.selectors import Moment

Words = str | Promise
ENDINGS = ("svg", "png", "csv", "xlsx", "json")


@dataclass(frozen=True)
class Chart:
    """A chart: its table, how a row of it is drawn as a bar, and what the bars mean.

    `rows` makes the rows; a chart that is `of_pledges` is given the pledges the address asks for, else None.
    `known` and `unknown` name the filled and the empty part of a bar; without them a bar has one part.
    """

    table: Listing
    rows: Callable[[QuerySet[Pledge] | None, Moment], Sequence[Any]]
    bar: Callable[[Any], Row]
    title: Words
    note: Words = ""
    known: Words = ""
    unknown: Words = ""
    of_pledges: bool = False

    @property
    def name(self) -> str:
        """What it is called in addresses and file names."""
        return self.table.name

    def formats(self, query: str = "") -> list[tuple[str, str]]:
        """The pictures and the table behind them, with their addresses; `query` is what the page was asked for."""
        tail = f"?{query}" if query else ""
        return [(each.upper(), reverse("charts:file", args=[self.name, each]) + tail) for each in ENDINGS]


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


def _of_all(moment: Moment) -> list[StageCount]:
    return stage_counts(None, moment)


STAGES = Listing(
    name="stages",
    key="stage",
    title=_("What became of the pledges"),
    about=_("How many pledges’ latest public update says which stage, and how many have none."),
    public=_of_all,
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
    rows=lambda pledges, moment: list(OBJECTIVES.public(moment)),
    bar=lambda each: {
        "label": each.thing.short_title,
        "number": each.thing.number,
        "value": each.figures.pledges,
        "known": each.figures.with_update,
        "round_table": each.thing.round_table,
    },
    title=_("Pledges under each objective"),
    note=_("A pledge that names several objectives counts at each, so the bars do not add up."),
    known=_("with an update"),
    unknown=_("nothing reported yet"),
)
OUTCOMES = Chart(
    table=STAGES,
    rows=stage_counts,
    bar=lambda each: {
        "label": str(each.label), "value": each.pledges, "known": each.pledges if each.code in Stage.values else 0,
    },
    title=STAGES.title,
    known=_("as last reported"),
    unknown=_("nothing reported yet"),
    of_pledges=True,
)  # fmt: skip
CHARTS: Mapping[str, Chart] = {each.name: each for each in (COMPACT, OUTCOMES)}
