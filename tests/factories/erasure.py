"""Requests that personal data be erased, for tests, by the project's own verbs."""

from accounts.states import Holding
from erasure.selectors import plan_of
from erasure.services import ask, carry_out
from tests.factories import accounts, pledges


def record_with_contacts(focal, **fields):
    """A submitted pledge of Portugal's with a contact person; its record."""
    return pledges.submitted(focal, contact_email="ana.contact@example.org", **fields).record


def asked_about_contacts(focal, **fields):
    """A focal point's request about the contact persons of a record of theirs."""
    return ask(record_with_contacts(focal), what=Holding.CONTACTS, by=focal, **fields)


def asked_about_oneself(person=None, **fields):
    """A person's request about their own account."""
    person = person or accounts.person("leaver@example.org")
    return ask(person, what=Holding.ACCOUNT, by=person, **fields)


def carried_out(request, by=None):
    """The request, carried out as the page of that moment listed it."""
    carry_out(request, by=by or accounts.administrator("decider@example.org"), seen=plan_of(request).stamp)
    return request
