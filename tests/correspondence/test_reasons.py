"""Reasons kept ready: who writes them, in which language they are offered, what stays on record."""

import json

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction

from correspondence import selectors, services
from correspondence.exceptions import ReasonOvertaken
from correspondence.models import CannedReason, CannedReasonEvent
from correspondence.states import ReasonAct, Use
from tests.factories import accounts
from tests.factories.correspondence import reason, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return accounts.administrator()


@pytest.fixture(autouse=True)
def none_of_those_that_came_with_the_portal():
    """Each test begins with no reason but its own."""
    CannedReason.objects.update(retired_at="2026-01-01T00:00Z")


def names(use=Use.RETURN, language="en"):
    return [each.name for each in selectors.offered_for([use], language=language)]


def test_only_administrators_write_them(administrator):
    kept = reason(administrator)
    for person in (accounts.moderator(), accounts.focal_point(), accounts.person()):
        for act in (
            lambda by: services.add_reason(by=by, values=values()),
            lambda by: services.change_reason(kept, by=by, values=values(), seen=""),
            lambda by: services.retire_reason(kept, by=by),
            lambda by: services.restore_reason(kept, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(person)
    assert CannedReasonEvent.objects.filter(reason=kept).count() == 1


def test_one_is_offered_for_its_use_by_name(administrator):
    reason(administrator, name="Second")
    reason(administrator, name="First")
    reason(administrator, name="No", use=Use.REJECT)
    reason(administrator, name="Why?", use=Use.QUESTION)
    assert [names(use) for use in Use] == [["First", "Second"], ["No"], ["Why?"]]


def test_it_is_offered_in_the_readers_language_and_in_english_where_there_is_none(administrator):
    reason(administrator, text_en="Say when.", text_fr="Dites quand.", text_zh_hans="请说明时间。")
    found = {code: selectors.offered_for([Use.RETURN], language=code)[0] for code in ("en", "fr", "zh-hans", "ar")}
    assert {code: (each.text, each.language) for code, each in found.items()} == {
        "en": ("Say when.", "en"),
        "fr": ("Dites quand.", "fr"),
        "zh-hans": ("请说明时间。", "zh-hans"),
        "ar": ("Say when.", "en"),
    }


def test_a_retired_one_is_not_offered_and_can_be_again(administrator):
    kept = reason(administrator)
    services.retire_reason(kept, by=administrator)
    assert names() == []
    services.restore_reason(kept, by=administrator)
    assert names() == ["A sample reason"]


def test_each_act_is_on_record_and_twice_is_once(administrator):
    kept = reason(administrator)
    seen = str(kept.events.get().pk)
    services.change_reason(kept, by=administrator, values=values(text_en="Say when."), seen=seen)
    for act in (services.retire_reason, services.retire_reason, services.restore_reason, services.restore_reason):
        act(kept, by=administrator)
    told = [(each.act, each.by, each.changes) for each in selectors.reason_history(kept)][::-1]
    assert [act for act, *_ in told] == [ReasonAct.ADDED, ReasonAct.CHANGED, ReasonAct.RETIRED, ReasonAct.RESTORED]
    assert told[1][2] == {"text_en": ["Please say more about the sample.", "Say when."]}
    assert {by for _act, by, _changes in told} == {administrator}


def test_its_history_is_not_rewritten(administrator):
    kept = reason(administrator)
    for act in (kept.events.update, lambda **_: kept.events.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act(act=ReasonAct.RETIRED)


def test_the_second_of_two_administrators_is_told(administrator):
    kept = reason(administrator)
    seen = str(kept.events.get().pk)
    services.change_reason(kept, by=administrator, values=values(text_en="Mine."), seen=seen)
    with pytest.raises(ReasonOvertaken):
        services.change_reason(kept, by=accounts.administrator("b@example.org"), values=values(), seen=seen)
    assert CannedReason.objects.get(pk=kept.pk).text_en == "Mine."


def test_a_change_that_changes_nothing_leaves_no_trace(administrator):
    kept = reason(administrator)
    services.change_reason(kept, by=administrator, values=values(), seen=str(kept.events.get().pk))
    assert kept.events.count() == 1


def test_a_change_whose_row_of_history_fails_is_none(administrator, monkeypatch):
    kept = reason(administrator)
    seen = str(kept.events.get().pk)

    def refuse(*args, **kwargs):
        raise DatabaseError("no row")

    monkeypatch.setattr(CannedReasonEvent.objects, "create", refuse)
    with pytest.raises(DatabaseError):
        services.change_reason(kept, by=administrator, values=values(text_en="Other."), seen=seen)
    assert CannedReason.objects.get(pk=kept.pk).text_en == "Please say more about the sample."


def test_those_that_come_with_the_portal_are_in_plain_english_for_each_use():
    rows = json.loads((settings.BASE_DIR / "data" / "reasons.json").read_text(encoding="utf-8"))
    assert CannedReason.objects.filter(key__in=[row["key"] for row in rows]).count() == len(rows) == 12
    assert {row["use"] for row in rows} == set(Use.values)
    assert all(set(row) == {"key", "use", "name", "text_en"} and row["text_en"].strip() for row in rows)


def test_loading_them_again_adds_none_and_keeps_what_administrators_made_of_them(capsys):
    kept = CannedReason.objects.get(key="dates")
    kept.text_en = "In other words."
    kept.save()
    call_command("load_reference")
    assert "Canned reasons" not in capsys.readouterr().out
    kept.refresh_from_db()
    assert (kept.text_en, kept.retired_at is None) == ("In other words.", False)


def test_a_new_one_among_them_is_added_and_said(tmp_path, capsys):
    rows = [{"key": "new-one", "use": "return", "name": "New", "text_en": "Please."}]
    for name in (settings.BASE_DIR / "data").glob("*.json"):
        (tmp_path / name.name).write_bytes(name.read_bytes())
    (tmp_path / "reasons.json").write_text(json.dumps(rows), encoding="utf-8")
    call_command("load_reference", folder=tmp_path)
    assert "Canned reasons: 1 added." in capsys.readouterr().out
    assert names() == ["New"]
