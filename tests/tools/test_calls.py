"""Calls for tools: who writes them, what is recorded, what the public sees when."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction
from django.utils import translation

from tests.factories import accounts
from tests.factories import tools as factory
from tools.exceptions import AddressIsFixed, AlreadyPublished, CallOvertaken, DeadlinePassed, NotOpenYet
from tools.models import Call, CallEvent
from tools.selectors import call_asked_for, call_history, open_calls, public_call, public_calls
from tools.services import change_call, close_call, draft_call, publish_call
from tools.states import CallAct, CallStanding
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db


def seen(call):
    """What a form opened now was opened on."""
    return str(call_history(call).first().pk)


def test_only_administrators_write_calls():
    for somebody in (accounts.moderator(), accounts.focal_point("PRT"), accounts.person()):
        with pytest.raises(PermissionDenied):
            draft_call(by=somebody, values=factory.call_values())
    call = factory.call()
    moderator = accounts.moderator("other@example.org")
    for act in (publish_call, close_call):
        with pytest.raises(PermissionDenied):
            act(call, by=moderator)
    with pytest.raises(PermissionDenied):
        change_call(call, by=moderator, values=factory.call_values(), seen=seen(call))
    assert Call.objects.get().published_in is None


def test_each_act_leaves_a_row_with_who_and_what():
    administrator = factory.administrator()
    call = factory.call(by=administrator, objectives=[7])
    change_call(call, by=administrator, values=factory.call_values(objectives=[3, 7]), seen=seen(call))
    publish_call(call, by=administrator)
    change_call(
        call, by=administrator, values=factory.call_values(title_en="Better", objectives=[3, 7]), seen=seen(call)
    )
    close_call(call, by=administrator)
    rows = [(event.act, event.by, event.changes, bool(event.publication_id)) for event in call_history(call)]
    assert rows[:4] == [
        (CallAct.CLOSED, administrator, {}, True),
        (CallAct.CHANGED, administrator, {"title_en": ["A sample call", "Better"]}, True),
        (CallAct.PUBLISHED, administrator, {}, True),
        (CallAct.CHANGED, administrator, {"objectives": [[7], [3, 7]]}, False),
    ]
    drafted = rows[4][2]
    assert (rows[4][0], drafted["slug"], drafted["objectives"]) == (CallAct.DRAFTED, ["", "sample-call"], [[], [7]])


def test_history_cannot_be_rewritten():
    factory.call()
    with pytest.raises(InternalError), transaction.atomic():
        CallEvent.objects.update(act=CallAct.CLOSED)
    with pytest.raises(InternalError), transaction.atomic():
        CallEvent.objects.all().delete()


def test_publishing_and_changing_a_public_call_take_a_publication_number():
    administrator, before = factory.administrator(), current_moment().publication
    call = factory.call(by=administrator)
    assert current_moment().publication == before
    publish_call(call, by=administrator)
    assert current_moment().publication == before + 1
    change_call(call, by=administrator, values=factory.call_values(text_en="More words."), seen=seen(call))
    assert current_moment().publication == before + 2


def test_a_change_that_changes_nothing_leaves_no_trace():
    administrator = factory.administrator()
    call, before = factory.public_call(by=administrator), current_moment().publication
    change_call(call, by=administrator, values=factory.call_values(), seen=seen(call))
    assert (current_moment().publication, call_history(call).count()) == (before, 2)


def test_publishing_twice_is_said():
    call = factory.public_call()
    with pytest.raises(AlreadyPublished):
        publish_call(call, by=factory.administrator())


def test_what_is_over_before_it_begins_is_not_published():
    call = factory.call(opens_on=factory.day(-9), deadline=factory.day(-1))
    with pytest.raises(DeadlinePassed):
        publish_call(call, by=factory.administrator())


def test_only_what_is_public_and_not_over_can_be_closed():
    administrator = factory.administrator()
    over = factory.public_call(by=administrator, slug="over", opens_on=factory.day(-9), deadline=factory.day(-1))
    closed = close_call(factory.public_call(by=administrator, slug="closed"), by=administrator)
    for call in (factory.call(by=administrator, slug="written"), over, closed):
        with pytest.raises(NotOpenYet):
            close_call(call, by=administrator)


def test_the_second_of_two_administrators_is_told_and_changes_nothing():
    administrator = factory.administrator()
    call = factory.call(by=administrator)
    opened_on = seen(call)
    change_call(call, by=administrator, values=factory.call_values(title_en="First"), seen=opened_on)
    with pytest.raises(CallOvertaken):
        change_call(call, by=administrator, values=factory.call_values(title_en="Second"), seen=opened_on)
    assert Call.objects.get().title_en == "First"


def test_the_address_of_a_public_call_stays():
    administrator = factory.administrator()
    call = factory.call(by=administrator)
    change_call(call, by=administrator, values=factory.call_values(slug="moved"), seen=seen(call))
    publish_call(call, by=administrator)
    with pytest.raises(AddressIsFixed):
        change_call(call, by=administrator, values=factory.call_values(slug="again"), seen=seen(call))


def test_a_deadline_before_the_opening_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        factory.call(opens_on=factory.day(3), deadline=factory.day(2))


@pytest.mark.parametrize(
    ("after", "standing", "left"),
    [
        (-2, CallStanding.COMING, 12),
        (-1, CallStanding.OPEN, 11),
        (10, CallStanding.OPEN, 0),
        (11, CallStanding.CLOSED, 0),
    ],
)
def test_where_a_call_stands_on_a_day(after, standing, left):
    call = factory.public_call()
    day = factory.day(after)
    assert (call.standing_on(day), call.days_left(day)) == (standing, left)
    assert list(open_calls(day)) == ([call] if standing == CallStanding.OPEN else [])


def test_a_call_closed_early_is_over_at_once():
    administrator = factory.administrator()
    call = close_call(factory.public_call(by=administrator), by=administrator)
    assert call.standing_on(factory.day()) == CallStanding.CLOSED
    assert list(open_calls(factory.day())) == []


def test_the_public_sees_open_calls_first_and_no_written_one():
    for slug, opens, ends in (
        ("later", -1, 20), ("coming", 5, 30), ("over", -20, -5), ("sooner", -1, 3), ("long-over", -90, -50),
    ):  # fmt: skip
        factory.public_call(slug=slug, opens_on=factory.day(opens), deadline=factory.day(ends))
    factory.call(slug="written")
    slugs = [line.call.slug for line in public_calls(current_moment())]
    assert slugs == ["sooner", "later", "coming", "over", "long-over"]
    assert public_call("written", current_moment()) is None


def test_a_call_is_public_from_its_publication_on():
    before = current_moment()
    call = factory.public_call()
    assert public_calls(before) == []
    assert public_call("sample-call", before) is None
    at = Moment(call.published_in_id, before.day)
    assert [line.call for line in public_calls(at)] == [call]


@pytest.mark.parametrize("slug", ["", "no-such", "a\x00b", "ж" * 300, "sample-call "])
def test_odd_addresses_ask_for_no_call(slug):
    factory.public_call()
    assert call_asked_for(slug, day=factory.day()) is None


def test_words_are_shown_in_the_pages_language_where_they_were_written_in_it():
    call = factory.public_call(title_fr="Un appel", text_fr="Des outils.")
    english = ("A sample call", "en")
    for language, expected in (("fr", ("Un appel", "fr")), ("ar", english), ("en", english)):
        with translation.override(language):
            assert (call.title, call.shown_language) == expected
