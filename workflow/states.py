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
    NAME = "name", pgettext_lazy("verb", "Name as a partner")
    CONFIRM = "confirm", pgettext_lazy("verb", "Confirm being named")
    DECLINE = "decline", pgettext_lazy("verb", "Decline to be named")
    APPROVE = "approve", pgettext_lazy("verb", "Approve, as the first of two")
    CORROBORATE = "corroborate", pgettext_lazy("verb", "Say that it is independently corroborated")
    ASK = "ask", pgettext_lazy("verb", "Ask its owner a question")
    ANSWER = "answer", pgettext_lazy("verb", "Answer a question")
    PEER_REVIEW = "peer_review", pgettext_lazy("verb", "Hand over the result of the peer review")
    ASK_ERASURE = "ask_erasure", pgettext_lazy("verb", "Ask that personal data be erased")
    ERASE = "erase", pgettext_lazy("verb", "Erase personal data")
    REFUSE_ERASURE = "refuse_erasure", pgettext_lazy("verb", "Refuse to erase personal data")
    TAKE_BACK_ERASURE = "take_back_erasure", pgettext_lazy("verb", "Take back that personal data be erased")
    EDIT_REFERENCE = "edit_reference", pgettext_lazy("verb", "Edit reference data")
    MATCH = "match", pgettext_lazy("verb", "Match a need with an offer")
    CONCLUDE = "conclude", pgettext_lazy("verb", "Say what came of a match")


class Change(models.TextChoices):
    """What publishing a version does to its record."""

    NEW = "new", pgettext_lazy("change", "New record")
    AMENDMENT = "amendment", pgettext_lazy("change", "Amendment")
    WITHDRAWAL = "withdrawal", pgettext_lazy("change", "Withdrawal")


class Closing(models.TextChoices):
    """Why a record that was public is no longer: what its tombstone says."""

    WITHDRAWN = "withdrawn", pgettext_lazy("closing", "Withdrawn by its owner")
    RETRACTED = "retracted", pgettext_lazy("closing", "Retracted by the secretariat")
    SUPERSEDED = "superseded", pgettext_lazy("closing", "Superseded by another record")


TRANSITIONS: dict[Verb, tuple[frozenset[Status], Status]] = {  # verb: (from any of, to)
    Verb.SUBMIT: (frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED),
    Verb.WITHDRAW: (frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED}), Status.WITHDRAWN),
    Verb.RETURN: (frozenset({Status.SUBMITTED}), Status.RETURNED),
    Verb.REJECT: (frozenset({Status.SUBMITTED}), Status.REJECTED),
    Verb.APPROVE: (frozenset({Status.SUBMITTED}), Status.SUBMITTED),
    Verb.PUBLISH: (frozenset({Status.SUBMITTED}), Status.PUBLISHED),
    Verb.RETRACT: (frozenset({Status.PUBLISHED}), Status.RETRACTED),
    Verb.IMPORT: (frozenset({Status.DRAFT}), Status.PUBLISHED),
}
DECISIONS = frozenset({Verb.RETURN, Verb.REJECT, Verb.APPROVE, Verb.PUBLISH})  # a moderator's, never the author's
NEEDS_REASON = frozenset({Verb.RETURN, Verb.REJECT, Verb.RETRACT})
OPEN = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
KINDS = {"pledge": "PL", "tool": "TL", "update": "PU", "plan": "NP", "review": "VR", "need": "CN"}
"""The word for each kind in settings and addresses, and the letters its references begin with."""
