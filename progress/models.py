"""What became of a pledge: dated, moderated statements by its owner."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.querysets import UpdateQuerySet
from progress.states import Assurance, Stage
from workflow.models import Moderated, Record


class ProgressUpdate(Moderated):
    """One version of a statement about how far a pledge (later: a plan's measure) had come on a day."""

    REFERENCE_KIND = "PU"

    about = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="progress_updates")
    speaks_for_on = models.DateField(gettext_lazy("date it speaks for"))
    stage = models.CharField(gettext_lazy("stage"), max_length=20, choices=Stage)
    discontinued_because = models.TextField(blank=True)
    narrative = models.TextField(gettext_lazy("narrative"), max_length=3000)
    barriers = models.TextField(blank=True, max_length=3000)
    next_steps = models.TextField(blank=True, max_length=3000)
    indicator_value = models.CharField(max_length=300, blank=True)
    assurance = models.CharField(max_length=20, choices=Assurance, default=Assurance.SELF_REPORTED)

    objects = UpdateQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(fields=["about", "-speaks_for_on"], name="update_latest_of_record"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(stage=Stage.DISCONTINUED) | ~Q(discontinued_because=""),
                name="update_discontinued_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}, {self.speaks_for_on}"

    def missing(self) -> dict[str, str]:
        """What an update cannot be submitted without."""
        if not self.narrative.strip():
            return {"narrative": _("Say what was done, in a few sentences.")}
        return {}
