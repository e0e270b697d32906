"""Every act × standing × person, all or nothing, and the constraints under them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from matching import services
from matching.exceptions import NotNow
from matching.models import Match, MatchContact, MatchEvent, MatchSide
from matching.states import TRANSITIONS, Act, Closing, Outcome, Side, Standing
from notices.models import Notice
from tests.factories import accounts
from tests.factories.matches import OF_NEED, Cast, acts, fresh, side
from workflow.models import AuditEvent, Publication

pytestmark = pytest.mark.django_db

SIDE_ACTS = {Act.CONSENT, Act.DECLINE, Act.STATE_OUTCOME}
BROKER_ACTS = {Act.PUT, Act.CONFIRM_OUTCOME, Act.CLOSE, Act.ERASE_CONTACTS}
MAY = {
    "its focal point": SIDE_ACTS,
    "its drafter": set(),
    "the other side's focal point": set(),
    "a third State's focal point": set(),
    "a former focal point": set(),
    "moderator": BROKER_ACTS,
    "administrator": BROKER_ACTS,
    "nobody": set(),
    "superuser": SIDE_ACTS | BROKER_ACTS,
    "system": {Act.CLOSE, Act.ERASE_CONTACTS},
}
FROM = {act: sources for act, (sources, _to) in TRANSITIONS.items()}


def people(cast):
    """One of each; the side is the need's."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return {
        "its focal point": cast.portugal,
        "its drafter": accounts.drafter("PRT"),
        "the other side's focal point": cast.kenya,
        "a third State's focal point": accounts.focal_point("EGY"),
        "a former focal point": accounts.focal_point("PRT", "former@example.org", ends_on=yesterday),
        "moderator": cast.moderator,
        "administrator": accounts.administrator(),
        "nobody": accounts.person("nobody@example.org"),
        "superuser": accounts.person("superuser@example.org", is_superuser=True),
        "system": User.objects.system(),
    }


def in_standing(cast, standing):
    """A match in that standing, in which what can be confirmed and erased is there."""
    match standing:
        case Standing.SUGGESTED:
            return cast.suggested()
        case Standing.PUT:
            return cast.put()
        case Standing.MATCHED:
            made = cast.matched()
            cast.state_outcome(made)
            return made
        case Standing.CONCLUDED:
            return cast.concluded()
    put = cast.put()
    services.decline(side(put, Side.NEED), by=cast.portugal, remark="No.")
    return put


def do(act, match, *, by):
    """The act, on the need's side where it is a side's."""
    own, today = side(match, Side.NEED), timezone.localdate()
    verbs = {
        Act.PUT: lambda: services.put_to_both(fresh(match), by=by),
        Act.CONSENT: lambda: services.consent(own, by=by, contact=OF_NEED, may_be_named=True),
        Act.DECLINE: lambda: services.decline(own, by=by),
        Act.STATE_OUTCOME: lambda: services.state_outcome(own, by=by, outcome=Outcome.IN_PART, on=today),
        Act.CONFIRM_OUTCOME: lambda: services.confirm_outcome(own, by=by, seen=own.stamp),
        Act.CLOSE: lambda: services.close(fresh(match), by=by, closing=Closing.DROPPED),
        Act.ERASE_CONTACTS: lambda: services.erase_contacts(fresh(match), by=by),
    }
    return verbs[act]()


def answer(act, match, *, by):
    """What comes of trying; nothing stays changed."""
    with transaction.atomic():
        try:
            do(act, match, by=by)
            found = "done"
        except (NotNow, PermissionDenied) as refused:
            found = type(refused).__name__
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("standing", list(Standing))
def test_each_act_is_done_by_whom_it_is_and_when_it_can_be(standing):
    cast = Cast()
    match, cast_of_all = in_standing(cast, standing), people(cast)
    wrong = {}
    for who, person in cast_of_all.items():
        for act in SIDE_ACTS | BROKER_ACTS:
            expected = "NotNow" if standing not in FROM[act] else "done" if act in MAY[who] else "PermissionDenied"
            if (found := answer(act, match, by=person)) != expected:
                wrong[who, act.value] = (expected, found)
    assert wrong == {}


@pytest.mark.parametrize(("who", "may"), [("moderator", True), ("administrator", True), ("its focal point", False)])
def test_only_the_secretariat_suggests(who, may):
    cast = Cast()
    need, tool, person = cast.need(), cast.tool(), people(cast)[who]
    try:
        services.suggest(need.record_id, tool.record_id, by=person)
    except PermissionDenied:
        assert may is False
    assert Match.objects.count() == int(may)


def test_a_side_erases_its_own_contact_and_no_other():
    cast = Cast()
    match, everybody = cast.matched(), people(cast)
    for who in ("its drafter", "the other side's focal point", "a third State's focal point", "nobody"):
        with pytest.raises(PermissionDenied):
            services.erase_contacts(fresh(match), by=everybody[who], side=side(match, Side.NEED))
    assert services.erase_contacts(fresh(match), by=cast.portugal, side=side(match, Side.NEED)) is True
    assert [contact.side.which for contact in MatchContact.objects.all()] == [Side.OFFER]
    assert acts(match)[-1] == ("erase_contacts", "need")


@pytest.mark.parametrize("act", sorted(SIDE_ACTS | BROKER_ACTS))
def test_an_act_whose_event_cannot_be_written_did_not_happen(monkeypatch, act):
    cast = Cast()
    match = in_standing(cast, min(FROM[Act(act)], key=list(Standing).index))
    everything = [Match, MatchSide, MatchContact, MatchEvent, Notice, AuditEvent, Publication]
    before = [list(model.objects.order_by("pk").values()) for model in everything]

    def fails(**row):
        raise RuntimeError

    monkeypatch.setattr(MatchEvent.objects, "create", fails)
    by = cast.portugal if act in SIDE_ACTS else cast.moderator
    with pytest.raises(RuntimeError):
        do(Act(act), match, by=by)
    assert [list(model.objects.order_by("pk").values()) for model in everything] == before


def test_the_history_cannot_be_changed():
    match = Cast().suggested()
    for statement in ("UPDATE matching_matchevent SET act = 'put'", "DELETE FROM matching_matchevent"):
        with pytest.raises(Exception, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert acts(match) == [("suggest", "")]


@pytest.mark.parametrize(
    "broken",
    [
        {"standing": "closed"},
        {"closing": "declined"},
        {"standing": "matched"},
        {"is_named": True},
        {"standing": "concluded"},
        {"outcome": "as_agreed"},
        {"counted_from": 1},
    ],
    ids=lambda broken: " ".join(map(str, *broken.items())),
)
def test_the_database_keeps_what_belongs_together(broken):
    match = Cast().suggested()
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(**broken)


def test_a_pair_has_at_most_one_open_match():
    match = Cast().suggested()
    twin = {"need": match.need, "offer": match.offer, "objectives": [7], "support_kinds": ["training"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(**twin)


def test_no_event_and_no_message_holds_a_word_of_a_person():
    cast = Cast()
    match = cast.put()
    for which in Side:
        cast.consent(match, which, remark="Ask Ana Private, ana.private@example.org.")
    cast.state_outcome(match, sentence="Ana Private trained them.")
    services.confirm_outcome(side(match, Side.NEED), by=cast.moderator, seen=side(match, Side.NEED).stamp)
    kept = [*MatchEvent.objects.values(), *Notice.objects.values("topic", "key", "facts")]
    kept += [*AuditEvent.objects.values("note", "snapshot"), *Publication.objects.values("note")]
    assert [row for row in kept if "private" in str(row).lower()] == []
