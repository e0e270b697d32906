"""The whole machine in one table: which verb leads from where to where, and whose it is."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where one version of a record stands."""

    DRAFT = "draft", pgettext_lazy("status", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("status", "Submitted")
    RETURNED = "returned", pgettext_lazy("status", "Returned for changes")
    REJECTED = "rejected", pgettext_lazy("status", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("status", "Withdrawn")
    PUBLISHED = "published", pgettext_lazy("status", "Published")
    RETRACTED = "retracted", pgettext_lazy("status", "Retracted")


class Verb(models.TextChoices):
    """What can be done to a version of a record."""

    DRAFT = "draft", pgettext_lazy("verb", "Start a draft")
    SUBMIT = "submit", pgettext_lazy("verb", "Submit")
    WITHDRAW = "withdraw", pgettext_lazy("verb", "Withdraw")
    RETURN = "return", pgettext_lazy("verb", "Return for changes")
    REJECT = "reject", pgettext_lazy("verb", "Reject")
    PUBLISH = "publish", pgettext_lazy("verb", "Publish")
    RETRACT = "retract", pgettext_lazy("verb", "Retract")
    IMPORT = "import", pgettext_lazy("verb", "Import from the public registry")
    EDIT_REFERENCE = "edit_reference", pgettext_lazy("verb", "Edit reference data")


class Change(models.TextChoices):
    """What publishing a version does to its record."""

    NEW = "new", pgettext_lazy("change", "New record")
    AMENDMENT = "amendment", pgettext_lazy("change", "Amendment")
    WITHDRAWAL = "withdrawal", pgettext_lazy("change", "Withdrawal")


class Closing(models.TextChoices):
    """Why a record that was public is no longer: what its tombstone says."""

    WITHDRAWN = "withdrawn", pgettext_lazy("closing", "Withdrawn by its owner")
    RETRACTED = "retracted", pgettext_lazy("closing", "Retracted by the secretariat")


TRANSITIONS: dict[Verb, tuple[frozenset[Status], Status]] = {  # verb: (from any of, to)
    Verb.SUBMIT: (frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED),
    Verb.WITHDRAW: (frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}), Status.WITHDRAWN),
    Verb.RETURN: (frozenset({Status.SUBMITTED}), Status.RETURNED),
    Verb.REJECT: (frozenset({Status.SUBMITTED}), Status.REJECTED),
    Verb.PUBLISH: (frozenset({Status.SUBMITTED}), Status.PUBLISHED),
    Verb.RETRACT: (frozenset({Status.PUBLISHED}), Status.RETRACTED),
    Verb.IMPORT: (frozenset({Status.DRAFT}), Status.PUBLISHED),
}
DECISIONS = frozenset({Verb.RETURN, Verb.REJECT, Verb.PUBLISH})  # a moderator's, never the author's
NEEDS_REASON = frozenset({Verb.RETURN, Verb.REJECT, Verb.RETRACT})
OPEN = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
