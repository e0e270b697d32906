"""The tallies behind the public figures say what counting says: now, then, and whatever was done in between."""

import threading
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Organisation, State
from pledges.models import Pledge
from progress.models import ProgressUpdate, Standing, Tally, TallyMonth
from progress.selectors import (
    Coverage,
    Figures,
    compact_figures,
    coverage,
    figures_by_objective,
    figures_by_objective_and_region,
    figures_by_organisation,
    figures_by_region,
    figures_by_round_table,
    figures_by_round_table_and_region,
    figures_by_state,
    tallies,
)
from progress.selectors.counting import counted, counted_coverage, counted_on
from progress.services import differences, rebuild
from progress.states import Dimension, Stage
from roundtables.models import Edition
from roundtables.selectors import editions
from tests.factories import accounts, pledges
from tests.factories import progress as updates
from tests.factories.life import TODAY, Life
from workflow import services
from workflow.models import Publication
from workflow.selectors import Moment, current_publication
from workflow.services import publish_reference_edit

pytestmark = pytest.mark.django_db
DAYS = [TODAY, date(2026, 3, 31), date(2025, 2, 28)]


def told(moment):
    """Every figure a page can show, read from the tallies."""
    return {
        "all": {"": compact_figures(moment)},
        "objective": {str(n): each for n, each in figures_by_objective(moment).items() if each.pledges},
        "state": figures_by_state(moment),
        "organisation": {str(pk): each for pk, each in figures_by_organisation(moment).items()},
        "region": {code: each for code, each in figures_by_region(moment).items() if each.pledges},
        "objective_region": {
            f"{n}:{code}": each
            for n, regions in figures_by_objective_and_region(moment).items()
            for code, each in regions.items()
            if each.pledges
        },
        "tables": {
            (edition.year, table): {"*": whole} | nonempty(figures_by_round_table_and_region(edition, moment)[table])
            for edition in editions(moment.publication)
            for table, whole in figures_by_round_table(edition, moment).items()
        },
        "coverage": coverage(moment),
    }


def nonempty(regions):
    return {code: each for code, each in regions.items() if each.pledges}


def recounted(moment):
    """The same, by looking at every pledge and every update, one by one."""
    said = {}
    for update in ProgressUpdate.objects.as_of(moment.publication).order_by("speaks_for_on", "pk"):
        said[update.about_id] = update
    public = list(Pledge.objects.as_of(moment.publication).select_related("state").prefetch_related("placements"))
    tables = {
        (edition.year, number): {n for n, table in edition.split.items() if table == number}
        for edition in editions(moment.publication)
        for number in range(1, 5)
    }
    found = {"all": {"": []}} | {name: {} for name in ("objective", "state", "organisation", "region")}
    found |= {"objective_region": {}} | {table: {"*": []} for table in tables}
    for item in public:
        for dimension, key in places_of(item, tables):
            found[dimension].setdefault(key, []).append(item)
    counted = {
        name: {key: one_by_one(items, said, moment) for key, items in sets.items()} for name, sets in found.items()
    }
    names = [bool(named(item)) for item in public]
    whole = sum(item.covers_whole_compact and not each for item, each in zip(public, names, strict=True))
    spread = Coverage(len(public), sum(names), whole, len(public) - sum(names) - whole)
    return {name: each for name, each in counted.items() if name not in tables} | {
        "tables": {table: counted[table] for table in tables},
        "coverage": spread,
    }


def named(item):
    return {each.objective_id for each in item.placements.all() if each.weight == "main"}


def places_of(item, tables):
    """Every set a pledge is in."""
    region = "organisations" if item.organisation_id else (item.state.review_region if item.state else "")
    yield from [("all", ""), ("region", region)]
    yield from (("objective", str(n)) for n in named(item))
    yield from (("objective_region", f"{n}:{region}") for n in named(item))
    if item.state_id:
        yield "state", item.state_id
    if item.organisation_id:
        yield "organisation", str(item.organisation_id)
    for table in (table for table, objectives in tables.items() if objectives & named(item)):
        yield from [(table, "*"), (table, region)]


def one_by_one(items, said, moment):
    heard = [said[item.record_id] for item in items if item.record_id in said]
    stages = {stage.value: sum(update.stage == stage for update in heard) for stage in Stage}
    return Figures(
        pledges=len(items),
        states=len({item.state_id for item in items} - {None}),
        organisations=len({item.organisation_id for item in items} - {None}),
        with_update=len(heard),
        fresh=sum(update.speaks_for_on > moment.day - timedelta(days=365) for update in heard),
        latest_update_on=max((update.speaks_for_on for update in heard), default=None),
        **stages,
    )


