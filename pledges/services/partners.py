"""A party that is named in a pledge says whether it is in it. The answer is a row; what the public sees follows."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.selectors import mandates_of
from pledges.exceptions import LinkClosed, NotNamed, SaidAlready
from pledges.models import PartnerAnswer, PartnerLetter, Pledge, PledgePartner
from pledges.selectors.partners import latest_reply, letter_open, may_answer, naming_version, public_partner
from pledges.states import Reply
from workflow.models import Record
from workflow.services import enter_answer, keep_step, number_to_come
from workflow.states import Verb

VERBS = {Reply.CONFIRMED: Verb.CONFIRM, Reply.DECLINED: Verb.DECLINE}


@transaction.atomic
def answer_naming(partner: PledgePartner, *, by: User, reply: Reply, remark: str) -> PartnerAnswer:
    """Say, for the State or organisation named, whether it is in the pledge; what was said last counts.

    Raises PermissionDenied where the person is no focal point of it, NotNamed where no version that was handed in
    names it any more, SaidAlready where that was its last word already.
    """
    record = _lock(partner.pledge.record_id)
    if not may_answer(mandates_of(by), partner):
        raise PermissionDenied
    return _enter(record, partner.key, reply=reply, remark=remark, by=by)


@transaction.atomic
def answer_letter(letter: PartnerLetter, *, reply: Reply, remark: str) -> PartnerAnswer:
    """Say the same by the link of a letter, without an account: once.

    Raises LinkClosed where the link no longer works, NotNamed where the name was taken out meanwhile.
    """
    record = _lock(letter.naming.record_id)
    if letter_open(letter.pk) is None:
        raise LinkClosed
    return _enter(record, letter.naming.key, reply=reply, remark=remark, letter=letter)


def _lock(record_id: int) -> Record:
    return Record.objects.select_for_update().get(pk=record_id)


def _enter(
    record: Record, key: str, *, reply: Reply, remark: str, by: User | None = None, letter: PartnerLetter | None = None
) -> PartnerAnswer:
    named = naming_version(record, key)
    if named is None:
        raise NotNamed
    last = latest_reply(record, key)
    if last is not None and last.reply == reply:
        raise SaidAlready
    item: Pledge = named.pledge
    publication = enter_answer(
        VERBS[reply],
        item,
        by=by or User.objects.get(is_system=True),
        note="\n\n".join(filter(None, [named.name, remark.strip()])),
        is_public=public_partner(record, key),
    )
    answer = PartnerAnswer.objects.create(
        record=record,
        key=key,
        reply=reply,
        remark=remark.strip(),
        by=by,
        letter=letter,
        publication=publication,
        holds_from=publication.number if publication else number_to_come(),
    )
    if publication is not None:
        keep_step(publication, [record])
    return answer
