"""What comes over the desk, and the words for what happened to it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from workflow.states import Status, Verb


class Kind(models.TextChoices):
    """The kinds of submission, as they stand in addresses."""

    PLEDGE = "pledge", pgettext_lazy("submission", "Pledge")
    TOOL = "tool", pgettext_lazy("submission", "Tool")
    UPDATE = "update", pgettext_lazy("submission", "Progress update")


PLURALS = {
    Kind.PLEDGE: pgettext_lazy("submissions", "Pledges"),
    Kind.TOOL: pgettext_lazy("submissions", "Tools"),
    Kind.UPDATE: pgettext_lazy("submissions", "Progress updates"),
}
READABLE = frozenset({Status.SUBMITTED, Status.REJECTED, Status.PUBLISHED, Status.RETRACTED})  # not with its owner
DECIDABLE = (Verb.PUBLISH, Verb.RETURN, Verb.REJECT, Verb.RETRACT)  # in the order they are offered

DONE = {
    Verb.PUBLISH: pgettext_lazy("decision", "Published: the public can read it now."),
    Verb.RETURN: pgettext_lazy("decision", "Returned for changes: the focal point is told why."),
    Verb.REJECT: pgettext_lazy("decision", "Rejected: the focal point is told why."),
    Verb.RETRACT: pgettext_lazy("decision", "Retracted: a page with the date and the reason stands in its place."),
}
