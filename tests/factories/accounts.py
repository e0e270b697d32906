"""People for tests. Every value that matters to a test is given by the test."""

from datetime import date

from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Delegation, Organisation, State, User
from accounts.services import GivenLetter, nominate
from accounts.states import DelegationRole, StaffRole

SECRET = "JBSWY3DPEHPK3PXP"  # the authenticator of everybody in the tests who has to have one


def with_second_factor(somebody):
    """The same person, their authenticator set up: staff and focal points get nowhere without."""
    TOTP.activate(somebody, SECRET)
    return somebody


def person(email="somebody@example.org", **fields):
    """A person with an account and no role."""
    return User.objects.create_user(
        email, "correct horse battery", name=fields.pop("name", email.split("@")[0]), **fields
    )


def moderator(email="moderator@example.org", *, second_factor=True, **fields):
    """IOM staff who decide."""
    somebody = person(email, staff_role=StaffRole.MODERATOR, **fields)
    return with_second_factor(somebody) if second_factor else somebody


def administrator(email="administrator@example.org", *, second_factor=True, **fields):
    """IOM staff who invite."""
    somebody = person(email, staff_role=StaffRole.ADMINISTRATOR, **fields)
    return with_second_factor(somebody) if second_factor else somebody


def delegate(
    email, *, role, state=None, organisation=None, starts_on=date(2020, 1, 1), ends_on=None, second_factor=True
):
    """A person who speaks for a State (by ISO alpha-3) or an organisation; focal points with their authenticator."""
    somebody = person(email)
    if second_factor and role == DelegationRole.FOCAL_POINT:
        with_second_factor(somebody)
    Delegation.objects.create(
        person=somebody, role=role, state_id=state, organisation=organisation, starts_on=starts_on, ends_on=ends_on
    )
    return somebody


def focal_point(state="PRT", email=None, **fields):
    """Who submits for a State."""
    return delegate(
        email or f"focal.{state.lower()}@example.org", role=DelegationRole.FOCAL_POINT, state=state, **fields
    )


def drafter(state="PRT", email=None, **fields):
    """Who prepares drafts for a State."""
    return delegate(
        email or f"drafter.{state.lower()}@example.org", role=DelegationRole.DRAFTER, state=state, **fields
    )


def organisation(name="City of Sample", **fields):
    """An organisation that is plainly a sample."""
    return Organisation.objects.create(name=name, slug=fields.pop("slug", name.lower().replace(" ", "-")), **fields)


def portugal():
    """A State of the reference data."""
    return State.objects.get(iso3="PRT")


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def upload(content=PDF, name="note-verbale.pdf"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def nominated(by, *, party=None, email="successor@example.org", starts_on=None, ends_on=None, letter=None, **fields):
    """A proposal of a focal point that waits for an administrator; a letter is cited unless the test gives one."""
    cited = GivenLetter(reference="Note verbale 7/2026", dated_on=date(2026, 1, 15))
    return nominate(
        by=by,
        party=party or portugal(),
        email=email,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
        letter=letter or cited,
        **fields,
    )
