"""Every public number, on records that were amended, withdrawn, retracted, or never heard of again."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from progress.models import ProgressUpdate
from progress.selectors import (
    Coverage,
    Figures,
    compact_figures,
    coverage,
    figures_by_level,
    figures_by_objective,
    figures_by_objective_and_region,
    figures_by_organisation,
    figures_by_round_table,
    figures_by_state,
    latest_updates,
    public_updates,
)
from progress.states import Stage
from roundtables.models import Edition
from tests.factories import accounts, pledges
from workflow import services
from workflow.selectors import Moment, current_publication
from workflow.states import Change

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def now(day=TODAY):
    return Moment(publication=current_publication(), day=day)


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator()


def update(pledge, by, moderator, *, stage=Stage.IN_PROGRESS, on=TODAY, publish=True):
    """A progress update on the pledge, public unless the test says otherwise."""
    item = ProgressUpdate(
        about=pledge.record,
        state=pledge.state,
        stage=stage,
        speaks_for_on=on,
        narrative="A sample of progress.",
        discontinued_because="A sample reason." if stage == Stage.DISCONTINUED else "",
    )
    services.submit(services.start_draft(item, by=by), by=by)
    return services.publish(item, by=moderator) if publish else item


def test_with_nothing_published_every_figure_is_nought():
    assert compact_figures(now()) == Figures()
    assert coverage(now()) == Coverage(pledges=0, naming_objectives=0, whole_compact=0, naming_none=0)
    assert figures_by_objective(now()) == {number: Figures() for number in range(1, 24)}
    assert (figures_by_state(now()), figures_by_organisation(now())) == ({}, {})


def test_only_what_is_published_is_counted(portugal, moderator):
    pledges.published(portugal, moderator)
    pledges.draft(portugal)
    pledges.submitted(portugal)
    services.return_for_changes(pledges.submitted(portugal), by=moderator, note="Once more.")
    services.reject(pledges.submitted(portugal), by=moderator, note="No.")
    services.withdraw(pledges.submitted(portugal), by=portugal)
    services.retract(pledges.published(portugal, moderator), by=moderator, note="In error.")
    assert compact_figures(now()) == Figures(pledges=1, states=1)


def test_a_pledge_counts_once_for_each_main_objective_and_not_for_a_related_one(portugal, moderator):
    item = pledges.draft(portugal, objectives=(7, 8))
    item.placements.create(objective_id=9, weight="related")
    services.publish(services.submit(item, by=portugal), by=moderator)
    counted = {number: found.pledges for number, found in figures_by_objective(now()).items() if found.pledges}
    assert counted == {7: 1, 8: 1}


def test_a_round_table_counts_a_pledge_once_however_many_of_its_objectives_it_names(portugal, moderator):
    pledges.published(portugal, moderator, objectives=(7, 17, 2))  # 7 and 17 are both at table 4, 2 at table 1
    edition = Edition.objects.get(year=2022)
    counted = {number: found.pledges for number, found in figures_by_round_table(edition, now()).items()}
    assert counted == {1: 1, 2: 0, 3: 0, 4: 1}


def test_states_and_organisations_are_counted_once_and_apart(portugal, moderator):
    kenya, city = accounts.focal_point("KEN"), accounts.organisation()
    contributor = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledges.published(portugal, moderator)
    pledges.published(portugal, moderator)
    pledges.published(kenya, moderator, state="KEN")
    pledges.published(contributor, moderator, state=None, organisation=city)
    assert compact_figures(now()) == Figures(pledges=4, states=2, organisations=1)
    assert {iso3: found.pledges for iso3, found in figures_by_state(now()).items()} == {"PRT": 2, "KEN": 1}
    assert {pk: found.pledges for pk, found in figures_by_organisation(now()).items()} == {city.pk: 1}


def test_a_region_counts_the_pledges_of_its_states_and_what_is_in_none_stands_apart(portugal, moderator):
    kenya, city = accounts.focal_point("KEN"), accounts.organisation()
    contributor = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    update(pledges.published(portugal, moderator, objectives=(7, 8)), portugal, moderator)
    pledges.published(kenya, moderator, state="KEN")
    pledges.published(contributor, moderator, state=None, organisation=city)
    found = figures_by_objective_and_region(now())
    assert {len(regions) for regions in found.values()} == {7}
    assert {region: cell.pledges for region, cell in found[7].items() if cell.pledges} == {
        "ECE": 1,
        "ECA": 1,
        "organisations": 1,
    }
    assert found[8]["ECE"] == Figures(
        pledges=1, states=1, with_update=1, fresh=1, in_progress=1, latest_update_on=TODAY
    )
    assert (found[8][""], found[7]["organisations"]) == (Figures(), Figures(pledges=1, organisations=1))


def test_coverage_says_what_names_no_objective(portugal, moderator):
    pledges.published(portugal, moderator, objectives=(7, 8))
    pledges.published(portugal, moderator, objectives=(), covers_whole_compact=True)
    services.publish_imported([pledges.draft(portugal, objectives=())], by=User.objects.system(), note="sample.csv")
    assert coverage(now()) == Coverage(pledges=3, naming_objectives=1, whole_compact=1, naming_none=1)


def test_the_stage_is_that_of_the_update_that_speaks_for_the_latest_day(portugal, moderator):
    item = pledges.published(portugal, moderator)
    pledges.published(portugal, moderator)
    latest = update(item, portugal, moderator, stage=Stage.FULFILLED, on=date(2026, 6, 1))
    update(item, portugal, moderator, stage=Stage.PLANNING, on=date(2025, 6, 1))
    update(item, portugal, moderator, stage=Stage.DISCONTINUED, on=date(2026, 7, 1), publish=False)
    found = compact_figures(now())
    assert found == Figures(
        pledges=2, states=1, with_update=1, fresh=1, fulfilled=1, latest_update_on=date(2026, 6, 1)
    )
    assert found.without_update == 1
    assert found.stages == [
        (Stage.PLANNING, 0), (Stage.IN_PROGRESS, 0), (Stage.FULFILLED, 1), (Stage.DISCONTINUED, 0),
    ]  # fmt: skip
    assert latest_updates([item.record_id], moment=now()) == {item.record_id: latest}
    assert [u.speaks_for_on.year for u in public_updates(item.record, moment=now())] == [2026, 2025]


def test_an_update_is_fresh_for_a_year_of_the_day_asked_for(portugal, moderator):
    update(pledges.published(portugal, moderator), portugal, moderator, on=date(2025, 11, 22))
    assert compact_figures(now(date(2026, 11, 21))).fresh == 1
    assert compact_figures(now(date(2026, 11, 22))).fresh == 0


def test_figures_as_of_an_earlier_publication_are_what_they_were(portugal, moderator):
    first = pledges.published(portugal, moderator, objectives=(7,))
    then = now()
    update(first, portugal, moderator)
    amended = pledges.draft(portugal, record=first.record, change=Change.AMENDMENT, objectives=(8,))
    services.publish(services.submit(amended, by=portugal), by=moderator)
    by_then, by_now = figures_by_objective(then), figures_by_objective(now())
    assert (by_then[7], by_then[8]) == (Figures(pledges=1, states=1), Figures())
    assert by_now[7] == Figures()
    assert by_now[8] == Figures(pledges=1, states=1, with_update=1, fresh=1, in_progress=1, latest_update_on=TODAY)


def test_a_withdrawn_pledge_no_longer_counts_but_did(portugal, moderator):
    first = pledges.published(portugal, moderator)
    then = now()
    leaving = pledges.draft(portugal, record=first.record, change=Change.WITHDRAWAL, change_reason="Not funded.")
    services.publish(services.submit(leaving, by=portugal), by=moderator)
    assert (compact_figures(then).pledges, compact_figures(now()).pledges) == (1, 0)


def test_figures_cost_the_same_number_of_queries_however_many_records(portugal, moderator, django_assert_num_queries):
    for _ in range(3):
        update(pledges.published(portugal, moderator), portugal, moderator, on=TODAY - timedelta(days=1))
    moment = now()
    for selector in (compact_figures, figures_by_objective, figures_by_objective_and_region, figures_by_state):
        with django_assert_num_queries(2):
            assert selector(moment)
    with django_assert_num_queries(1):
        coverage(moment)


def test_figures_by_level_count_a_pledge_at_each_level_it_names_and_silence_apart(portugal, moderator):
    told = pledges.published(portugal, moderator, levels=["local", "national"])
    pledges.published(portugal, moderator, levels=["local"])
    pledges.published(portugal, moderator)
    update(told, portugal, moderator)
    assert {level: (each.pledges, each.with_update) for level, each in figures_by_level(now()).items()} == {
        "local": (2, 1),
        "national": (1, 1),
        "regional": (0, 0),
        "international": (0, 0),
        "": (1, 0),
    }
