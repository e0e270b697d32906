"""What a person uploaded and has not decided on, erased before its week is over."""

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.services import Eraser, Subject, register_eraser
from accounts.states import Holding
from drafting.models import Upload


def register_erasers() -> None:
    """Make known what can be erased of uploads."""
    words = pgettext_lazy("personal data", "Documents the person uploaded and has not decided on")
    clears = ["name", "found", "file"]
    register_eraser(Eraser(Holding.ACCOUNT, "drafting.Upload", words, clears, _uploads, _delete))


def _uploads(subject: Subject) -> QuerySet:
    return Upload.objects.filter(by=subject.person)


def _delete(rows: QuerySet, by: User) -> None:
    rows.delete()
