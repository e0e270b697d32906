"""A Forum's dates, split and themes: edited by administrators, in order, each edit one act with its row."""

from datetime import date
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection

from roundtables import services
from roundtables.exceptions import EditedMeanwhile, NotInOrder, ReasonMissing
from roundtables.models import CalendarEntry, Edition, ReferenceEdit, RoundTable
from roundtables.selectors import current_edition, mark_of
from roundtables.states import EditAct, EditKind, EntryKind, Precision
from tests.factories import accounts
from tests.factories import roundtables as factory
from workflow.models import Publication
from workflow.selectors import current_publication
from workflow.states import Verb

pytestmark = pytest.mark.django_db
MAY = date(2030, 5, 6)


def change(edition=None, *, by=None, reason=factory.WHY, seen=None, **values):
    """The verb, with answers that are in order unless the test says otherwise."""
    edition = edition or factory.edition()
    mark = mark_of(edition, EditKind.EDITION) if seen is None else seen
    return services.change_edition(
        edition, by=by or factory.administrator(), values=factory.days(**values), reason=reason, seen=mark
    )


def lines(year=2030):
    """The calendar's own lines of that Forum and its hearing."""
    found = CalendarEntry.objects.filter(kind__in=[EntryKind.FORUM, EntryKind.HEARING], starts_on__year=year)
    return {entry.kind: (entry.starts_on, entry.ends_on, entry.precision) for entry in found}


def test_setting_the_dates_takes_a_publication_number_and_leaves_a_row():
    before, keeper = current_publication(), factory.administrator()
    change(by=keeper, reason="Announced on 3 June.", place="UN Headquarters, New York")
    edit = ReferenceEdit.objects.get(kind=EditKind.EDITION)
    assert (edit.by, edit.act, edit.reason, edit.edition_id) == (keeper, EditAct.CHANGED, "Announced on 3 June.", 2030)
    assert edit.publication_id == current_publication() == before + 1
    assert edit.changes == {
        "starts_on": [None, "2030-05-06"],
        "ends_on": [None, "2030-05-09"],
        "hearing_on": [None, "2030-05-03"],
        "place": ["", "UN Headquarters, New York"],
    }
    assert edit.before["starts_on"] is None
    publication = Publication.objects.get(number=before + 1)
    assert (publication.verb, publication.note) == (Verb.EDIT_REFERENCE, "Forum 2030: dates")


def test_the_forum_whose_dates_are_set_is_the_current_one():
    assert current_edition().year == 2026
    change()
    assert current_edition().year == 2030


def test_the_calendar_follows_the_forum():
    assert lines() == {EntryKind.FORUM: (date(2030, 1, 1), None, Precision.YEAR)}
    change()
    assert lines() == {EntryKind.FORUM: (MAY, date(2030, 5, 9), Precision.DAY)}
    change(first=None, last=None, hearing=None)
    assert lines() == {EntryKind.FORUM: (date(2030, 1, 1), None, Precision.YEAR)}
    acts = ReferenceEdit.objects.filter(kind=EditKind.ENTRY).values_list("act", flat=True)
    assert list(acts) == [EditAct.FOLLOWED, EditAct.FOLLOWED]


def test_hearing_and_forum_move_together_in_one_publication():
    before = current_publication()
    edition = factory.edition(2026)
    values = factory.days(date(2026, 5, 12), date(2026, 5, 15), date(2026, 5, 11), is_verified=True)
    services.change_edition(edition, by=factory.administrator(), values=values, reason=factory.WHY, seen="")
    assert lines(2026) == {
        EntryKind.FORUM: (date(2026, 5, 12), date(2026, 5, 15), Precision.DAY),
        EntryKind.HEARING: (date(2026, 5, 11), None, Precision.DAY),
    }
    assert set(ReferenceEdit.objects.values_list("publication", flat=True)) == {before + 1}


def test_a_fact_alone_leaves_the_calendar_as_it_is():
    change()
    CalendarEntry.objects.filter(kind=EntryKind.FORUM, starts_on__year=2030).update(starts_on=date(2030, 5, 7))
    change(chair="A sample president")
    assert lines()[EntryKind.FORUM][0] == date(2030, 5, 7)
    assert Publication.objects.first().note == "Forum 2030: facts"


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"last": None}, {"ends_on"}),
        ({"first": None, "hearing": None}, {"starts_on"}),
        ({"last": date(2030, 5, 5)}, {"ends_on"}),
        ({"first": None, "last": None}, {"hearing_on"}),
        ({"hearing": MAY}, {"hearing_on"}),
        ({"hearing": date(2030, 5, 7)}, {"hearing_on"}),
        ({"first": date(2031, 5, 6), "last": date(2031, 5, 9)}, {"starts_on", "ends_on"}),
        ({"hearing": date(2029, 12, 31)}, {"hearing_on"}),
    ],
)
def test_dates_that_are_not_in_order_are_refused(values, wrong):
    with pytest.raises(NotInOrder) as refused:
        change(**values)
    assert set(refused.value.problems) == wrong
    assert (Edition.objects.get(year=2030).starts_on, ReferenceEdit.objects.count()) == (None, 0)


