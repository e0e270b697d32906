"""Which updates a record's page shows: amended, withdrawn, retracted, unchanged, at any moment."""

from datetime import date

import pytest

from accounts.selectors import mandates_of
from drafting import services as drafting
from progress.models import ProgressUpdate
from progress.selectors import (
    closed_updates,
    last_said,
    latest_update,
    public_updates,
    readable_update,
    under_way,
    with_content,
)
from progress.services import UPDATE_CONTENT, confirm_unchanged
from progress.states import Stage
from tests.factories import accounts, pledges, progress
from workflow import services
from workflow.selectors import Moment, current_publication

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


class World:
    """Portugal with a public pledge, and the moderator."""

    def __init__(self):
        self.focal, self.moderator = accounts.focal_point(), accounts.moderator()
        self.pledge = pledges.published(self.focal, self.moderator)

    def update(self, **fields):
        """A public update on it."""
        return progress.published(self.focal, moderator=self.moderator, about=self.pledge.record, **fields)

    def published(self, draft):
        """The draft, public."""
        return services.publish(services.submit(draft, by=self.focal), by=self.moderator)

    def amended(self, update, reason="A slip.", **values):
        """The next version of an update, public."""
        draft = drafting.draft_amendment(update, by=self.focal, content=UPDATE_CONTENT, reason=reason)
        UPDATE_CONTENT.write(draft, values)
        draft.save()
        return self.published(draft)

    def withdrawn(self, update, *, superseded_by=None):
        """The update, taken off the site by its owner."""
        draft = drafting.draft_withdrawal(
            update, by=self.focal, content=UPDATE_CONTENT, reason="An error.", superseded_by=superseded_by
        )
        return self.published(draft)


@pytest.fixture
def world():
    return World()


def now():
    return Moment(publication=current_publication(), day=DAY)


def shown(world, moment=None):
    return list(public_updates(world.pledge.record, moment=moment or now()))


def test_an_amended_update_is_shown_once_with_the_texts_it_had(world):
    first = world.update(narrative="One office.")
    second = world.amended(first, narrative="Two offices.")
    third = world.amended(second, narrative="Three offices.")
    (found,) = shown(world)
    assert (found, found.change_reason) == (third, "A slip.")
    assert [each.narrative for each in found.record.earlier_versions] == ["Two offices.", "One office."]


def test_at_an_earlier_moment_later_versions_are_not_there(world):
    first = world.update(narrative="One office.")
    earlier = now()
    second = world.amended(first, narrative="Two offices.")
    between = now()
    world.amended(second)
    (found,) = shown(world, earlier)
    assert (found, found.record.earlier_versions) == (first, [])
    (found,) = shown(world, between)
    assert (found, found.record.earlier_versions) == (second, [first])


def test_a_withdrawn_update_leaves_the_list_and_its_reason(world):
    kept, gone = world.update(speaks_for_on=date(2026, 7, 1)), world.update()
    before = now()
    world.withdrawn(gone, superseded_by=kept.record)
    assert shown(world) == [kept]
    (record,) = closed_updates(world.pledge.record, moment=now())
    assert (record, record.closing, record.closing_note) == (gone.record, "superseded", "An error.")
    assert record.superseded_by == kept.record
    assert list(closed_updates(world.pledge.record, moment=before)) == []
    assert len(shown(world, before)) == 2


def test_a_retracted_update_leaves_a_line_and_none_of_its_words(world):
    update = world.update()
    services.retract(update, by=world.moderator, note="Not true.")
    assert shown(world) == []
    (record,) = closed_updates(world.pledge.record, moment=now())
    assert (record.closing, record.closing_note) == ("retracted", "Not true.")


def test_unchanged_counts_from_the_last_update_that_says_more(world):
    world.update(speaks_for_on=date(2026, 2, 1))
    said = world.update(speaks_for_on=date(2026, 3, 1))
    for day in (date(2026, 5, 1), date(2026, 8, 1)):
        world.update(speaks_for_on=day, narrative="", is_unchanged=True)
    assert [(each.speaks_for_on, each.unchanged_since) for each in shown(world) if each.is_unchanged] == [
        (date(2026, 8, 1), date(2026, 3, 1)),
        (date(2026, 5, 1), date(2026, 3, 1)),
    ]
    assert last_said(shown(world)[0], moment=now()) == said
    before = now()
    world.withdrawn(said)
    assert shown(world)[0].unchanged_since == date(2026, 2, 1)
    assert shown(world, before)[0].unchanged_since == date(2026, 3, 1)


def test_a_confirmation_keeps_the_stage_and_is_the_latest_word(world):
    world.update(stage=Stage.PLANNING)
    confirmed = services.publish(confirm_unchanged(world.pledge.record, by=world.focal), by=world.moderator)
    latest = latest_update(world.pledge.record)
    assert (latest, latest.stage, latest.unchanged_since) == (confirmed, Stage.PLANNING, date(2026, 6, 1))


def test_where_nothing_was_said_nothing_is_found(world):
    assert latest_update(world.pledge.record) is None
    assert last_said(ProgressUpdate(about=world.pledge.record), moment=now()) is None
    assert under_way([world.pledge.record_id]) == {}


def test_an_update_is_readable_for_its_owner_and_for_all_once_it_is_public(world):
    egypt, portugal = mandates_of(accounts.focal_point("EGY")), mandates_of(world.focal)
    draft = progress.draft(world.focal, about=world.pledge.record)
    assert (readable_update(draft.pk, portugal), readable_update(draft.pk, egypt)) == (draft, None)
    public = world.published(draft)
    assert readable_update(public.pk, egypt) == public
    world.amended(public)
    assert readable_update(public.pk, egypt) is None
    assert readable_update(0, portugal) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(world, count, django_assert_num_queries):
    for number in range(count):
        public = world.update(speaks_for_on=date(2026, 6, 1 + number), links=[("Report", "https://example.org/")])
        world.amended(public)
    moment = now()
    with django_assert_num_queries(6):
        found = shown(world, moment)
        assert [len(each.record.earlier_versions[0].links.all()) for each in found] == [1] * count


def test_with_content_reads_a_page_at_once(world, django_assert_num_queries):
    world.update(links=[("Report", "https://example.org/")])
    with django_assert_num_queries(3):
        (found,) = with_content(ProgressUpdate.objects.all())
        assert (found.about.pk, found.unchanged_since, len(found.links.all())) == (world.pledge.record_id, None, 1)
