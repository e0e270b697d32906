"""What can be erased of tokens: all of them, with the names their owner gave them."""

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.services import Eraser, Subject, register_eraser
from accounts.states import Holding
from api.models import AccessToken


def register_erasers() -> None:
    """Make known what can be erased of tokens."""
    words = pgettext_lazy("personal data", "Access tokens, with the names the person gave them")
    register_eraser(Eraser(Holding.ACCOUNT, "api.AccessToken", words, ["name"], _tokens, _delete))


def _tokens(subject: Subject) -> QuerySet:
    return AccessToken.objects.filter(owner=subject.person)


def _delete(rows: QuerySet, by: User) -> None:
    rows.delete()
