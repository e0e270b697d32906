"""What the sender asks of apps above it: who hears of a refusal, and to whom mail is paused."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

RefusalHook = Callable[[BaseException], None]
PeopleHook = Callable[[], QuerySet]

_refusal_hooks: list[RefusalHook] = []
_people_hooks: list[PeopleHook] = []


def when_refused(hook: RefusalHook) -> None:
    """Have this called with what a mail server answered where it did not take a message."""
    if hook not in _refusal_hooks:
        _refusal_hooks.append(hook)


def pause_for(people: PeopleHook) -> None:
    """Hold back what is owed to these people, a query made anew at each sweep, until they are no longer in it."""
    if people not in _people_hooks:
        _people_hooks.append(people)


def refused(error: BaseException) -> None:
    """Tell everybody who asked."""
    for hook in _refusal_hooks:
        hook(error)


def is_reachable() -> Q:
    """The condition that a row's recipient is nobody to whom mail is paused."""
    condition = Q()
    for people in _people_hooks:
        condition &= ~Q(recipient__in=people())
    return condition
