"""The ladder's rungs and the days on which each is reached.

Thirty days before is well within the sixty for which an update answers early (docs/reporting-dates.md), so that a
reminder can be acted upon at once. Fourteen days after leave time for one working round through a ministry; after
thirty it has plainly got stuck with who was asked, and after sixty it would no longer count as answering a day that
was a little early or late: then it is the secretariat's to call.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy


class Subject(models.TextChoices):
    """What a reminder is about; the value begins its key."""

    REPORT = "report", pgettext_lazy("reminder", "Progress report")
    RETURNED = "returned", pgettext_lazy("reminder", "Returned for changes")


class Rung(models.TextChoices):
    """Who is written to."""

    RESPONSIBLE = "responsible", pgettext_lazy("rung", "The focal points who answer for it")
    OTHERS = "others", pgettext_lazy("rung", "The others who work for the same State or organisation")
    SECRETARIAT = "secretariat", pgettext_lazy("rung", "The secretariat")


@dataclass(frozen=True)
class Step:
    """From which day on, counted from the one something was due or came back, which rung is written to."""

    name: str
    after: int
    rung: Rung


LATE = 60
STEPS: dict[Subject, tuple[Step, ...]] = {
    Subject.REPORT: (
        Step("before", -30, Rung.RESPONSIBLE),
        Step("today", 0, Rung.RESPONSIBLE),
        Step("after_14", 14, Rung.RESPONSIBLE),
        Step("after_30", 30, Rung.OTHERS),
        Step("after_60", LATE, Rung.SECRETARIAT),
    ),
    Subject.RETURNED: (  # the return itself told of it on its day
        Step("after_14", 14, Rung.RESPONSIBLE),
        Step("after_30", 30, Rung.OTHERS),
        Step("after_60", LATE, Rung.SECRETARIAT),
    ),
}
