"""What requests themselves hold about persons: their words, once they are decided on."""

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.services import Eraser, Subject, register_eraser
from accounts.states import Holding
from erasure.models import ErasureRequest
from erasure.states import Standing

SAID_NO_MORE = "—"  # a refusal has to have a reason: the database asks for one


def register_erasers() -> None:
    """Make known that the words of requests can be erased."""
    words = pgettext_lazy("personal data", "Earlier requests by or about the person: their reasons")
    clears = ["reason", "answer"]
    register_eraser(Eraser(Holding.ACCOUNT, "erasure.ErasureRequest", words, clears, _decided, _say_no_more))


def _decided(subject: Subject) -> QuerySet:
    theirs = Q(person=subject.person) | Q(asked_by=subject.person)
    found = ErasureRequest.objects.filter(theirs).exclude(standing=Standing.ASKED)
    return found.exclude(reason="", answer__in=["", SAID_NO_MORE])


def _say_no_more(rows: QuerySet, by: User) -> None:
    rows.update(reason="")
    rows.filter(standing=Standing.REFUSED).update(answer=SAID_NO_MORE)
