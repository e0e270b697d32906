"""A measure of a plan. Its row belongs to one version of the plan; its record stays the same through all of them."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.models import Action, Objective
from plans.querysets import MeasureQuerySet
from plans.states import DESCRIPTION_MAX, LINE_MAX, MEASURES_MAX, PARTNERS_MAX, TITLE_MAX, Horizon
from workflow.models import Record

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


class Measure(models.Model):
    """What a State undertakes in its plan. Pledges, tools and progress updates point to `record`."""

    COLUMNS = (
        "title",
        "description",
        "horizon",
        "lead_institution",
        "partners",
        "starts_on",
        "ends_on",
        "indicator",
        "baseline",
        "target",
        "budget_amount",
        "budget_currency",
        "budget_is_secured",
    )

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="measures")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="measure_versions")
    number = models.PositiveSmallIntegerField(help_text="its place in the plan; the reference keeps its own digits")
    title = models.CharField(gettext_lazy("title"), max_length=TITLE_MAX, blank=True)
    description = models.TextField(
        gettext_lazy("description"), blank=True, validators=[MaxLengthValidator(DESCRIPTION_MAX)]
    )
    objectives = models.ManyToManyField(Objective, blank=True, related_name="measures")
    actions = models.ManyToManyField(Action, blank=True, related_name="+")
    horizon = models.CharField(gettext_lazy("horizon"), max_length=10, choices=Horizon, blank=True)
    lead_institution = models.CharField(gettext_lazy("lead institution"), max_length=200, blank=True)
    partners = models.CharField(gettext_lazy("partners"), max_length=PARTNERS_MAX, blank=True)
    starts_on = models.DateField(gettext_lazy("start"), null=True, blank=True)
    ends_on = models.DateField(gettext_lazy("end"), null=True, blank=True)
    indicator = models.CharField(gettext_lazy("indicator"), max_length=LINE_MAX, blank=True)
    baseline = models.CharField(gettext_lazy("baseline"), max_length=LINE_MAX, blank=True)
    target = models.CharField(gettext_lazy("target"), max_length=LINE_MAX, blank=True)
    budget_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    budget_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    budget_is_secured = models.BooleanField(null=True, blank=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "record"], name="measure_once_in_a_plan"),
            models.UniqueConstraint(
                fields=["plan", "number"], name="measure_number_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MEASURES_MAX), name="measure_number_in_reach"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="measure_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(budget_amount__isnull=True, budget_currency="")
                | Q(budget_amount__isnull=False, budget_amount__gte=0, budget_currency__length=3),
                name="measure_budget_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(description__length__lte=DESCRIPTION_MAX), name="measure_description_max"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:measure", args=[self.reference])

    @property
    def reference(self) -> str:
        """The public reference, or nothing before the plan's first submission with it."""
        return self.record.reference or ""

    @property
    def anchor(self) -> str:
        """Where it stands on its plan's page."""
        return f"measure-{self.reference[-2:] or self.record_id}"

    def missing(self) -> dict[str, str]:
        """What a plan cannot be submitted without in this measure, each with what to do."""
        found: dict[str, str] = {}
        if not self.title.strip():
            found["title"] = _("Give the measure a title.")
        if not self.objectives.all():
            found["objectives"] = _("Choose at least one objective of the Compact.")
        if not self.horizon:
            found["horizon"] = _("Say whether it is for the short, medium or long term.")
        if not self.lead_institution.strip():
            found["lead_institution"] = _("Name the institution that leads it.")
        return found

    def as_values(self) -> dict:
        """The measure as plain values by the names of its questions, `record` the id of its lineage."""
        return {
            "record": self.record_id,
            **{name: getattr(self, name) for name in self.COLUMNS},
            "objectives": sorted(objective.pk for objective in self.objectives.all()),
            "actions": [f"{each.objective_id}{each.letter}" for each in self.actions.all()],
            "milestones": [each.as_values() for each in self.milestones.all()],
        }


class Milestone(models.Model):
    """A dated step of a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(gettext_lazy("title"), max_length=LINE_MAX)
    due_on = models.DateField(gettext_lazy("due"))
    reached_on = models.DateField(gettext_lazy("reached"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.title

    def as_values(self) -> dict:
        """The row as plain values by the names of its questions."""
        return {name: getattr(self, name) for name in ("title", "due_on", "reached_on")}
