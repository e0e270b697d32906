"""Partners: each is told once, answers for itself, and the public sees what it said from then on and not before."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.selectors import mandates_of
from notices.models import Notice
from pledges import selectors
from pledges.exceptions import LinkClosed, NotNamed, SaidAlready
from pledges.models import Naming, PartnerAnswer, PartnerContact, PartnerLetter, Pledge
from pledges.services import PLEDGE_CONTENT, answer_letter, answer_naming
from pledges.states import Reply
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.models import AuditEvent, Publication
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db

CAPE = {"name": "Cabo Verde", "kind": "", "state": "CPV"}
PRAIA = {"name": "Praia", "kind": "local_government", "state": "CPV"}


class Cast:
    """Portugal, which pledges; Cabo Verde, which is named; a moderator."""

    def __init__(self):
        self.portugal = accounts.focal_point("PRT")
        self.cape = accounts.focal_point("CPV")
        self.moderator = accounts.moderator()

    def submitted(self, **fields):
        """On the desk, with partners."""
        return workflow.submit(pledges.joint(self.portugal, **fields), by=self.portugal)

    def published(self, **fields):
        """Public, with partners."""
        return workflow.publish(self.submitted(**fields), by=self.moderator)


@pytest.fixture
def cast(db):
    """The three of them."""
    return Cast()


def told(verb="name"):
    """Who is owed a notice of that event."""
    return list(
        Notice.objects.filter(topic=f"workflow.{verb}").order_by("pk").values_list("recipient__email", flat=True)
    )


def letters():
    return list(PartnerLetter.objects.order_by("pk").values_list("email", flat=True))


def shown(pledge, publication=None):
    """The partners the public reads, each with its reply."""
    read = selectors.with_content(Pledge.objects.filter(pk=pledge.pk), publication=publication).get()
    return [(partner.name, partner.reply) for partner in read.partners_named]


def test_focal_points_are_told_when_it_is_submitted_and_not_before(cast):
    pledge = pledges.joint(cast.portugal)
    assert (told(), Naming.objects.count()) == ([], 0)
    workflow.submit(pledge, by=cast.portugal)
    assert told() == ["focal.cpv@example.org"]
    naming = Naming.objects.get()
    assert (naming.key, naming.told_at) == ("state:CPV", pledge.submitted_at)


def test_a_party_is_told_once_however_often_it_is_handed_in(cast):
    pledge = cast.submitted()
    workflow.return_for_changes(pledge, by=cast.moderator, note="By when?")
    workflow.submit(pledge, by=cast.portugal)
    workflow.publish(pledge, by=cast.moderator)
    amendment = pledges.amendment(pledge, cast.portugal)
    workflow.submit(amendment, by=cast.portugal)
    assert told() == ["focal.cpv@example.org"]
    assert AuditEvent.objects.filter(verb="name").count() == 1


def test_an_amendment_tells_only_whom_it_adds(cast):
    accounts.focal_point("KEN")
    pledge = cast.published()
    amendment = pledges.amendment(pledge, cast.portugal)
    PLEDGE_CONTENT.write(amendment, {"partners": [CAPE, {"name": "Kenya", "kind": "", "state": "KEN"}]})
    workflow.submit(amendment, by=cast.portugal)
    assert told() == ["focal.cpv@example.org", "focal.ken@example.org"]


def test_a_request_to_withdraw_tells_no_partner(cast):
    pledge = cast.published()
    Naming.objects.update(told_at=None)
    workflow.submit(pledges.withdrawal(pledge, cast.portugal), by=cast.portugal)
    assert AuditEvent.objects.filter(verb="name").count() == 1


def test_an_organisation_that_is_known_is_told_through_its_focal_point(cast):
    city = accounts.organisation()
    accounts.delegate("city@example.org", role="focal_point", organisation=city)
    cast.submitted(partners=[{"name": "City of Sample", "kind": "local_government", "state": ""}])
    assert (told(), letters()) == (["city@example.org"], [])


def test_a_partner_nobody_speaks_for_gets_a_letter_at_the_address_given(cast):
    cast.submitted(
        partners=[CAPE, PRAIA], addresses=[("Praia", "mayor@example.org"), ("Cabo Verde", "no@example.org")]
    )
    assert (told(), letters()) == (["focal.cpv@example.org"], ["mayor@example.org"])


def test_a_letter_is_written_once_and_anew_only_to_another_address(cast):
    pledge = cast.submitted(partners=[PRAIA], addresses=[("Praia", "wrong@example.org")])
    for address in ("wrong@example.org", "mayor@example.org", "mayor@example.org"):
        workflow.return_for_changes(pledge, by=cast.moderator, note="Again.")
        PartnerContact.objects.update(email=address)
        workflow.submit(pledge, by=cast.portugal)
    assert letters() == ["wrong@example.org", "mayor@example.org"]
    first, second = PartnerLetter.objects.order_by("pk")
    assert (selectors.letter_open(first.pk), selectors.letter_open(second.pk)) == (None, second)


def test_a_partner_without_address_is_told_as_soon_as_there_is_one(cast):
    pledge = cast.submitted(partners=[PRAIA])
    (standing,) = selectors.partner_standings(pledge)
    assert (standing.told_at, standing.is_out_of_reach, letters()) == (None, True, [])
    workflow.return_for_changes(pledge, by=cast.moderator, note="Who is that?")
    PartnerContact.objects.create(record=pledge.record, key="name:praia", email="mayor@example.org")
    workflow.submit(pledge, by=cast.portugal)
    (standing,) = selectors.partner_standings(pledge)
    assert (standing.told_at, standing.is_out_of_reach, letters()) == (
        pledge.submitted_at, False, ["mayor@example.org"],
    )  # fmt: skip


def test_an_answer_before_publication_takes_no_number_and_holds_from_the_first(cast):
    pledge = cast.submitted()
    before = current_publication()
    given = answer_naming(pledge.partners.get(), by=cast.cape, reply=Reply.CONFIRMED, remark=" Gladly. ")
    assert (given.publication, given.remark, given.by, current_publication()) == (None, "Gladly.", cast.cape, before)
    workflow.publish(pledge, by=cast.moderator)
    assert given.holds_from == pledge.published_in_id
    assert shown(pledge, pledge.published_in_id) == [("Cabo Verde", "confirmed")]


def test_an_answer_to_a_public_pledge_takes_the_next_number_and_changes_no_earlier_one(cast):
    pledge = cast.published()
    before = current_publication()
    given = answer_naming(pledge.partners.get(), by=cast.cape, reply=Reply.DECLINED, remark="")
    assert (given.publication_id, given.holds_from, current_publication()) == (before + 1,) * 3
    assert Publication.objects.get(number=before + 1).verb == "decline"
    assert shown(pledge, before) == [("Cabo Verde", "")]
    assert shown(pledge, before + 1) == shown(pledge) == []


def test_an_answer_to_an_amendment_leaves_alone_what_the_public_saw_before(cast):
    accounts.focal_point("KEN")
    pledge = cast.published()
    amendment = pledges.amendment(pledge, cast.portugal)
    PLEDGE_CONTENT.write(amendment, {"partners": [CAPE, PRAIA]})
    workflow.submit(amendment, by=cast.portugal)
    before = current_publication()
    answer_naming(amendment.partners.get(key="state:CPV"), by=cast.cape, reply=Reply.CONFIRMED, remark="")
    assert current_publication() == before + 1
    assert shown(pledge, before) == [("Cabo Verde", "")]
    assert shown(pledge, before + 1) == [("Cabo Verde", "confirmed")]


def test_what_was_said_last_counts_and_may_be_changed(cast):
    pledge = cast.published()
    partner = pledge.partners.get()
    for reply, expected in ((Reply.CONFIRMED, [("Cabo Verde", "confirmed")]), (Reply.DECLINED, [])):
        answer_naming(partner, by=cast.cape, reply=reply, remark="")
        assert shown(pledge) == expected
    with pytest.raises(SaidAlready):
        answer_naming(partner, by=cast.cape, reply=Reply.DECLINED, remark="")
    assert PartnerAnswer.objects.count() == 2


def test_a_declined_name_stays_away_from_the_next_version_too(cast):
    pledge = cast.published()
    answer_naming(pledge.partners.get(), by=cast.cape, reply=Reply.DECLINED, remark="")
    amendment = pledges.amendment(pledge, cast.portugal)
    workflow.publish(workflow.submit(amendment, by=cast.portugal), by=cast.moderator)
    assert (shown(amendment), amendment.partners.count()) == ([], 1)


def test_the_owner_is_told_of_a_refusal_and_not_of_a_yes(cast):
    pledge = cast.published(partners=[CAPE])
    answer_naming(pledge.partners.get(), by=cast.cape, reply=Reply.CONFIRMED, remark="")
    assert told("confirm") == []
    answer_naming(pledge.partners.get(), by=cast.cape, reply=Reply.DECLINED, remark="We were not asked.")
    assert told("decline") == ["focal.prt@example.org"]
    event = AuditEvent.objects.get(verb="decline")
    assert (event.note, event.actor, event.publication_id) == (
        "Cabo Verde\n\nWe were not asked.", cast.cape, current_publication(),
    )  # fmt: skip


@pytest.mark.parametrize("who", ["drafter", "owner", "moderator", "ended"])
def test_only_a_focal_point_of_the_party_answers(cast, who):
    pledge = cast.submitted()
    people = {
        "drafter": accounts.drafter("CPV"),
        "owner": cast.portugal,
        "moderator": cast.moderator,
        "ended": accounts.focal_point("CPV", "ended@example.org", ends_on=timezone.localdate() - timedelta(days=1)),
    }
    with pytest.raises(PermissionDenied):
        answer_naming(pledge.partners.get(), by=people[who], reply=Reply.CONFIRMED, remark="")
    assert (PartnerAnswer.objects.count(), AuditEvent.objects.filter(verb="confirm").count()) == (0, 0)


def test_a_focal_point_of_its_country_does_not_answer_for_a_city(cast):
    pledge = cast.submitted(partners=[PRAIA])
    with pytest.raises(PermissionDenied):
        answer_naming(pledge.partners.get(), by=cast.cape, reply=Reply.CONFIRMED, remark="")


def test_while_it_is_revised_nobody_answers(cast):
    pledge = cast.submitted()
    partner = pledge.partners.get()
    workflow.return_for_changes(pledge, by=cast.moderator, note="By when?")
    with pytest.raises(NotNamed):
        answer_naming(partner, by=cast.cape, reply=Reply.CONFIRMED, remark="")
    assert list(selectors.named_in(mandates_of(cast.cape))) == []


def test_a_letter_is_answered_once_in_the_name_of_nobody_here(cast):
    pledge = cast.published(partners=[PRAIA], addresses=[("Praia", "mayor@example.org")])
    letter = PartnerLetter.objects.get()
    given = answer_letter(letter, reply=Reply.CONFIRMED, remark="")
    assert (given.by, given.letter, shown(pledge)) == (None, letter, [("Praia", "confirmed")])
    event = AuditEvent.objects.get(verb="confirm")
    assert (event.actor.is_system, "mayor@example.org" in str(event.snapshot) + event.note) == (True, False)
    with pytest.raises(LinkClosed):
        answer_letter(letter, reply=Reply.DECLINED, remark="")


def test_a_letter_opens_nothing_after_ninety_days(cast):
    cast.submitted(partners=[PRAIA], addresses=[("Praia", "mayor@example.org")])
    letter = PartnerLetter.objects.get()
    assert timedelta(days=89) < letter.expires_at - timezone.now() < timedelta(days=91)
    PartnerLetter.objects.update(expires_at=timezone.now())
    assert selectors.letter_open(letter.pk) is None


def test_the_desk_lists_where_one_is_named_once_for_each_pledge(cast):
    first, second = cast.published(), cast.submitted()
    pledges.joint(cast.portugal)  # a draft is nobody else's business
    amendment = pledges.amendment(first, cast.portugal)
    workflow.submit(amendment, by=cast.portugal)
    listed = list(selectors.named_in(mandates_of(cast.cape)))
    assert [(partner.pledge, partner.reply) for partner in listed] == [(amendment, ""), (second, "")]
    answer_naming(listed[1], by=cast.cape, reply=Reply.CONFIRMED, remark="")
    assert [partner.reply for partner in selectors.named_in(mandates_of(cast.cape))] == ["", "confirmed"]
    assert list(selectors.named_in(mandates_of(cast.portugal))) == []


@pytest.mark.parametrize("records", [1, 3])
def test_the_list_takes_one_query_for_any_number(cast, records, django_assert_num_queries):
    for _ in range(records):
        cast.submitted()
    mandates = mandates_of(cast.cape)
    with django_assert_num_queries(1):
        assert (
            len([(each.pledge.owner.name, each.pledge.reference) for each in selectors.named_in(mandates)]) == records
        )


def test_standings_say_who_knows_and_what_was_said(cast):
    pledge = cast.submitted(
        partners=[CAPE, PRAIA, {"name": "Mindelo", "kind": "academia", "state": ""}],
        addresses=[("Praia", "mayor@example.org")],
    )
    answer_naming(pledge.partners.get(key="state:CPV"), by=cast.cape, reply=Reply.DECLINED, remark="No.")
    cape, praia, mindelo = selectors.partner_standings(pledge)
    assert (cape.answer.reply, cape.answer.remark, cape.told_at) == ("declined", "No.", pledge.submitted_at)
    assert (praia.answer, praia.told_at, praia.has_address) == (None, pledge.submitted_at, True)
    assert (mindelo.told_at, mindelo.is_out_of_reach) == (None, True)


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_on_one_letter_one_counts():
    cast = Cast()
    cast.published(partners=[PRAIA], addresses=[("Praia", "mayor@example.org")])
    letter = PartnerLetter.objects.select_related("naming__record").get()
    before, together, outcomes = current_publication(), threading.Barrier(2), []

    def click(reply):
        try:
            together.wait(timeout=10)
            outcomes.append(answer_letter(letter, reply=reply, remark="").reply)
        except LinkClosed:
            outcomes.append("closed")
        finally:
            connection.close()

    workers = [threading.Thread(target=click, args=(reply,)) for reply in Reply]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert outcomes.count("closed") == 1
    assert (PartnerAnswer.objects.count(), current_publication()) == (1, before + 1)


def test_nothing_of_an_answer_stays_if_its_audit_row_fails(cast, monkeypatch):
    pledge = cast.published()
    before = current_publication()

    def fail(*args, **kwargs):
        raise RuntimeError("no audit today")

    monkeypatch.setattr(AuditEvent.objects, "create", fail)
    with pytest.raises(RuntimeError, match="no audit today"):
        answer_naming(pledge.partners.get(), by=cast.cape, reply=Reply.DECLINED, remark="")
    assert (PartnerAnswer.objects.count(), current_publication()) == (0, before)
