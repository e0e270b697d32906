"""Reads of the desk: one queue over three kinds, one submission in full, what an amendment changes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import translation

from accounts.models import State
from moderation import selectors
from moderation.selectors.contents import LABELS, Difference
from moderation.selectors.submissions import MODELS
from moderation.states import Kind
from objectives.models import Objective
from pledges.models import Pledge, PledgeContact, PledgeObjective, PledgePartner
from pledges.states import Level, Nature, PledgeType, Weight
from progress.states import Stage
from tests.factories import accounts, pledges, progress, tools
from tools.states import Standing
from workflow import services
from workflow.models import Moderated
from workflow.states import Change, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator()


def amendment(live, by, **fields):
    """An amendment of a published pledge, on the desk."""
    copied = {
        name: getattr(live, name)
        for name in ("title", "description", "pledge_type", "natures", "starts_on", "is_open_ended", "state")
    }
    draft = services.start_draft(Pledge(record=live.record, change=Change.AMENDMENT, **copied | fields), by=by)
    PledgeObjective.objects.bulk_create(
        PledgeObjective(pledge=draft, objective_id=each.objective_id) for each in live.placements.all()
    )
    return draft


def lines(**filters):
    return selectors.with_owners(list(selectors.queue(**filters)))


def test_the_queue_holds_all_three_kinds_the_longest_waiting_first(portugal, moderator):
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        live = pledges.published(portugal, moderator, title="Fair recruitment")
    with time_machine.travel("2026-03-05 12:00Z", tick=False):
        tool = tools.submitted(portugal, title="A handbook")
    with time_machine.travel("2026-03-03 12:00Z", tick=False):
        update = progress.submitted(portugal, about=live.record)
    with time_machine.travel("2026-03-04 12:00Z", tick=False):
        pledge = pledges.submitted(portugal, title="Safe crossings")
    with time_machine.travel("2026-03-06 06:00Z", tick=False):
        found = lines()
    assert [(each.kind, each.pk, each.title, each.days) for each in found] == [
        (Kind.UPDATE, update.pk, "Fair recruitment", 3),
        (Kind.PLEDGE, pledge.pk, "Safe crossings", 2),
        (Kind.TOOL, tool.pk, "A handbook", 1),
    ]
    assert [each.reference for each in found] == [update.reference, pledge.reference, tool.reference]
    assert [each.url for each in found] == [
        f"/en/moderation/update/{update.pk}/",
        f"/en/moderation/pledge/{pledge.pk}/",
        f"/en/moderation/tool/{tool.pk}/",
    ]


def test_only_what_is_submitted_waits(portugal, moderator):
    pledges.draft(portugal)
    pledges.published(portugal, moderator)
    services.withdraw(pledges.submitted(portugal), by=portugal)
    services.reject(pledges.submitted(portugal), by=moderator, note="No.")
    services.return_for_changes(pledges.submitted(portugal), by=moderator, note="Not yet.")
    assert lines() == []


def test_a_line_names_its_owner_in_the_readers_language(portugal):
    city = accounts.organisation("City of Sample")
    by = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    pledges.submitted(portugal)
    pledges.submitted(by, state=None, organisation=city)
    brazil = accounts.focal_point("BRA")
    pledges.submitted(brazil, state="BRA")
    with translation.override("fr"):
        assert [each.owner for each in lines()] == ["Portugal", "City of Sample", "Brésil"]


def test_a_line_knows_the_language_of_its_title_and_what_publishing_does(portugal, moderator):
    live = pledges.published(portugal, moderator, title="Recrutement équitable", language="fr")
    services.submit(amendment(live, portugal, language="fr"), by=portugal)
    progress.submitted(portugal, about=live.record, language="es")
    assert [(each.language, each.change) for each in lines()] == [("fr", Change.AMENDMENT), ("fr", Change.NEW)]


def test_an_update_about_a_pledge_that_is_gone_goes_by_its_own_reference(portugal, moderator):
    live = pledges.published(portugal, moderator)
    update = progress.submitted(portugal, about=live.record)
    services.retract(live, by=moderator, note="By mistake.")
    assert [each.title for each in lines()] == [update.reference]


@pytest.mark.parametrize("kind", list(Kind))
def test_the_queue_can_be_narrowed_to_a_kind(portugal, moderator, kind):
    live = pledges.published(portugal, moderator)
    for make in (pledges.submitted, tools.submitted):
        make(portugal)
    progress.submitted(portugal, about=live.record)
    assert [each.kind for each in lines(kind=kind)] == [kind]


def test_the_queue_can_be_narrowed_to_a_state(portugal):
    kenya = accounts.focal_point("KEN")
    pledges.submitted(portugal)
    tools.submitted(kenya, state="KEN")
    found = lines(state=State.objects.get(iso3="KEN"))
    assert [(each.kind, each.owner) for each in found] == [(Kind.TOOL, "Kenya")]


def test_every_kind_is_counted_and_none_is_missing(portugal):
    kenya = accounts.focal_point("KEN")
    pledges.submitted(portugal)
    pledges.submitted(portugal)
    tools.submitted(kenya, state="KEN")
    assert selectors.waiting_by_kind() == [("Pledges", 2), ("Tools", 1), ("Progress updates", 0)]
    assert selectors.waiting_by_kind(state=State.objects.get(iso3="KEN")) == [
        ("Pledges", 0),
        ("Tools", 1),
        ("Progress updates", 0),
    ]


def test_a_draft_is_not_to_be_read(portugal):
    with pytest.raises(Pledge.DoesNotExist):
        selectors.submission(Kind.PLEDGE, pledges.draft(portugal).pk)


def test_a_draft_taken_back_before_it_was_submitted_is_not_to_be_read(portugal):
    item = services.withdraw(pledges.draft(portugal), by=portugal)
    with pytest.raises(Pledge.DoesNotExist):
        selectors.submission(Kind.PLEDGE, item.pk)


def test_the_desk_offers_what_the_table_allows(portugal, moderator):
    item = pledges.submitted(portugal)
    assert selectors.decisions_open_to(item, by=moderator) == (Verb.PUBLISH, Verb.RETURN, Verb.REJECT)
    services.publish(item, by=moderator)
    assert selectors.decisions_open_to(item, by=moderator) == (Verb.RETRACT,)
    services.retract(item, by=moderator, note="By mistake.")
    assert selectors.decisions_open_to(item, by=moderator) == ()


def test_a_replaced_version_is_not_retracted(portugal, moderator):
    first = pledges.published(portugal, moderator)
    services.publish(services.submit(amendment(first, portugal), by=portugal), by=moderator)
    first.refresh_from_db()
    assert selectors.decisions_open_to(first, by=moderator) == ()


def test_nobody_is_offered_a_decision_on_their_own_work(portugal):
    item = pledges.submitted(portugal)
    assert selectors.decisions_open_to(item, by=portugal) == ()


def test_an_amendment_is_compared_with_what_the_public_reads(portugal, moderator):
    live = pledges.published(portugal, moderator, title="Fair recruitment", objectives=(6, 7))
    proposed = amendment(live, portugal, title="Fairer recruitment", levels=[Level.LOCAL, Level.NATIONAL])
    proposed.placements.filter(objective_id=7).delete()
    assert selectors.live_version(proposed) == live
    assert selectors.differences(live, proposed, kind=Kind.PLEDGE) == [
        Difference("Title", "Fair recruitment", "Fairer recruitment"),
        Difference(
            "Main objectives",
            "\n".join(str(each) for each in Objective.objects.filter(number__in=[6, 7])),
            str(Objective.objects.get(number=6)),
        ),
        Difference("Level", "", "Local\nNational"),
    ]


def test_a_new_record_and_a_withdrawal_are_compared_with_nothing(portugal, moderator):
    live = pledges.published(portugal, moderator)
    assert selectors.live_version(live) is None
    live.change = Change.WITHDRAWAL
    assert selectors.live_version(live) is None
    assert selectors.differences(None, live, kind=Kind.PLEDGE) == []


def test_every_answer_of_a_pledge_is_put_into_words(portugal):
    item = pledges.draft(
        portugal,
        objectives=(6,),
        natures=[Nature.FINANCIAL, Nature.HUMAN],
        pledge_type=PledgeType.PARTNERSHIP,
        ends_on=date(2027, 12, 31),
        is_open_ended=False,
        budget_amount=Decimal("1250000.50"),
        budget_currency="EUR",
        budget_is_secured=None,
        contact_email="private@example.org",
    )
    PledgeObjective.objects.create(pledge=item, objective_id=7, weight=Weight.RELATED)
    PledgePartner.objects.create(pledge=item, name="Sample Agency")
    item.countries.add("PRT")
    words = {each.name: each.text for each in selectors.contents(item, kind=Kind.PLEDGE)}
    assert {name: text for name, text in words.items() if text and name != "description"} == {
        "title": "A sample pledge",
        "language": "English",
        "pledge_type": "In partnership",
        "natures": "Financial\nHuman resources",
        "covers_whole_compact": "No",
        "main_objectives": str(Objective.objects.get(number=6)),
        "related_objectives": str(Objective.objects.get(number=7)),
        "countries": "Portugal",
        "partners": "Sample Agency",
        "starts_on": "1 January 2026",
        "ends_on": "31 December 2027",
        "is_open_ended": "No",
        "budget_amount": "1,250,000.50",
        "budget_currency": "EUR",
        "is_mirror": "No",
    }


def test_a_tool_and_an_update_are_put_into_words(portugal, moderator):
    tool = tools.draft(portugal, standing=Standing.WISHED, objectives=[7], languages=["en", "pt"])
    words = {each.name: each.text for each in selectors.contents(tool, kind=Kind.TOOL)}
    assert (words["standing"], words["languages"], words["offers_support"]) == (
        "Wished for",
        "English\nPortuguese",
        "No",
    )
    update = progress.draft(portugal, about=pledges.published(portugal, moderator).record, stage=Stage.PLANNING)
    words = {each.name: each.text for each in selectors.contents(update, kind=Kind.UPDATE)}
    assert (words["stage"], words["about"]) == ("Planning", update.about.reference)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_field_that_is_shown_or_compared_exists(kind):
    """A field renamed in a model is missed here, not by a moderator."""
    fields = {field.name for field in MODELS[kind]._meta.get_fields()}
    named = set(LABELS[kind]) - {"main_objectives", "related_objectives"}
    assert named - fields == set()


def test_contact_persons_are_read_for_pledges_and_are_no_part_of_the_content(portugal):
    item = pledges.submitted(portugal, contact_email="private@example.org")
    PledgeContact.objects.create(record=item.record, name="Second", email="second@example.org", is_primary=False)
    assert [each.email for each in selectors.contacts(item, kind=Kind.PLEDGE)] == [
        "private@example.org",
        "second@example.org",
    ]
    assert not any("private@" in each.text for each in selectors.contents(item, kind=Kind.PLEDGE))
    assert list(selectors.contacts(tools.submitted(portugal), kind=Kind.TOOL)) == []


def test_an_update_is_called_after_its_pledge(portugal, moderator):
    live = pledges.published(portugal, moderator, title="Recrutement équitable", language="fr")
    update = progress.submitted(portugal, about=live.record)
    assert selectors.headline(update) == ("Recrutement équitable", "fr")
    services.retract(live, by=moderator, note="By mistake.")
    assert selectors.headline(update) == (update.reference, "en")


def test_the_story_is_told_newest_first_with_reasons_and_names(portugal, moderator):
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        item = pledges.submitted(portugal)
    services.return_for_changes(item, by=moderator, note="Add a date.")
    told = [(str(each.heading), each.actor, each.note) for each in selectors.story(item)]
    assert told == [
        ("Returned for changes", "moderator", "Add a date."),
        ("Submitted", "focal.prt", ""),
        ("Draft started", "focal.prt", ""),
    ]


def test_every_kind_of_submission_is_moderated():
    assert all(issubclass(model, Moderated) for model in MODELS.values())
    assert set(MODELS) == set(Kind)
