"""What became public between two moments: acts by kind, and what happened to each pledge."""

import pytest

from accounts.models import User
from dashboard.selectors.between import acts_between, moved_objectives, pledge_turns, publications_between
from dashboard.selectors.forums import changes_on_record, first_moment, moment_on
from progress.selectors import compact_figures, public_pledges
from roundtables.selectors import edition_of
from tests.factories import accounts, pledges, progress, roundtables, tools
from tests.factories.life import Life
from workflow import services
from workflow.models import Publication
from workflow.selectors import Moment, current_moment, current_publication, moment_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return accounts.moderator()


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


def withdrawn(pledge, by, staff):
    return services.publish(services.submit(pledges.withdrawal(pledge, by), by=by), by=staff)


def references(pledges_found):
    return [each.reference for each in pledges_found]


def acts(before):
    found = acts_between(before, current_moment())
    names = ("new", "imported", "amended", "withdrawn", "retracted")
    return {each.kind: tuple(getattr(each, name) for name in names) for each in found}


def test_a_pledge_is_new_amended_or_taken_off_between_the_two(staff, focal):
    kept, amended, ended = (pledges.published(focal, staff) for _each in range(3))
    before = current_moment()
    new = pledges.published(focal, staff)
    pledges.published(focal, staff, record=amended.record, change="amendment")
    withdrawn(ended, focal, staff)
    turns = pledge_turns(before, current_moment())
    assert references(turns.new) == [new.reference]
    assert references(turns.amended) == [amended.reference]
    assert [(each.reference, each.closing) for each in turns.closed] == [(ended.reference, "withdrawn")]
    assert kept.reference not in references([*turns.new, *turns.amended])
    assert turns.counts == {
        "new": 1,
        "amended": 1,
        "fulfilled": 0,
        "discontinued": 0,
        "withdrawn": 1,
        "retracted": 0,
        "superseded": 0,
    }


def test_what_came_and_went_between_is_not_new_but_its_end_is_told(staff, focal):
    before = current_moment()
    pledge = pledges.published(focal, staff)
    withdrawn(pledge, focal, staff)
    turns = pledge_turns(before, current_moment())
    assert (references(turns.new), references(turns.closed)) == ([], [pledge.reference])


def test_a_pledge_came_to_be_fulfilled_if_it_was_not_before_and_is_now(staff, focal):
    done, redone, undone = (pledges.published(focal, staff) for _each in range(3))
    for pledge in (redone, undone):
        progress.published(focal, moderator=staff, about=pledge.record, stage="fulfilled", speaks_for_on="2026-05-01")
    before = current_moment()
    progress.published(focal, moderator=staff, about=done.record, stage="fulfilled")
    progress.published(focal, moderator=staff, about=redone.record, stage="fulfilled")
    words = {"stage": "discontinued", "discontinued_because": "No sample funds."}
    progress.published(focal, moderator=staff, about=undone.record, **words)
    turns = pledge_turns(before, current_moment())
    assert references(turns.fulfilled) == [done.reference]
    assert references(turns.discontinued) == [undone.reference]


def test_acts_are_counted_by_kind_and_imports_apart(staff, focal):
    first = pledges.published(focal, staff)
    before = current_moment()
    pledges.published(focal, staff, record=first.record, change="amendment")
    services.publish_imported([pledges.draft(focal) for _each in range(2)], by=User.objects.system(), note="sample")
    progress.published(focal, moderator=staff, about=first.record)
    tool = tools.published(focal, staff)
    tools.published(focal, staff)
    services.retract(tool, by=staff, note="A sample reason.")
    found = acts(before)
    assert {kind: each for kind, each in found.items() if any(each)} == {
        "PL": (0, 2, 1, 0, 0),
        "PU": (1, 0, 0, 0, 0),
        "TL": (1, 0, 0, 0, 1),
    }
    assert list(found) == ["PL", "PU", "NP", "VR", "CN", "TL"]
    assert publications_between(before, current_moment()) == 6


def test_nothing_happens_between_a_moment_and_itself(staff, focal):
    pledges.published(focal, staff)
    now = current_moment()
    assert not any(pledge_turns(now, now).counts.values())
    assert publications_between(now, now) == 0


@pytest.mark.parametrize("seed", [2, 8])
def test_pledges_then_and_the_turns_between_make_the_pledges_now(seed):
    life, first = Life(seed, retracts=False), current_publication()
    while current_publication() < first + 40:
        life.happen()
    last = current_publication()
    for number in (first, first + 10, first + 25):
        until = moment_at(last, latest=last)
        before = moment_at(number, latest=last) or Moment(0, until.day)
        turns = pledge_turns(before, until)
        then, now = compact_figures(before).pledges, compact_figures(until).pledges
        known = {each.reference for each in turns.closed}
        gone = sum(each in known for each in public_references(before))
        assert then + turns.counts["new"] - gone == now


def public_references(moment):
    return list(public_pledges(moment).values_list("record__reference", flat=True))


def test_objectives_that_stand_elsewhere_at_the_later_forum_are_named_with_both_tables():
    before = current_moment()
    roundtables.resplit({7: 1, 2: 3}, 2026)
    now = current_moment()
    earlier, later = edition_of(2022, now.publication), edition_of(2026, now.publication)
    moved = moved_objectives(earlier, later, now)
    assert [(each.objective, each.before, each.after) for each in moved] == [(2, 1, 3), (7, 4, 1)]
    assert moved_objectives(earlier, later, before) == []


def test_a_day_has_the_last_publication_that_was_out_and_none_before_the_first(staff, focal):
    pledges.published(focal, staff)
    now, first = current_moment(), Publication.objects.order_by("number").first()
    assert moment_on(now.day, now) == now
    assert moment_on(first.at.date().replace(year=2019), now).publication == 0
    assert first_moment().publication == 1


def test_what_is_on_record_is_said_of_both_moments(staff, focal):
    before = current_moment()
    pledges.published(focal, staff)
    (pledged, *_rest) = changes_on_record(before, current_moment())
    assert (str(pledged.what), pledged.before, pledged.after, pledged.difference) == ("Pledges", 0, 1, 1)
