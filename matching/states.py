"""The words of a match, and the whole of its machine in one table: which act leads from where to where."""

from django.db import models
from django.utils.translation import pgettext_lazy

NAME_MAX, PHONE_MAX = 150, 40
REMARK_MAX, SENTENCE_MAX = 1000, 500
REMINDED_AFTER = (7, 30)  # days without an answer; then nobody is written to any more


class Standing(models.TextChoices):
    """Where a match stands."""

    SUGGESTED = "suggested", pgettext_lazy("match", "Suggested, not put to anybody")
    PUT = "put", pgettext_lazy("match", "Put to both sides")
    MATCHED = "matched", pgettext_lazy("match", "Matched")
    CONCLUDED = "concluded", pgettext_lazy("match", "Outcome known")
    CLOSED = "closed", pgettext_lazy("match", "Closed")


class Side(models.TextChoices):
    """The two sides of a match."""

    NEED = "need", pgettext_lazy("match", "The need")
    OFFER = "offer", pgettext_lazy("match", "The offer")


class Reply(models.TextChoices):
    """What a side says to a match that is put to it."""

    CONSENTED = "consented", pgettext_lazy("match", "Consented")
    DECLINED = "declined", pgettext_lazy("match", "Declined")


class Closing(models.TextChoices):
    """Why nothing came of it."""

    DECLINED = "declined", pgettext_lazy("match", "One side declined")
    GONE = "gone", pgettext_lazy("match", "The need or the offer is no longer there")
    EXPIRED = "expired", pgettext_lazy("match", "Nobody answered in time")
    DROPPED = "dropped", pgettext_lazy("match", "Not pursued by the secretariat")


class Outcome(models.TextChoices):
    """What became of the support that was agreed on."""

    AS_AGREED = "as_agreed", pgettext_lazy("outcome of a match", "Support given as agreed")
    IN_PART = "in_part", pgettext_lazy("outcome of a match", "Support given in part")
    FELL_THROUGH = "fell_through", pgettext_lazy("outcome of a match", "Fell through")


class Act(models.TextChoices):
    """What can be done to a match, as its history tells it."""

    SUGGEST = "suggest", pgettext_lazy("match", "Suggested")
    PUT = "put", pgettext_lazy("match", "Put to both sides")
    CONSENT = "consent", pgettext_lazy("match", "Consented")
    DECLINE = "decline", pgettext_lazy("match", "Declined")
    MATCH = "match", pgettext_lazy("match", "Matched: both consented")
    STATE_OUTCOME = "state_outcome", pgettext_lazy("match", "Said what came of it")
    CONFIRM_OUTCOME = "confirm_outcome", pgettext_lazy("match", "Outcome confirmed")
    CLOSE = "close", pgettext_lazy("match", "Closed")
    ERASE_CONTACTS = "erase_contacts", pgettext_lazy("match", "Contacts and remarks erased")


OPEN = frozenset({Standing.SUGGESTED, Standing.PUT, Standing.MATCHED})  # at most one of these for a pair
MADE = frozenset({Standing.MATCHED, Standing.CONCLUDED})  # both consented

TRANSITIONS: dict[Act, tuple[frozenset[Standing], Standing | None]] = {  # act: (from any of, to; None: it stays there)
    Act.PUT: (frozenset({Standing.SUGGESTED}), Standing.PUT),
    Act.CONSENT: (frozenset({Standing.PUT}), None),
    Act.DECLINE: (frozenset({Standing.PUT}), Standing.CLOSED),
    Act.MATCH: (frozenset({Standing.PUT}), Standing.MATCHED),
    Act.STATE_OUTCOME: (frozenset({Standing.MATCHED}), None),
    Act.CONFIRM_OUTCOME: (frozenset({Standing.MATCHED}), Standing.CONCLUDED),
    Act.CLOSE: (frozenset({Standing.SUGGESTED, Standing.PUT}), Standing.CLOSED),
    Act.ERASE_CONTACTS: (MADE | {Standing.CLOSED}, None),
}