def counted_at_once(moment):
    """The same, by the queries that count where no tallies are kept."""
    dimensions = ["all", "objective", "state", "organisation", "region", "objective_region"]
    found = {name: counted(Dimension(name), moment) for name in dimensions}
    tables = {
        (edition.year, number): counted_on([n for n, table in edition.split.items() if table == number], moment)
        for edition in editions(moment.publication)
        for number in range(1, 5)
    }
    return found | {"tables": tables, "coverage": counted_coverage(moment)}


@pytest.mark.parametrize(("seed", "retracts"), [(7, True), (23, False)])
def test_after_anything_that_can_happen_the_tallies_say_what_counting_says_now_and_then(seed, retracts):
    life, first = Life(seed, retracts=retracts), current_publication()
    for _ in range(120):
        life.happen()
    last = current_publication()
    assert last - first > 60
    for number in [*range(first, last, 4), last]:
        moment = Moment(publication=number, day=DAYS[number % 3])
        expected = recounted(moment)
        assert told(moment) == expected, moment
        assert counted_at_once(moment) == expected, moment
    assert differences() == []
    before = rows()
    rebuild()
    assert rows() == before


def rows():
    """Everything the tables say, without the numbers of their rows."""
    return [
        sorted(model.objects.values_list(*[field.name for field in model._meta.fields if field.name != "id"]))
        for model in (Standing, Tally, TallyMonth)
    ]


def test_what_was_retracted_since_is_counted_at_no_moment_again():
    focal, moderator = accounts.focal_point(), accounts.moderator()
    item, other = (pledges.published(focal, moderator, objectives=(7,)) for _ in range(2))
    told_once = updates.published(focal, moderator=moderator, about=other.record, speaks_for_on=TODAY)
    then = Moment(current_publication(), TODAY)
    assert (figures_by_objective(then)[7].pledges, figures_by_objective(then)[7].with_update) == (2, 1)
    services.retract(item, by=moderator, note="A sample reason.")
    services.retract(told_once, by=moderator, note="A sample reason.")
    assert figures_by_objective(then)[7] == Figures(pledges=1, states=1)
    assert (told(then), differences()) == (recounted(then), [])


def test_where_no_tallies_are_kept_yet_pledges_are_counted_and_the_next_publication_makes_them():
    pledges.published()
    for model in (Standing, Tally, TallyMonth):
        model.objects.all().delete()
    moment = Moment(publication=current_publication(), day=TODAY)
    assert told(moment) == recounted(moment)
    assert compact_figures(moment).pledges == 1
    pledges.published(accounts.focal_point("KEN"), state="KEN", moderator=accounts.moderator("two@example.org"))
    assert (differences(), compact_figures(Moment(current_publication(), TODAY)).states) == ([], 2)
    assert told(moment) == recounted(moment)


def test_states_put_into_another_region_are_tallied_there_from_the_edit_on():
    pledges.published()
    State.objects.filter(pk="PRT").update(review_region="ECA")
    publish_reference_edit(by=accounts.administrator(), note="Sample")
    assert figures_by_region(Moment(current_publication(), TODAY))["ECA"].pledges == 1
    assert differences() == []


def test_a_tally_that_is_wrong_is_named_and_made_anew(capsys):
    pledges.published(objectives=(7,))
    Tally.objects.filter(dimension="objective", key="7").update(pledges=2)
    error = StringIO()
    with pytest.raises(CommandError, match="1 tallies differ"):
        call_command("rebuild_figures", "--check", stderr=error)
    assert error.getvalue() == "Not what the records give: objective 7\n"
    call_command("rebuild_figures")
    call_command("rebuild_figures", "--check")
    assert "every tally is what the records give" in capsys.readouterr().out


def test_a_publication_that_cannot_be_tallied_does_not_happen():
    item = pledges.submitted(accounts.focal_point())
    before = current_publication()
    Tally.objects.filter(dimension="all", until=tallies.STILL).update(since=before + 1)
    with pytest.raises(Exception, match="tally_holds_for_a_while"):
        services.publish(item, by=accounts.moderator())
    connection.needs_rollback = False


@pytest.mark.django_db(transaction=True)
def test_publications_at_the_same_time_lose_nothing():
    moderator = accounts.moderator()
    drafts = [
        pledges.submitted(accounts.focal_point(code), state=code, objectives=(7, n))
        for n, code in enumerate(["PRT", "KEN", "MEX", "EGY"], 8)
    ]
    failed = []

    def publish(item):
        try:
            services.publish(item, by=moderator)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[item]) for item in drafts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    found = figures_by_objective(Moment(current_publication(), TODAY))
    assert (failed, found[7].pledges, found[7].states, found[9].pledges) == ([], 4, 4, 1)
    assert differences() == []
    assert Publication.objects.count() == current_publication()
    assert (Organisation.objects.count(), Edition.objects.count() > 1) == (0, True)
