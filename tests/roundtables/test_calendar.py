"""The calendar: steps are added, changed and removed by administrators, public at once, each with its row."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from roundtables import services
from roundtables.exceptions import EditedMeanwhile, NoLongerThere, NotInOrder, ReasonMissing
from roundtables.models import CalendarEntry, ReferenceEdit
from roundtables.selectors import mark_of, standing_entries, story_of_calendar
from roundtables.states import EditAct, EditKind, EntryKind, Precision
from tests.factories import accounts
from tests.factories import roundtables as factory
from workflow.models import Publication
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


def change(entry, *, by=None, reason=factory.WHY, seen=None, **values):
    """The verb, opened on what stands now unless the test says otherwise."""
    return services.change_entry(
        entry,
        by=by or factory.administrator(),
        values=factory.step(**values),
        reason=reason,
        seen=mark_of(entry, EditKind.ENTRY) if seen is None else seen,
    )


def remove(entry, *, by=None, reason=factory.WHY, seen=None):
    mark = mark_of(entry, EditKind.ENTRY) if seen is None else seen
    return services.remove_entry(entry, by=by or factory.administrator(), reason=reason, seen=mark)


def test_a_step_reads_as_a_story_the_latest_first():
    entry = factory.entry()
    change(entry, starts_on=date(2029, 4, 1), reason="Moved by the host.")
    remove(entry, reason="Called off.")
    told = [(edit.act, edit.reason, edit.changes.get("starts_on")) for edit in story_of_calendar()]
    assert told == [
        (EditAct.REMOVED, "Called off.", None),
        (EditAct.CHANGED, "Moved by the host.", ["2029-03-01", "2029-04-01"]),
        (EditAct.ADDED, factory.WHY, ["", "2029-03-01"]),
    ]
    notes = Publication.objects.order_by("-number").values_list("note", flat=True)[:3]
    assert set(notes) == {"Calendar: A sample step"}
    assert not standing_entries().filter(pk=entry.pk).exists()
    assert CalendarEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"ends_on": date(2029, 2, 28)}, {"ends_on"}),
        ({"kind": EntryKind.FORUM, "starts_on": date(2026, 5, 6)}, {"starts_on"}),
        ({"kind": EntryKind.FORUM, "starts_on": date(2026, 5, 5)}, {"starts_on"}),  # it lasts until the 8th
        ({"kind": EntryKind.HEARING, "starts_on": date(2026, 5, 3)}, {"starts_on"}),
        ({"kind": EntryKind.FORUM, "starts_on": date(2026, 1, 1), "precision": Precision.YEAR}, {"starts_on"}),
        (
            {
                "kind": EntryKind.MODALITIES,
                "starts_on": date(2019, 7, 19),
                "title": "A/RES/73/326 on the format of the Forum",
            },
            {"title"},
        ),
    ],
)
def test_a_step_that_contradicts_itself_or_the_forum_is_refused(values, wrong):
    with pytest.raises(NotInOrder) as refused:
        factory.entry(**values)
    assert set(refused.value.problems) == wrong
    assert ReferenceEdit.objects.count() == 0


def test_a_step_that_says_what_the_forum_says_is_taken():
    second = factory.entry(
        kind=EntryKind.FORUM, title="A sample line", starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 8)
    )
    hearing = factory.entry(kind=EntryKind.HEARING, title="A sample hearing", starts_on=date(2026, 5, 4))
    assert {second.kind, hearing.kind} == {EntryKind.FORUM, EntryKind.HEARING}
    assert factory.entry(kind=EntryKind.FORUM, title="A sample guess", starts_on=date(2034, 5, 6)).pk


def test_only_administrators_keep_the_calendar():
    entry, before = factory.entry(), current_publication()
    for somebody in (accounts.moderator(), accounts.focal_point("PRT"), accounts.person()):
        for act in (
            lambda by=somebody: factory.entry(by=by, title="Another"),
            lambda by=somebody: change(entry, by=by, title="Another"),
            lambda by=somebody: remove(entry, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert current_publication() == before


def test_without_a_reason_nothing_changes():
    entry, before = factory.entry(), current_publication()
    for act in (
        lambda: factory.entry(reason=" ", title="Another"),
        lambda: change(entry, reason="", title="Another"),
        lambda: remove(entry, reason=""),
    ):
        with pytest.raises(ReasonMissing):
            act()
    assert current_publication() == before


def test_the_second_of_two_is_told_and_what_is_removed_is_gone():
    entry = factory.entry()
    opened_on = mark_of(entry, EditKind.ENTRY)
    change(entry, title="First")
    with pytest.raises(EditedMeanwhile):
        change(entry, title="Second", seen=opened_on)
    with pytest.raises(EditedMeanwhile):
        remove(entry, seen=opened_on)
    remove(entry)
    for act in (remove, change):
        with pytest.raises(NoLongerThere):
            act(entry)


def test_a_change_that_changes_nothing_leaves_no_trace():
    entry = factory.entry()
    before = current_publication(), ReferenceEdit.objects.count()
    change(entry)
    assert (current_publication(), ReferenceEdit.objects.count()) == before


@pytest.mark.parametrize(
    "act", [lambda entry: change(entry, title="Another"), remove, lambda entry: factory.entry(title="Third")]
)
def test_where_the_row_cannot_be_written_nothing_happened(act, monkeypatch):
    entry, before = factory.entry(), current_publication()
    monkeypatch.setattr(ReferenceEdit.objects, "create", lambda **fields: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        act(entry)
    assert current_publication() == before
    assert list(standing_entries().filter(title__in=["A sample step", "Another", "Third"])) == [entry]


def test_a_removed_step_leaves_its_place_to_another():
    remove(factory.entry())
    assert factory.entry().is_removed is False
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarEntry.objects.create(**factory.step())
