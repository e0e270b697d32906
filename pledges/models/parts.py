"""What hangs on a pledge: its objectives, and the contact persons, who are nobody else's business."""

from django.db import models
from django.utils.translation import gettext_lazy

from objectives.models import Objective
from pledges.states import Weight
from workflow.models import Record


class PledgeObjective(models.Model):
    """A pledge's objective: main (up to three on the form; an imported source may list more) or related."""

    pledge = models.ForeignKey("pledges.Pledge", on_delete=models.CASCADE, related_name="placements")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="pledge_placements")
    weight = models.CharField(max_length=10, choices=Weight, default=Weight.MAIN)

    class Meta:
        ordering = ["objective"]
        constraints = [models.UniqueConstraint(fields=["pledge", "objective"], name="pledge_objective_once")]
        indexes = [
            models.Index(
                fields=["objective", "pledge"], condition=models.Q(weight=Weight.MAIN), name="pledge_main_objective"
            )
        ]

    def __str__(self):
        return f"{self.pledge_id}: {self.objective_id}"


class PledgeContact(models.Model):
    """Whom the secretariat may ask about a pledge. Private: no public selector, export, report or history reads it."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="pledge_contacts")
    name = models.CharField(gettext_lazy("name"), max_length=150)
    position = models.CharField(gettext_lazy("position"), max_length=150, blank=True)
    email = models.EmailField(gettext_lazy("e-mail address"))
    is_primary = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(is_primary=True), name="pledge_one_primary_contact"
            )
        ]

    def __str__(self):
        return f"contact of {self.record_id}"