@time_machine.travel("2026-11-25")
def test_a_forum_that_is_over_cannot_lose_its_dates_but_they_can_be_corrected():
    edition = factory.edition(2026)
    with pytest.raises(NotInOrder) as refused:
        change(edition, first=None, last=None, hearing=None)
    assert set(refused.value.problems) == {"starts_on", "ends_on"}
    change(edition, first=date(2026, 5, 6), last=date(2026, 5, 8), hearing=None)
    assert Edition.objects.get(year=2026).starts_on == date(2026, 5, 6)


@time_machine.travel("2026-02-01")
def test_a_forum_ahead_can_lose_its_dates():
    change(factory.edition(2026), first=None, last=None, hearing=None)
    assert Edition.objects.get(year=2026).starts_on is None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_changes(reason):
    with pytest.raises(ReasonMissing):
        change(reason=reason)
    assert Edition.objects.get(year=2030).starts_on is None


def test_a_change_that_changes_nothing_leaves_no_trace():
    change()
    before = current_publication(), ReferenceEdit.objects.count()
    change()
    assert (current_publication(), ReferenceEdit.objects.count()) == before


def test_the_split_moves_objectives_and_says_so():
    factory.resplit({7: 1, 3: 2})
    edit = ReferenceEdit.objects.get()
    assert edit.changes == {"7": [4, 1], "3": [4, 2], "split_is_carried_over": [True, False]}
    assert (edit.before["split"]["7"], edit.before["split_is_carried_over"]) == (4, True)
    assert factory.split_with({})[7] == 1
    assert factory.split_with({}, 2026)[7] == 4
    assert Edition.objects.get(year=2030).split_is_carried_over is False


@pytest.mark.parametrize(
    ("moves", "wrong"),
    [
        ({7: 5}, {"objective_7"}),
        ({7: None, 8: 0}, {"objective_7", "objective_8"}),
        (dict.fromkeys([1, 3, 7, 17, 23], 1), {"objective_1"}),
    ],
)
def test_a_split_that_is_not_complete_is_refused(moves, wrong):
    with pytest.raises(NotInOrder) as refused:
        factory.resplit(moves)
    assert set(refused.value.problems) == wrong
    assert ReferenceEdit.objects.count() == 0


def test_a_theme_changes_and_an_empty_one_is_no_theme():
    table = factory.table()
    services.change_theme(table, by=factory.administrator(), theme="", reason=factory.WHY, seen="")
    edit = ReferenceEdit.objects.get()
    assert (edit.kind, edit.edition_id, edit.round_table) == (EditKind.THEME, 2030, table)
    assert edit.changes["theme"][1] == RoundTable.objects.get(pk=table.pk).theme == ""


def verbs():
    """Every verb on a Forum, as functions of who asks and of the mark."""
    table, edition = factory.table(), factory.edition()
    split, why = factory.split_with({7: 1}), factory.WHY
    return {
        "dates": lambda by, seen="": services.change_edition(
            edition, by=by, values=factory.days(), reason=why, seen=seen
        ),
        "split": lambda by, seen="": services.change_split(
            edition, by=by, split=split, is_carried_over=False, reason=why, seen=seen
        ),
        "theme": lambda by, seen="": services.change_theme(table, by=by, theme="Sample", reason=why, seen=seen),
    }


@pytest.mark.parametrize("verb", ["dates", "split", "theme"])
def test_only_administrators_edit(verb):
    for somebody in (accounts.moderator(), accounts.focal_point("PRT"), accounts.person()):
        with pytest.raises(PermissionDenied):
            verbs()[verb](somebody)
    assert ReferenceEdit.objects.count() == 0
    verbs()[verb](factory.administrator())
    assert ReferenceEdit.objects.exclude(act=EditAct.FOLLOWED).count() == 1


@pytest.mark.parametrize("verb", ["dates", "split", "theme"])
def test_where_the_row_cannot_be_written_nothing_happened(verb, monkeypatch):
    keeper, before = factory.administrator(), current_publication()
    monkeypatch.setattr(ReferenceEdit.objects, "create", lambda **fields: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        verbs()[verb](keeper)
    assert current_publication() == before
    assert (Edition.objects.get(year=2030).starts_on, factory.split_with({})[7]) == (None, 4)
    assert factory.table().theme != "Sample"


@pytest.mark.parametrize("verb", ["dates", "split", "theme"])
def test_who_opened_the_form_before_somebody_saved_is_told(verb):
    keeper = factory.administrator()
    verbs()[verb](keeper)
    with pytest.raises(EditedMeanwhile):
        verbs()[verb](keeper)
    assert ReferenceEdit.objects.exclude(act=EditAct.FOLLOWED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_at_once_one_saves_and_the_other_is_told():
    keepers = [accounts.administrator(f"keeper{n}@example.org") for n in range(2)]
    firsts, both, told = [date(2030, 5, 6), date(2030, 5, 7)], Barrier(2), []

    def edit(keeper, first):
        both.wait(timeout=20)
        try:
            change(by=keeper, first=first, seen="")
        except EditedMeanwhile:
            told.append(keeper)
        finally:
            connection.close()

    threads = [Thread(target=edit, args=pair) for pair in zip(keepers, firsts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    winner = next(keeper for keeper in keepers if keeper not in told)
    assert len(told) == 1
    assert Edition.objects.get(year=2030).starts_on == firsts[keepers.index(winner)]
    assert ReferenceEdit.objects.get(kind=EditKind.EDITION).by == winner
