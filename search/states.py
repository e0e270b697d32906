"""What can be found, and the limits of looking for it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a result is."""

    PLEDGE = "pledge", pgettext_lazy("search", "Pledge")
    UPDATE = "update", pgettext_lazy("search", "Progress update")
    PLAN = "plan", pgettext_lazy("search", "National plan")
    MEASURE = "measure", pgettext_lazy("search", "Measure of a national plan")
    REVIEW = "review", pgettext_lazy("search", "Voluntary national review")
    NEED = "need", pgettext_lazy("search", "Capacity need")
    TOOL = "tool", pgettext_lazy("search", "Tool")
    CALL = "call", pgettext_lazy("search", "Call for tools")
    STATE = "state", pgettext_lazy("search", "State")
    ORGANISATION = "organisation", pgettext_lazy("search", "Organisation")
    OBJECTIVE = "objective", pgettext_lazy("search", "Objective")
    FORUM = "forum", pgettext_lazy("search", "Forum")
    ROUND_TABLE = "round_table", pgettext_lazy("search", "Round table")
    PAPER = "paper", pgettext_lazy("search", "Background note or topic")


FACETS = ("kind", "objective", "state", "organisation", "language")
CAP = 1000  # so many results are ranked and counted; beyond it the count says "more than"
WORDS_MAX = 12
QUERY_MAX = 200
WORD_MAX = 60
TEXT_MAX = 20_000  # characters of one text that are indexed and shown
REFERENCE = frozenset({Kind.STATE, Kind.OBJECTIVE, Kind.FORUM, Kind.ROUND_TABLE, Kind.PAPER, Kind.CALL})
"""What administrators and files bring, beside what goes over the desk."""
