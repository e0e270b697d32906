"""Background notes and topics: drafts are nobody's, publishing takes a number, the rest is on record."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction
from django.utils import translation

from roundtables import services
from roundtables.exceptions import (
    AlreadyPublic,
    EditedMeanwhile,
    NoLongerThere,
    NotInOrder,
    NotPublic,
    ReasonMissing,
    StillPublic,
)
from roundtables.models import Paper, ReferenceEdit
from roundtables.selectors import mark_of, story_of, story_of_paper
from roundtables.states import EditAct, EditKind, PaperStanding
from tests.factories import accounts
from tests.factories import roundtables as factory
from workflow.models import Publication
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


def change(paper, *, by=None, reason="", seen=None, **values):
    """The verb, opened on what stands now unless the test says otherwise."""
    return services.change_paper(
        paper,
        by=by or factory.administrator(),
        values=factory.words(**values),
        reason=reason,
        seen=mark_of(paper, EditKind.PAPER) if seen is None else seen,
    )


def take_off(paper, *, by=None, reason=factory.WHY):
    return services.take_off_paper(paper, by=by or factory.administrator(), reason=reason)


def remove(paper, *, by=None):
    return services.remove_paper(paper, by=by or factory.administrator())


def test_a_note_from_draft_to_draft_again_reads_as_a_story():
    before, note = current_publication(), factory.note()
    change(note, title_en="A better note")
    assert current_publication() == before
    factory.public(note)
    change(note, title_en="The best note", reason="A slip.")
    take_off(note, reason="Superseded.")
    remove(note)
    told = [(edit.act, edit.reason, edit.publication_id) for edit in story_of_paper(note)]
    assert told == [
        (EditAct.REMOVED, "", None),
        (EditAct.TAKEN_OFF, "Superseded.", before + 3),
        (EditAct.CHANGED, "A slip.", before + 2),
        (EditAct.PUBLISHED, "", before + 1),
        (EditAct.CHANGED, "", None),
        (EditAct.DRAFTED, "", None),
    ]
    assert list(story_of(factory.edition())) == list(story_of_paper(note))
    assert Publication.objects.first().note == "Forum 2030: background note of round table 1"


def test_a_topic_belongs_to_the_policy_debate():
    topic = factory.public(factory.topic())
    assert (topic.round_table, topic.standing) == (None, PaperStanding.PUBLISHED)
    assert Publication.objects.first().note == "Forum 2030: policy debate"


def test_a_number_is_given_once_among_its_like():
    factory.note(number=1)
    with pytest.raises(NotInOrder) as refused:
        factory.note(number=1)
    assert set(refused.value.problems) == {"number"}
    other, topic = factory.note(number=1, table_number=2), factory.topic(number=1)
    assert (other.number, topic.number) == (1, 1)
    second = factory.note(number=2)
    with pytest.raises(NotInOrder):
        change(second, number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=second.pk).update(number=1)
    remove(second)
    assert factory.note(number=2).pk != second.pk


def test_only_administrators_write():
    draft, public = factory.note(), factory.public(factory.note(number=2))
    before = current_publication(), ReferenceEdit.objects.count()
    for somebody in (accounts.moderator(), accounts.focal_point("PRT"), accounts.person()):
        for act in (
            lambda by=somebody: factory.note(number=3, by=by),
            lambda by=somebody: change(draft, by=by, title_en="Another"),
            lambda by=somebody: factory.public(draft, by=by),
            lambda by=somebody: take_off(public, by=by),
            lambda by=somebody: remove(draft, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert (current_publication(), ReferenceEdit.objects.count()) == before


def test_what_cannot_be_done_now_is_said():
    draft, public = factory.note(), factory.public(factory.note(number=2))
    with pytest.raises(AlreadyPublic):
        factory.public(public)
    with pytest.raises(NotPublic):
        take_off(draft)
    with pytest.raises(StillPublic):
        remove(public)
    with pytest.raises(ReasonMissing):
        take_off(public, reason=" ")
    with pytest.raises(ReasonMissing):
        change(public, number=2, title_en="Another")
    remove(draft)
    for act in (remove, factory.public, take_off, change):
        with pytest.raises(NoLongerThere):
            act(draft)


def test_the_second_of_two_is_told():
    note = factory.note()
    opened_on = mark_of(note, EditKind.PAPER)
    change(note, title_en="First")
    with pytest.raises(EditedMeanwhile):
        change(note, title_en="Second", seen=opened_on)
    assert Paper.objects.get().title_en == "First"


def test_a_change_that_changes_nothing_leaves_no_trace():
    note = factory.public(factory.note())
    before = current_publication(), ReferenceEdit.objects.count()
    change(note, reason=factory.WHY)
    assert (current_publication(), ReferenceEdit.objects.count()) == before


@pytest.mark.parametrize(
    "act",
    [factory.public, remove, lambda paper: change(paper, title_en="Another")],
    ids=["publish", "remove", "change"],
)
def test_where_the_row_cannot_be_written_nothing_happened(act, monkeypatch):
    note, before = factory.note(), current_publication()
    monkeypatch.setattr(ReferenceEdit.objects, "create", lambda **fields: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        act(note)
    stands = Paper.objects.get()
    assert (stands.published_in, stands.is_removed, stands.title_en) == (None, False, "A sample note")
    assert current_publication() == before


def test_history_cannot_be_rewritten():
    factory.note()
    with pytest.raises(InternalError), transaction.atomic():
        ReferenceEdit.objects.update(reason="Another.")
    with pytest.raises(InternalError), transaction.atomic():
        ReferenceEdit.objects.all().delete()


def test_the_database_holds_what_is_public_and_where_it_belongs():
    note = factory.public(factory.note())
    with pytest.raises(IntegrityError, match="paper_removed_is_not_public"), transaction.atomic():
        Paper.objects.filter(pk=note.pk).update(is_removed=True)
    with pytest.raises(IntegrityError, match="paper_note_has_a_round_table"), transaction.atomic():
        Paper.objects.filter(pk=note.pk).update(round_table=None)


def test_words_are_shown_in_the_pages_language_where_they_were_written_in_it():
    note = factory.note(title_fr="Une note", text_fr="Des mots.")
    for language, expected in (("fr", ("Une note", "fr")), ("ar", ("A sample note", "en"))):
        with translation.override(language):
            assert (note.title, note.shown_language) == expected
