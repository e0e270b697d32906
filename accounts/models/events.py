"""What was done to somebody's standing, and which mail came back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.delegations import Delegation, Invitation, Nomination
from accounts.models.people import User
from accounts.states import Act


class AccountEvent(models.Model):
    """Who changed whose standing here, how and when. Rows are added, never changed: the database refuses it.

    Nothing that must be erasable enters it: people appear by number, an address stays on the invitation.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=Act)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="account_events")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="events")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="events")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, null=True, related_name="events")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} by {self.actor_id}"


class ReturnedMail(models.Model):
    """An address mail came back from, and why; the row goes when the address works again.

    A report alone stops no mail: whoever can write to the intake could then silence somebody. What counts towards a
    pause is `proven`: a mail server's own refusal, or a report that quotes a message of ours, each message once.
    """

    email = models.EmailField(unique=True)
    why = models.CharField(max_length=300)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)
    proven = models.PositiveIntegerField(default=0)
    last_message = models.CharField(max_length=100, blank=True, help_text="the message that was counted last")

    def __str__(self):
        return self.email

    @property
    def is_pausing(self) -> bool:
        """True where so much came back that mail to this address waits."""
        return self.proven >= settings.MAIL_PAUSED_AFTER
