"""Pledges for tests, complete unless the test says otherwise, in any status by the project's own verbs."""

from datetime import date

from drafting.services import draft_amendment, draft_withdrawal
from pledges.models import PartnerContact, Pledge, PledgeContact, PledgeObjective
from pledges.services import PLEDGE_CONTENT
from pledges.states import JOINT, Nature, PledgeType
from tests.factories import accounts
from workflow import services

LONG_ENOUGH = "A sample undertaking, written for a test and for nothing else. " * 6


def draft(by, *, state="PRT", objectives=(7,), contact_email="", partners=None, **fields):
    """A complete draft, saved; a joint one names a partner, unless the test says whom."""
    values = {
        "title": "A sample pledge",
        "description": LONG_ENOUGH,
        "pledge_type": PledgeType.INDIVIDUAL,
        "natures": [Nature.PROCESS],
        "starts_on": date(2026, 1, 1),
        "is_open_ended": True,
        "state_id": state,
    } | fields
    pledge = services.start_draft(Pledge(**values), by=by)
    PledgeObjective.objects.bulk_create(PledgeObjective(pledge=pledge, objective_id=n) for n in objectives)
    if partners is None and pledge.pledge_type in JOINT:
        pledge.partners.create(name="A sample partner", kind="other")
    if contact_email:
        PledgeContact.objects.create(record=pledge.record, name="Contact Person", email=contact_email)
    return pledge


def submitted(by, **fields):
    """On the moderators' desk."""
    return services.submit(draft(by, **fields), by=by)


def published(by=None, moderator=None, **fields):
    """Public."""
    by = by or accounts.focal_point(fields.get("state", "PRT"))
    return services.publish(submitted(by, **fields), by=moderator or accounts.moderator())


def joint(by, *, partners=({"name": "Cabo Verde", "kind": "", "state": "CPV"},), addresses=(), **fields):
    """A draft made with partners, named as the form does; `addresses` are pairs of a partner's name and an e-mail."""
    pledge = draft(by, partners=(), **{"pledge_type": PledgeType.PARTNERSHIP} | fields)
    PLEDGE_CONTENT.parts["partners"].write(pledge, list(partners))
    keys = dict(pledge.partners.values_list("name", "key"))
    PartnerContact.objects.bulk_create(
        PartnerContact(record=pledge.record, key=keys[name], email=email) for name, email in addresses
    )
    return pledge


def amendment(pledge, by, reason="Because of the sample."):
    """The next version of a published pledge, as a draft."""
    return draft_amendment(pledge, by=by, content=PLEDGE_CONTENT, reason=reason)


def withdrawal(pledge, by, reason="Because of the sample."):
    """The request to withdraw a published pledge, as a draft."""
    return draft_withdrawal(pledge, by=by, content=PLEDGE_CONTENT, reason=reason)
