"""The index is in step with each publication, in its transaction, and a rebuild finds nothing to do."""

import pytest
from django.core.management import CommandError, call_command

from search.models import Entry
from search.services import check_index, following
from search.states import Kind
from tests.factories import accounts, needs, plans, pledges, progress, reviews, roundtables, tools
from workflow import services
from workflow.selectors import current_publication
from workflow.states import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything():
    """One of each kind public, one amended, one withdrawn, one retracted, and edits of reference data."""
    by, moderator = accounts.focal_point(), accounts.moderator()
    who = {"by": by, "moderator": moderator}
    pledge, other, gone = (pledges.published(**who, title=f"Sample {n}") for n in range(3))
    progress.published(**who, about=pledge.record)
    tools.published(**who)
    needs.published(**who)
    plans.published(by, moderator)
    reviews.published(by, moderator)
    for item in (pledges.amendment(pledge, by), pledges.withdrawal(other, by)):
        services.publish(services.submit(item, by=by), by=moderator)
    services.retract(gone, by=moderator, note="A sample reason.")
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledges.published(speaker, moderator=moderator, state=None, organisation=city)
    roundtables.dated(2030)
    roundtables.public(roundtables.note())


def rows():
    """All there is, without the keys of the rows."""
    return list(
        Entry.objects.order_by("key", "valid_from").values(*(f.name for f in Entry._meta.fields if f.name != "id"))
    )


def test_following_and_rebuilding_come_to_the_same(everything, capsys):
    followed = rows()
    call_command("rebuild_search", check=True)
    Entry.objects.filter(record__isnull=False).delete()
    Entry.objects.filter(kind=Kind.ORGANISATION).delete()
    call_command("rebuild_search")
    call_command("rebuild_search")
    assert rows() == followed
    assert capsys.readouterr().out.splitlines()[0] == "Search index: in line with the records."


def test_a_check_finds_each_difference_and_changes_none(everything):
    row = Entry.objects.filter(kind=Kind.TOOL).get()
    Entry.objects.filter(pk=row.pk).update(digest="another")
    Entry.objects.filter(kind=Kind.NEED).delete()
    before = rows()
    assert check_index() == 2
    with pytest.raises(CommandError, match="differs from the records in 2 rows"):
        call_command("rebuild_search", check=True)
    assert rows() == before


def test_an_edit_of_reference_data_keeps_what_was_said_before():
    roundtables.dated(2030, place="Sample Hall of Zebras")
    versions = Entry.objects.filter(key="forum:2030").order_by("valid_from")
    assert [(row.valid_from, row.valid_to) for row in versions] == [
        (1, current_publication()),
        (current_publication(), None),
    ]
    untouched = Entry.objects.filter(key="forum:2022").get()
    assert (untouched.valid_from, untouched.valid_to) == (1, None)


def test_where_the_index_cannot_be_written_nothing_is_published(monkeypatch):
    def refuse(*args):
        raise RuntimeError

    item, before = pledges.submitted(accounts.focal_point()), rows()
    monkeypatch.setattr(following, "bring_in_line", refuse)
    with pytest.raises(RuntimeError):
        services.publish(item, by=accounts.moderator())
    assert (type(item).objects.get(pk=item.pk).status, rows()) == (Status.SUBMITTED, before)


def test_publishing_asks_no_more_of_a_large_index_than_of_a_small_one(django_assert_max_num_queries):
    by, moderator = accounts.focal_point(), accounts.moderator()
    item = pledges.submitted(by)
    with django_assert_max_num_queries(70):
        services.publish(item, by=moderator)
    for _ in range(3):
        pledges.published(by, moderator)
    item = pledges.submitted(by)
    with django_assert_max_num_queries(70):
        services.publish(item, by=moderator)
