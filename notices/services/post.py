"""Handing messages to the mail server: written once, for notices, digests and letters to people without an account.

Rows are claimed one by one and sent outside any transaction. Should a worker die between the mail server's yes and our
mark, that one message is sent twice: better than never, and by its Message-ID the two can be recognised as one.
"""

import logging
import re
from collections.abc import Callable
from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from notices.models import Outgoing
from notices.querysets import OutgoingQuerySet
from notices.services.hooks import refused
from notices.states import BATCH, MAX_ATTEMPTS

STRUCK = 2  # connections lost one after the other, after which the server is left alone until the next sweep
OURS = re.compile(r"<?([a-z_]+\.[a-z_]+)\.(\d{1,18})\.([0-9a-f]{20})@")

log = logging.getLogger(__name__)


def send_rows(
    rows: OutgoingQuerySet,
    *,
    compose: Callable[[int], EmailMessage | None],
    claim: Callable[[int, int], bool] | None = None,
    settle: Callable[[int], None] | None = None,
) -> int:
    """Send what waits among these rows, a batch at most, by one connection; says how many went out.

    `compose` is called with the number of a row this worker has claimed; where it answers None there is nothing to be
    sent, and it has noted why. What goes wrong is kept on the row and does not stop the others; but while no mail
    server answers nothing is claimed, so that an outage costs no tries. `claim` and `settle` take the place of the
    row's own claim and of marking it as sent.
    """
    due = list(rows.values_list("pk", "attempts")[:BATCH])
    if not due:
        return 0
    manager, bag, sent, struck = rows.model._default_manager, _Mailbag(), 0, 0
    try:
        for pk, attempts in due:
            if struck == STRUCK or not bag.is_open():
                break
            if not (claim(pk, attempts) if claim else manager.claim(pk, attempts=attempts)):
                continue
            error, is_sent = _try(pk, compose, bag)
            if error is not None:
                _note(rows.model, pk, error, is_last=attempts + 1 >= MAX_ATTEMPTS)
            if is_sent:
                manager.filter(pk=pk).update(failure="")
                settle(pk) if settle else manager.filter(pk=pk).update(sent_at=timezone.now())
            sent, struck = sent + is_sent, struck + 1 if error is not None and _is_cut(error) else 0
    finally:
        bag.close()
    return sent


def message_id(row: Outgoing) -> str:
    """The same for every try at sending a row, and known to nobody who has not had the message in hand."""
    identity = f"{row._meta.label_lower}.{row.pk}"
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{identity}.{_digest(row)}@{domain}>"


def row_of_message(identity: str) -> Outgoing | None:
    """The row a Message-ID was made for; None where it was not made here, so that nobody can make one up."""
    found = OURS.match(identity.strip())
    if found is None:
        return None
    try:
        model = apps.get_model(found[1])
    except LookupError:
        return None
    if not issubclass(model, Outgoing):
        return None
    row = model._default_manager.filter(pk=int(found[2])).first()
    return row if row is not None and constant_time_compare(_digest(row), found[3]) else None


def _digest(row: Outgoing) -> str:
    told_apart = f"{row._meta.label_lower}.{row.pk}.{row.created_at.isoformat()}"
    return salted_hmac("notices.message-id", told_apart).hexdigest()[:20]


def _try(pk: int, compose: Callable[[int], EmailMessage | None], bag: "_Mailbag") -> tuple[Exception | None, bool]:
    """What went wrong, and whether it went out; neither where there was nothing to be sent."""
    try:
        mail = compose(pk)
        if mail is not None:
            bag.send(mail)
    except Exception as error:
        return error, False
    return None, mail is not None


def _note(model: type[models.Model], pk: int, error: Exception, *, is_last: bool) -> None:
    said = "%s %s was not sent, and is given up" if is_last else "%s %s was not sent"
    log.error(said, model._meta.label_lower, pk, exc_info=error)
    refused(error)
    model._default_manager.filter(pk=pk).update(failure=f"{type(error).__name__}: {error}"[:2000])


def _is_cut(error: Exception) -> bool:
    """True where it was not this message the server had something against (421: it closes, RFC 5321, 4.2.1)."""
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == 421
    return isinstance(error, OSError) and not isinstance(error, SMTPRecipientsRefused)


class _Mailbag:
    """One connection to the mail server for a whole sweep, opened when it is needed and anew when it was lost."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def is_open(self) -> bool:
        try:
            self.connection.open()
        except OSError as error:
            log.warning("no mail server answers: %s", error)
            return False
        return True

    def send(self, mail: EmailMessage) -> None:
        try:
            self.connection.send_messages([mail])
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        try:
            self.connection.close()
        except OSError as error:
            log.warning("the mail server did not say goodbye: %s", error)
