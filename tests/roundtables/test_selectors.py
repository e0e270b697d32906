"""Once a publication was out, Forums, calendar and papers are read as they were then; now, as they are."""

from datetime import date

import pytest

from roundtables import services
from roundtables.models import Edition
from roundtables.selectors import (
    calendar,
    current_edition,
    draft_count,
    edition_of,
    editions,
    mark_of,
    next_number,
    notes_of,
    objectives_at,
    public_papers,
    round_tables,
    split_at,
    topics,
)
from roundtables.states import EditKind
from tests.factories import roundtables as factory
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2030, 5, 6), date(2030, 5, 13)


def moved():
    """2030 gets its dates and they move once: the publications before, between and after."""
    before = current_publication()
    factory.dated(place="Geneva")
    between = current_publication()
    factory.dated(first=SECOND, last=date(2030, 5, 16), place="New York")
    return before, between, current_publication()


def test_the_dates_of_a_forum_as_of_each_publication():
    before, between, after = moved()
    known = [edition_of(2030, at) for at in (before, between, after, None)]
    assert [(each.starts_on, each.place) for each in known] == [
        (None, ""), (FIRST, "Geneva"), (SECOND, "New York"), (SECOND, "New York"),
    ]  # fmt: skip
    assert [each.starts_on for each in editions(between)] == [FIRST, date(2026, 5, 5), date(2022, 5, 17)]
    assert [current_edition(at).year for at in (before, between, after)] == [2026, 2030, 2030]
    assert edition_of(2034, after) is None


def test_other_forums_stay_as_they_are():
    before, _between, _after = moved()
    assert edition_of(2026, before).starts_on == edition_of(2026).starts_on == date(2026, 5, 5)


def test_the_split_as_of_each_publication():
    before = current_publication()
    factory.resplit({7: 1})
    then, now = edition_of(2030, before), edition_of(2030)
    assert (then.split[7], now.split[7]) == (4, 1)
    assert (then.split_is_carried_over, now.split_is_carried_over) == (True, False)
    assert objectives_at(then).get(pk=7).round_table == 4
    assert objectives_at(now).get(pk=7).round_table == 1
    assert split_at(Edition.objects.get(year=2030), before) == then.split
    assert objectives_at(None).get(pk=7).round_table is None


def test_a_forum_read_at_a_publication_is_not_asked_for_its_split_again(django_assert_num_queries):
    publication = current_publication()
    with django_assert_num_queries(1):
        found = current_edition(publication)
        assert len(split_at(found, publication)) == 23
    with django_assert_num_queries(1):
        assert len(split_at(found, publication - 1)) == 23


def test_themes_as_of_each_publication():
    before, table = current_publication(), factory.table(2)
    services.change_theme(table, by=factory.administrator(), theme="A sample theme", reason=factory.WHY, seen="")
    edition = factory.edition()
    assert [each.number for each in round_tables(edition)] == [1, 2, 3, 4]
    assert round_tables(edition)[1].theme == "A sample theme"
    assert round_tables(edition, before)[1].theme == "Protecting migrants through rights-based border governance"


def test_the_calendar_as_of_each_publication():
    before = current_publication()
    entry = factory.entry()
    added = current_publication()
    values = factory.step(title="A sample step, moved", starts_on=date(2029, 4, 1))
    services.change_entry(
        entry,
        by=factory.administrator(),
        values=values,
        reason=factory.WHY,
        seen=mark_of(entry, EditKind.ENTRY),
    )
    changed = current_publication()
    services.remove_entry(entry, by=factory.administrator(), reason=factory.WHY, seen=mark_of(entry, EditKind.ENTRY))
    removed = current_publication()
    found = {at: [(e.title, e.starts_on) for e in calendar(at) if e.pk == entry.pk] for at in (before, added, changed)}
    assert found == {
        before: [],
        added: [("A sample step", date(2029, 3, 1))],
        changed: [("A sample step, moved", date(2029, 4, 1))],
    }
    assert entry.pk not in {each.pk for each in [*calendar(removed), *calendar()]}
    assert [each.starts_on for each in calendar(changed)] == sorted(each.starts_on for each in calendar(changed))


def test_papers_as_of_each_publication():
    note = factory.note()
    before = current_publication()
    factory.public(note)
    published = current_publication()
    values = factory.words(title_en="A better note", title_ar="مثال", text_ar="مثال")
    services.change_paper(
        note, by=factory.administrator(), values=values, reason=factory.WHY, seen=mark_of(note, EditKind.PAPER)
    )
    changed = current_publication()
    services.take_off_paper(note, by=factory.administrator(), reason=factory.WHY)
    gone = current_publication()
    edition = factory.edition()
    read = {
        at: [(p.title, p.title_ar or "") for p in public_papers(edition, at)]
        for at in (before, published, changed, gone)
    }
    assert read == {
        before: [],
        published: [("A sample note", "")],
        changed: [("A better note", "مثال")],
        gone: [],
    }
    assert (before, published, changed, gone) == (before, before + 1, before + 2, before + 3)


def test_papers_are_sorted_by_where_they_belong():
    factory.public(factory.note(number=2, title_en="Second"))
    factory.public(factory.note(number=1, title_en="First"))
    factory.public(factory.note(table_number=3))
    factory.public(factory.topic())
    factory.topic(number=2)
    papers = public_papers(factory.edition(), current_publication())
    assert [paper.title for paper in notes_of(factory.table(1), papers)] == ["First", "Second"]
    assert [paper.title for paper in topics(papers)] == ["A sample topic"]
    assert draft_count() == 1
    assert (next_number(factory.edition(), None), next_number(factory.edition(), factory.table(1))) == (3, 3)
    assert next_number(factory.edition(2026), None) == 1


def test_each_read_is_one_query_however_much_was_edited(django_assert_num_queries):
    moved()
    for number in (1, 2, 3):
        factory.public(factory.topic(number=number))
        factory.entry(title=f"A sample step {number}")
    edition, publication = factory.edition(), current_publication()
    for read in (editions, calendar):
        with django_assert_num_queries(1):
            read(publication - 3)
    with django_assert_num_queries(1):
        public_papers(edition, publication - 3)
    with django_assert_num_queries(1):
        round_tables(edition, publication - 3)
