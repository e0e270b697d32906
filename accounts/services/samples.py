"""Sample people for a local copy: enough of them to walk the whole way from a draft to a report."""

import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.exceptions import NotALocalCopy, ReferenceMissing
from accounts.models import AccountEvent, Delegation, Organisation, State, User
from accounts.states import Act, DelegationRole, OrganisationKind, StaffRole

SAMPLE_ORGANISATION = "Sample City (demonstration)"
AUTHORITY = "None: a sample account on a local copy"


@dataclass(frozen=True)
class Sample:
    """Who a sample person is."""

    email: str
    name: str
    role: str
    state: str | None = None


SAMPLES = (
    Sample("administrator@example.org", "Sample administrator", "administrator"),
    Sample("moderator@example.org", "Sample moderator", "moderator"),
    Sample("moderator2@example.org", "Second sample moderator", "moderator"),
    Sample("focal.prt@example.org", "Sample focal point, Portugal", "focal_point", "PRT"),
    Sample("drafter.prt@example.org", "Sample drafter, Portugal", "drafter", "PRT"),
    Sample("focal.ken@example.org", "Sample focal point, Kenya", "focal_point", "KEN"),
    Sample("drafter.ken@example.org", "Sample drafter, Kenya", "drafter", "KEN"),
    Sample("contributor@example.org", "Sample contributor, Sample City", "contributor"),
)


@dataclass(frozen=True)
class Credentials:
    """What it takes to sign in as a sample person."""

    email: str
    password: str
    totp_secret: str
    role: str
    state: str | None


def demo_accounts_file() -> Path:
    """Where the sample people's passwords are kept, readable by the owner of the files only."""
    return Path(settings.DATA_DIR) / "demo-accounts.json"


def make_demo_people() -> list[Credentials]:
    """Make the sample people and write their passwords down; returns them, or nothing where that was done before.

    Where the file is gone but the people are there, they get new passwords. Refused on anything but a local copy.
    """
    if not settings.LOCAL_COPY:
        raise NotALocalCopy
    if _done_before():
        return []
    states = {sample.state for sample in SAMPLES if sample.state}
    if State.objects.filter(iso3__in=states).count() < len(states):
        raise ReferenceMissing
    with transaction.atomic():
        credentials = [_make(sample) for sample in SAMPLES]
    _write(demo_accounts_file(), credentials)
    return credentials


def _done_before() -> bool:
    try:
        written = json.loads(demo_accounts_file().read_text())
    except (FileNotFoundError, ValueError):
        return False
    emails = {sample.email for sample in SAMPLES}
    return {entry["email"] for entry in written} == emails and User.objects.filter(email__in=emails).count() == len(
        emails
    )


def _make(sample: Sample) -> Credentials:
    password, secret = secrets.token_urlsafe(12), generate_totp_secret()
    staff_role = sample.role if sample.role in StaffRole.values else ""
    person, is_new = User.objects.get_or_create(
        email=sample.email, defaults={"name": sample.name, "staff_role": staff_role}
    )
    person.set_password(password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person).delete()
    TOTP.activate(person, secret)
    if is_new:
        delegation = None if staff_role else _delegate(sample, person)
        AccountEvent.objects.create(
            actor=User.objects.system(), act=Act.SAMPLE_MADE, person=person, delegation=delegation
        )
    return Credentials(sample.email, password, secret, sample.role, sample.state)


def _delegate(sample: Sample, person: User) -> Delegation:
    return Delegation.objects.create(
        person=person,
        role=DelegationRole.DRAFTER if sample.role == "drafter" else DelegationRole.FOCAL_POINT,
        state_id=sample.state,
        organisation=None if sample.state else _sample_organisation(),
        starts_on=timezone.localdate(),
        authority=AUTHORITY,
    )


def _sample_organisation() -> Organisation:
    return Organisation.objects.get_or_create(
        slug="sample-city-demonstration", defaults={"name": SAMPLE_ORGANISATION, "kind": OrganisationKind.LOCAL}
    )[0]


def _write(path: Path, credentials: list[Credentials]) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=".demo-accounts-")  # mode 0600 from the start
    with os.fdopen(handle, "w") as file:
        json.dump([asdict(entry) for entry in credentials], file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    Path(fresh).replace(path)
