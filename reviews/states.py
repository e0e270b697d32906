"""The words and limits of voluntary national reviews."""

from django.db import models
from django.utils.translation import pgettext_lazy

ANSWER_MAX = 3000
STATEMENT_MAX = 2000
OBJECTIVES = range(1, 24)
GROUPS = ((2, 5, 6, 12, 18), (4, 8, 9, 10, 11, 13, 21), (14, 15, 16, 19, 20, 22), (1, 3, 7, 17, 23))
"""How the form shares out the objectives over four steps: as the first Forum's round tables did.

The split of a Forum is indicative (A/RES/73/326) and may change; the steps of a form may not, or a draft's answers
would move. Each objective says beside it at which round table of the review's own Forum it is."""

ANSWERS = (
    "priorities_short",
    "priorities_medium",
    "priorities_long",
    "into_plans",
    "tools_in_place",
    "tools_wished",
    "plan_steps",
    "partnerships",
    "preparation",
    "means",
    "challenges",
    "agenda_2030",
    "capacity_building",
    "emerging_issues",
)
ANSWERS_TO = {  # guiding question: the columns that answer it
    "priorities": ANSWERS[:4],
    "tools": ANSWERS[4:6],
    "steps": ANSWERS[6:8],
}


class Emphasis(models.TextChoices):
    """What the State says of an objective in its review; empty for most. No ranking is made of it."""

    PRIORITY = "priority", pgettext_lazy("emphasis", "A priority of the State")
    NOT_COVERED = "not_covered", pgettext_lazy("emphasis", "Not relevant, or not covered in this review")
