"""Reads of the desk: one submission in full, what an amendment changes, what happened to a record."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from moderation import selectors
from moderation.selectors.contents import KINDS
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


def words_of(item, kind):
    """Every answer that says something, by the name of its question."""
    sections = selectors.contents(item, kind=kind)
    return {answer.name: answer.text for section in sections for answer in section.answers if answer.text}


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
    found = {each.name: (each.before, each.after) for each in selectors.differences(live, proposed, kind=Kind.PLEDGE)}
    assert found == {
        "title": ("Fair recruitment", "Fairer recruitment"),
        "objectives": (
            "\n".join(str(each) for each in Objective.objects.filter(number__in=[6, 7])),
            str(Objective.objects.get(number=6)),
        ),
        "levels": ("", "Local\nNational"),
    }


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
    words = words_of(item, Kind.PLEDGE)
    expected = {
        "title": "A sample pledge",
        "language": "English",
        "pledge_type": "In partnership",
        "natures": "Financial\nHuman resources",
        "covers_whole_compact": "No",
        "objectives": str(Objective.objects.get(number=6)),
        "related_objectives": str(Objective.objects.get(number=7)),
        "countries": "Portugal",
        "partners": "A sample partner · Other\nSample Agency",
        "starts_on": "1 January 2026",
        "ends_on": "31 December 2027",
        "is_open_ended": "No",
        "is_mirror": "No",
    }
    assert {name: words.get(name) for name in expected} == expected


def test_a_tool_and_an_update_are_put_into_words(portugal, moderator):
    tool = tools.draft(portugal, standing=Standing.WISHED, objectives=[7], languages=["en", "pt"])
    words = words_of(tool, Kind.TOOL)
    assert (words["standing"], words["offers_support"]) == ("Wished for", "No")
    update = progress.draft(portugal, about=pledges.published(portugal, moderator).record, stage=Stage.PLANNING)
    assert words_of(update, Kind.UPDATE)["stage"] == "Planning"


def test_contact_persons_are_read_for_pledges_and_are_no_part_of_the_content(portugal):
    item = pledges.submitted(portugal, contact_email="private@example.org")
    PledgeContact.objects.create(record=item.record, name="Second", email="second@example.org", is_primary=False)
    assert [each.email for each in selectors.contacts(item, kind=Kind.PLEDGE)] == [
        "private@example.org",
        "second@example.org",
    ]
    assert not any("private@" in text for text in words_of(item, Kind.PLEDGE).values())
    assert list(selectors.contacts(tools.submitted(portugal), kind=Kind.TOOL)) == []


def test_an_update_is_called_after_its_pledge(portugal, moderator):
    live = pledges.published(portugal, moderator, title="Recrutement équitable", language="fr")
    update = progress.submitted(portugal, about=live.record)
    assert selectors.headline(update) == ("Recrutement équitable", "fr")
    services.retract(live, by=moderator, note="By mistake.")
    assert selectors.headline(update) == ("Recrutement équitable", "fr")


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
    assert {written.model for written in KINDS.values()} == set(Moderated.__subclasses__())
    assert set(KINDS) == set(Kind)
