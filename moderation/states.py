"""What comes over the desk, and the words for what happened to it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from workflow.states import Status, Verb


class Kind(models.TextChoices):
    """The kinds of submission, as they stand in addresses."""

    PLEDGE = "pledge", pgettext_lazy("submission", "Pledge")
    TOOL = "tool", pgettext_lazy("submission", "Tool")
    UPDATE = "update", pgettext_lazy("submission", "Progress update")
    PLAN = "plan", pgettext_lazy("submission", "National implementation plan")
    REVIEW = "review", pgettext_lazy("submission", "Voluntary national review")
    NEED = "need", pgettext_lazy("submission", "Capacity need")

    @property
    def plural(self):
        """What many of them are called."""
        return PLURALS[self]


class About(models.TextChoices):
    """What may be asked about a published record."""

    WITHDRAWAL = "withdrawal", pgettext_lazy("asked about a record", "Its owner asks for its withdrawal")
    ERASURE = "erasure", pgettext_lazy("asked about a record", "Personal data beside it is to be erased")


class FileFate(models.TextChoices):
    """What a submission does with a file."""

    ADDED = "added", pgettext_lazy("file", "Added")
    KEPT = "kept", pgettext_lazy("file", "Kept")
    REMOVED = "removed", pgettext_lazy("file", "Removed")


PLURALS = {
    Kind.PLEDGE: pgettext_lazy("submissions", "Pledges"),
    Kind.TOOL: pgettext_lazy("submissions", "Tools"),
    Kind.UPDATE: pgettext_lazy("submissions", "Progress updates"),
    Kind.PLAN: pgettext_lazy("submissions", "National implementation plans"),
    Kind.REVIEW: pgettext_lazy("submissions", "Voluntary national reviews"),
    Kind.NEED: pgettext_lazy("submissions", "Capacity needs"),
}
BULK_VERBS = (Verb.PUBLISH, Verb.RETURN)  # what can be done to many at once
BATCH_MAX = 50  # submissions in one confirmation: what one page of the queue shows
STAMP_MAX = 100
SOON_DAYS = 3  # working days to the promised day from which a submission is said to be due soon
WHOLE_COMPACT = "compact"  # beside the numbers of the 23 objectives
UNCLAIMED = "nobody"
MINE = "mine"

READABLE = frozenset({Status.SUBMITTED, Status.REJECTED, Status.PUBLISHED, Status.RETRACTED})  # not with its owner
DECIDABLE = (Verb.APPROVE, Verb.PUBLISH, Verb.RETURN, Verb.REJECT, Verb.RETRACT)  # in the order they are offered

DONE = {
    Verb.APPROVE: pgettext_lazy("decision", "Approved, as the first of two: another moderator has to publish it."),
    Verb.PUBLISH: pgettext_lazy("decision", "Published: the public can read it now."),
    Verb.RETURN: pgettext_lazy("decision", "Returned for changes: the focal point is told why."),
    Verb.REJECT: pgettext_lazy("decision", "Rejected: the focal point is told why."),
    Verb.RETRACT: pgettext_lazy("decision", "Retracted: a page with the date and the reason stands in its place."),
}
WITHDRAWN_AS_ASKED = pgettext_lazy(
    "decision", "Withdrawn as its owner asked: a page with the date and the reason stands in its place."
)


class Age(models.TextChoices):
    """How a submission stands to the day its decision was promised for."""

    LATE = "late", pgettext_lazy("decision", "Late")
    SOON = "soon", pgettext_lazy("decision", "Due within 3 working days")


class Order(models.TextChoices):
    """How the queue is sorted; the longest waiting stand first where nothing else is asked for."""

    DAYS_LEFT = "days_left", pgettext_lazy("sort", "Fewest days left first, by kind")
    NEWEST = "newest", pgettext_lazy("sort", "Newest first")


class Ending(models.TextChoices):
    """Why somebody no longer holds a submission."""

    RELEASED = "released", pgettext_lazy("claim", "Released")
    TAKEN_OVER = "taken_over", pgettext_lazy("claim", "Taken over by somebody else")
    DECIDED = "decided", pgettext_lazy("claim", "Decided")
    LEFT = "left", pgettext_lazy("claim", "No longer on the desk")
    LAPSED = "lapsed", pgettext_lazy("claim", "Held for too long without a decision")


class Outcome(models.TextChoices):
    """What became of one submission of a batch; empty until it was tried."""

    DONE = "done", pgettext_lazy("batch", "Done")
    FAILED = "failed", pgettext_lazy("batch", "Not done")
