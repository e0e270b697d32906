"""Every number shown to the public about pledges and what became of them: one function per number.

Pages, exports, the API and the reports call these; none of them counts by itself. All take a `Moment`: the publication
the figures are true at, and the day ages are counted from. They are read from tallies, whatever the number of pledges;
where the tallies do not go (none are kept yet), the pledges are counted.
"""

from collections.abc import Mapping

from accounts.states import ReviewRegion
from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from progress.selectors.counting import ANYWHERE, counted, counted_coverage, counted_on, figures, spread
from progress.selectors.numbers import Coverage, Figures
from progress.selectors.tallies import tallied
from progress.states import OF_ORGANISATIONS, Dimension, key_of_objectives
from roundtables.models import Edition
from roundtables.selectors import split_at
from workflow.selectors import Moment

REGIONS = (*ReviewRegion.values, OF_ORGANISATIONS, "")
__all__ = [
    "REGIONS",
    "compact_figures",
    "coverage",
    "figures",
    "figures_by_objective",
    "figures_by_objective_and_region",
    "figures_by_organisation",
    "figures_by_region",
    "figures_by_round_table",
    "figures_by_round_table_and_region",
    "figures_by_state",
    "pledge_count",
    "public_pledges",
]


def public_pledges(moment: Moment) -> PledgeQuerySet:
    """The pledges public at that moment, newest first, with owner and reference."""
    return Pledge.objects.as_of(moment.publication).with_parties().order_by("-published_at", "-pk")


def compact_figures(moment: Moment) -> Figures:
    """The figures of all pledges."""
    return _by(Dimension.ALL, moment).get("", Figures())


def pledge_count(moment: Moment) -> int:
    """How many pledges there are: `compact_figures` where nothing else of them is asked."""
    found = tallied([], moment, with_ages=False)
    return Pledge.objects.as_of(moment.publication).count() if found is None else found[Dimension.ALL][""].pledges


def coverage(moment: Moment) -> Coverage:
    """How many pledges name objectives, the Compact as a whole, or nothing (older records do not say)."""
    found = tallied([Dimension.NAMING], moment, with_ages=False)
    if found is None:
        return counted_coverage(moment)
    naming = {key: each.pledges for key, each in found[Dimension.NAMING].items()}
    return spread(naming, total=found[Dimension.ALL][""].pledges)


def figures_by_objective(moment: Moment) -> Mapping[int, Figures]:
    """For each of the 23 objectives, the figures of the pledges that name it as a main objective."""
    found = _by(Dimension.OBJECTIVE, moment)
    return {number: found.get(str(number), Figures()) for number in range(1, 24)}


def figures_by_objective_and_region(moment: Moment) -> Mapping[int, Mapping[str, Figures]]:
    """For each objective and each region of the regional reviews, the figures of the pledges of the region's States.

    Under "organisations" stand the pledges of organisations, under "" those of no region on record. A pledge counts
    once in each objective it names: a row adds up to the objective's own pledges, a column to more than the region's.
    """
    found = _by(Dimension.OBJECTIVE_IN_REGION, moment)
    return {n: {region: found.get(f"{n}:{region}", Figures()) for region in REGIONS} for n in range(1, 24)}


def figures_by_round_table(edition: Edition, moment: Moment) -> Mapping[int, Figures]:
    """For each round table of the edition, the figures of the pledges on any of its objectives, each counted once."""
    found = _at_tables(edition, moment, Dimension.OBJECTIVES)
    return {table: figures_of[ANYWHERE] for table, figures_of in found.items()}


def figures_by_round_table_and_region(edition: Edition, moment: Moment) -> Mapping[int, Mapping[str, Figures]]:
    """The same for each region, as `figures_by_objective_and_region` names them; here too each pledge counts once."""
    found = _at_tables(edition, moment, Dimension.OBJECTIVES_IN_REGION)
    return {table: {region: by.get(region, Figures()) for region in REGIONS} for table, by in found.items()}


def figures_by_state(moment: Moment) -> Mapping[str, Figures]:
    """The figures of each pledging State's own pledges, by ISO alpha-3; States without a pledge are not listed."""
    return _by(Dimension.STATE, moment)


def figures_by_organisation(moment: Moment) -> Mapping[int, Figures]:
    """The figures of each pledging organisation's pledges, by its id."""
    return {int(key): each for key, each in _by(Dimension.ORGANISATION, moment).items()}


def figures_by_region(moment: Moment) -> Mapping[str, Figures]:
    """The figures of the pledges of each region's States, of organisations, and of those of no region on record."""
    found = _by(Dimension.REGION, moment)
    return {region: found.get(region, Figures()) for region in REGIONS}


def _by(dimension: Dimension, moment: Moment) -> Mapping[str, Figures]:
    """What has a pledge, by the dimension's keys."""
    found = tallied([dimension], moment)
    if found is None:
        return counted(dimension, moment)
    return {key: each for key, each in found[dimension].items() if each.pledges}


def _at_tables(edition: Edition, moment: Moment, dimension: Dimension) -> dict[int, dict[str, Figures]]:
    """By round table and region; the whole table as "*". A table whose objectives are not tallied is counted."""
    split = split_at(edition, moment.publication)
    tables = {number: [each for each, table in split.items() if table == number] for number in range(1, 5)}
    kept = tallied({Dimension.OBJECTIVES, dimension}, moment) or {}
    whole, cells = kept.get(Dimension.OBJECTIVES, {}), kept.get(dimension, {})
    found: dict[int, dict[str, Figures]] = {}
    for number, objectives in tables.items():
        key = key_of_objectives(objectives)
        if key in whole:
            found[number] = {region: cells.get(f"{key}:{region}", Figures()) for region in REGIONS}
            found[number][ANYWHERE] = whole[key]
        else:
            found[number] = counted_on(objectives, moment)
    return found
