"""What a mail system says about a message it could not deliver, read for the addresses in it."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.exceptions import NotADeliveryReport
from accounts.services.addresses import mark_bounced
from notices.models import Outgoing
from notices.services import row_of_message

MAX_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Failure:
    """One recipient a message did not reach: the address as we wrote to it, where it was sent on to, and why.

    `message` is the Message-ID that the report quotes of what it could not deliver, where it does.
    """

    addresses: tuple[str, ...]
    why: str
    message: str = ""


@dataclass(frozen=True)
class Intake:
    """How many recipients failed for good, and how many of them are addresses we write to."""

    failed: int
    marked: int


def take_in(content: bytes) -> Intake:
    """Mark the addresses in a delivery report (RFC 3464) or in a list of one address a line.

    Only what failed for good is marked: a report of delay, delivery or relay marks nothing. Raises NotADeliveryReport
    where it is neither.
    """
    failures = failures_in(content)
    return Intake(failed=len(failures), marked=sum(_mark(failure) for failure in failures))


def failures_in(content: bytes) -> list[Failure]:
    """The recipients a report or a list speaks of as failed."""
    message = message_from_bytes(content[:MAX_BYTES], policy=policy.compat32)
    reports = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    if not reports:
        return _listed(content)
    blocks = [block for part in reports for block in part.walk() if block is not part]
    failed = [block for block in blocks if str(block.get("Action", "")).strip().lower() == "failed"]
    return [_failure(block, message=_quoted(message)) for block in failed]


def _mark(failure: Failure) -> bool:
    """True where one of its addresses is one we write to, the first of them.

    A report is anybody's word; that it quotes the name of a message we sent to that very address makes it more.
    """
    row = row_of_message(failure.message)
    written_to = _written_to(row)
    for email in failure.addresses:
        proof = failure.message if email == written_to else ""
        if mark_bounced(email=email, why=failure.why, message=proof):
            return True
    return False


def _written_to(row: Outgoing | None) -> str:
    """The address a row was sent to: an account's, or its own."""
    recipient = getattr(row, "recipient", row)
    return getattr(recipient, "email", "").lower()


def _quoted(report: Message) -> str:
    """The Message-ID of the returned message, whole or as its header lines (RFC 6522, 3)."""
    for part in report.walk():
        if part.get_content_type() == "message/rfc822":
            returned = part.get_payload(0)
            return str(returned.get("Message-ID", "")).strip() if isinstance(returned, Message) else ""
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            found = message_from_bytes(headers if isinstance(headers, bytes) else b"", policy=policy.compat32)
            return str(found.get("Message-ID", "")).strip()
    return ""


def _failure(block: Message, *, message: str) -> Failure:
    """What was written to comes first; it may have been forwarded to an address we do not know."""
    named = (_address(block.get(field)) for field in ("Original-Recipient", "Final-Recipient"))
    said = [_after_type(block.get("Diagnostic-Code")) or "", str(block.get("Status", "")).strip()]
    why = next((words for words in said if words), "")
    return Failure(addresses=tuple(dict.fromkeys(each for each in named if each)), why=why, message=message)


def _address(value: object) -> str:
    """`rfc822; somebody@example.org` without its type, or nothing where it is no address."""
    found = _after_type(value).strip("<>").lower()
    return found if _is_address(found) else ""


def _after_type(value: object) -> str:
    first, _, rest = str(value or "").partition(";")
    return " ".join((rest or first).split())


def _listed(content: bytes) -> list[Failure]:
    try:
        lines = [line.strip() for line in content.decode().splitlines()]
    except UnicodeDecodeError as unreadable:
        raise NotADeliveryReport from unreadable
    addresses = [line for line in lines if line and not line.startswith("#")]
    if not addresses or not all(_is_address(each) for each in addresses):
        raise NotADeliveryReport
    return [Failure(addresses=(each.lower(),), why="listed as undeliverable") for each in addresses]


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
