"""Readers without an account, as the project's own verbs make them."""

from alerts.models import Letter, Subscription
from alerts.selectors import read_scope
from alerts.services import ask, confirm
from alerts.services.links import CONFIRM
from workflow.selectors import current_moment


def asked(email="reader@example.org", path="pledges", query="", *, language="en", frequency="daily"):
    """Somebody asked; the letter with the link, which is not sent yet."""
    ask(email=email, scope=read_scope(path, query, current_moment()), language=language, frequency=frequency)
    return Letter.objects.order_by("-pk").first()


def token(letter):
    """What its link carries."""
    return CONFIRM.sign(str(letter.pk))


def follower(email="reader@example.org", path="pledges", query="", **more):
    """Somebody who asked and confirmed; the link that was sent is done with."""
    letter = asked(email, path, query, **more)
    confirm(token(letter))
    letter.delete()
    return Subscription.objects.get(pk=letter.subscription_id)
