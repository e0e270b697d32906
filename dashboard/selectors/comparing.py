"""Two to four States or objectives side by side, by the same selectors as their own pages. Nothing is ranked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import State
from dashboard.selectors.compact import ObjectivePage, objective_page
from dashboard.selectors.parties import PartyPage, in_language_order, state_page
from dashboard.selectors.plans import measures_for_objective, plans_of_state
from dashboard.selectors.reviews import reviews_of_state
from objectives.models import Objective
from pledges.states import Weight
from progress.selectors import Figures
from progress.states import Stage
from workflow.selectors import Moment

LEAST, MOST = 2, 4
Label = str | Promise


@dataclass(frozen=True)
class Cell:
    """One value, with its denominator where it has one, and where the records behind it are."""

    value: int | str | None
    of: int | None = None
    url: str = ""

    @property
    def is_number(self) -> bool:
        """True where it is written as numbers are."""
        return isinstance(self.value, int)


@dataclass(frozen=True)
class Compared:
    """One State or objective: a column."""

    title: str
    url: str
    cells: Sequence[Cell]
    objectives: Sequence[Objective] = field(default_factory=tuple)


@dataclass(frozen=True)
class Comparison:
    """Columns under their titles; each line is what one row of the table says of all of them."""

    columns: Sequence[Compared]
    labels: Sequence[Label]

    @property
    def lines(self) -> list[tuple[Label, list[Cell]]]:
        """The rows: what is compared, and its cell in each column."""
        return [(label, [column.cells[at] for column in self.columns]) for at, label in enumerate(self.labels)]


OF_PLEDGES: list[Label] = [
    gettext_lazy("Pledges on record"),
    gettext_lazy("… with a progress update"),
    gettext_lazy("… with one from the last 12 months"),
    *(stage.label for stage in Stage),
    gettext_lazy("Latest update speaks for"),
]
OF_STATES: list[Label] = [
    gettext_lazy("Region of the regional reviews"),
    *OF_PLEDGES,
    gettext_lazy("Tools it provides"),
    gettext_lazy("National implementation plans"),
    gettext_lazy("Voluntary national reviews"),
    gettext_lazy("Capacity needs"),
]
OF_OBJECTIVES: list[Label] = [
    gettext_lazy("Round table"),
    *OF_PLEDGES,
    gettext_lazy("States that pledged"),
    gettext_lazy("Organisations that pledged"),
    gettext_lazy("Tools"),
    pgettext_lazy("compared", "Measures of national plans"),
]


def compared_states(states: Iterable[State], moment: Moment, *, language: str) -> Comparison:
    """States in the alphabetical order of the page's language, whatever their numbers."""
    return Comparison([_of_state(each, moment) for each in in_language_order(states, language)], OF_STATES)


def compared_objectives(numbers: Iterable[int], moment: Moment) -> Comparison:
    """Objectives in the order of the Compact."""
    found = [objective_page(number, moment) for number in sorted(set(numbers))]
    return Comparison([_of_objective(each, moment) for each in found if each], OF_OBJECTIVES)


def _of_state(state: State, moment: Moment) -> Compared:
    own, pledges = state_page(state, moment), f"{reverse('pledges:list')}?state={state.pk}"
    page = state.get_absolute_url()
    return Compared(
        title=state.name,
        url=page,
        cells=[
            Cell(state.get_review_region_display() or None),
            *_of_pledges(own.figures, pledges),
            Cell(own.tools.count(), url=f"{page}#tools"),
            Cell(len(plans_of_state(state, moment)), url=f"{page}#plans"),
            Cell(len(reviews_of_state(state, moment)), url=f"{page}#reviews"),
            Cell(own.needs.count(), url=f"{reverse('needs:list')}?state={state.pk}"),
        ],
        objectives=_objectives_of(own),
    )


def _of_objective(found: ObjectivePage, moment: Moment) -> Compared:
    objective, figures = found.objective, found.figures
    query = f"?objective={objective.pk}"
    return Compared(
        title=str(objective),
        url=objective.get_absolute_url(),
        cells=[
            Cell(str(found.round_table), url=found.round_table.get_absolute_url()),
            *_of_pledges(figures, reverse("pledges:list") + query),
            Cell(figures.states),
            Cell(figures.organisations),
            Cell(found.tools.count(), url=reverse("tools:list") + query),
            Cell(measures_for_objective(objective.pk, moment).count(), url=reverse("plans:list") + query),
        ],
    )


def _of_pledges(figures: Figures, url: str) -> list[Cell]:
    total = figures.pledges
    stages = [Cell(count, total, f"{url}&stage={stage.value}") for stage, count in figures.stages]
    return [
        Cell(total, url=url),
        Cell(figures.with_update, total),
        Cell(figures.fresh, total),
        *stages,
        Cell(_day(figures.latest_update_on)),
    ]


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else _("No update yet")


def _objectives_of(own: PartyPage) -> list[Objective]:
    named = own.pledges.order_by().filter(placements__weight=Weight.MAIN).values("placements__objective")
    return list(Objective.objects.filter(pk__in=named).order_by("number"))
