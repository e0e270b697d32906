"""The words of correspondence: who writes, what a reason is for, what was done to it."""

from django.db import models
from django.utils.translation import pgettext_lazy

QUESTION_MAX = 2000
ANSWER_MAX = 3000
REMARK_MAX = 1000
REASON_NAME_MAX = 80
REASON_TEXT_MAX = 2000


class Side(models.TextChoices):
    """Who writes, and whose turn it is."""

    SECRETARIAT = "secretariat", pgettext_lazy("correspondence", "The secretariat")
    OWNER = "owner", pgettext_lazy("correspondence", "Its owner")


class Use(models.TextChoices):
    """What a canned reason is offered for."""

    RETURN = "return", pgettext_lazy("canned reason", "Returning for changes")
    REJECT = "reject", pgettext_lazy("canned reason", "Rejecting")
    QUESTION = "question", pgettext_lazy("canned reason", "Asking a question")


class ReasonAct(models.TextChoices):
    """What was done to a canned reason."""

    ADDED = "added", pgettext_lazy("canned reason", "Added")
    CHANGED = "changed", pgettext_lazy("canned reason", "Changed")
    RETIRED = "retired", pgettext_lazy("canned reason", "Retired")
    RESTORED = "restored", pgettext_lazy("canned reason", "Offered again")
