"""A national implementation plan: "States … to develop, as soon as practicable, ambitious national responses" and
reviews of them, "such as through the voluntary elaboration and use of a national implementation plan" (A/RES/73/195,
para. 53). Its measures are rows of a version, each with a lineage of its own."""

from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attachments.models import hindrances
from plans.querysets import PlanQuerySet
from plans.states import LINE_MAX, MEASURE, MEASURES_MAX, SUMMARY_MAX, TITLE_MAX, Stakeholder
from workflow.models import Moderated, Record
from workflow.states import Change, Verb

models.TextField.register_lookup(Length)


class Plan(Moderated):
    """One version of a State's plan."""

    REFERENCE_KIND = "NP"

    title = models.CharField(gettext_lazy("title"), max_length=TITLE_MAX, blank=True)
    period_starts_on = models.DateField(gettext_lazy("start of the period"), null=True, blank=True)
    period_ends_on = models.DateField(gettext_lazy("end of the period"), null=True, blank=True)
    summary = models.TextField(gettext_lazy("summary"), blank=True, validators=[MaxLengthValidator(SUMMARY_MAX)])
    document_url = models.URLField(
        gettext_lazy("published document"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    attachments = models.ManyToManyField("attachments.Attachment", blank=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(
                fields=["state"],
                condition=Q(published_in__isnull=False, replaced_in__isnull=True),
                name="plan_public_state",
            ),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(condition=Q(state__isnull=False), name="plan_is_a_states"),
            models.CheckConstraint(
                condition=Q(period_ends_on__isnull=True)
                | Q(period_starts_on__isnull=True)
                | Q(period_ends_on__gte=F("period_starts_on")),
                name="plan_period_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(summary__length__lte=SUMMARY_MAX), name="plan_summary_max"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:detail", args=[self.record.reference])

    def missing(self) -> dict[str, str]:
        """What a plan cannot be submitted without: a title, its period, and at least one measure that is complete.

        A request to withdraw needs its reason only.
        """
        if self.change == Change.WITHDRAWAL:
            return {} if self.change_reason.strip() else {"change_reason": _("Say why it is withdrawn.")}
        found: dict[str, str] = {}
        if not self.title.strip():
            found["title"] = _("Give the plan a title.")
        if self.period_starts_on is None:
            found["period_starts_on"] = _("Say when the plan’s period begins.")
        if self.period_ends_on is None:
            found["period_ends_on"] = _("Say when the plan’s period ends.")
        return found | self._missing_measures() | hindrances(self.attachments.all())

    def _missing_measures(self) -> dict[str, str]:
        measures = list(self.measures.with_content())
        if not measures:
            return {"measures": _("Add at least one measure.")}
        if self._references_needed(measures) > MEASURES_MAX:
            return {
                "measures": _("A plan has at most %(maximum)d measures in all its versions, removed ones included.")
                % {"maximum": MEASURES_MAX}
            }
        incomplete = [measure.number for measure in measures if measure.missing()]
        if not incomplete:
            return {}
        words = ngettext(
            "Measure %(numbers)s is incomplete: open it to see what it lacks.",
            "Measures %(numbers)s are incomplete: open each to see what it lacks.",
            len(incomplete),
        )
        return {"measures": words % {"numbers": ", ".join(map(str, incomplete))}}

    def _references_needed(self, measures) -> int:
        """How many measures of this lineage have, or would get, a reference of their own."""
        return len({*self._numbered(), *(measure.record_id for measure in measures)})

    def _numbered(self) -> dict[int, str]:
        """The references ever given to measures of this plan, also to removed ones, by the id of their record."""
        if not self.record.reference:
            return {}
        named = Record.objects.filter(kind=MEASURE, reference__startswith=f"{self.record.reference}-")
        return {pk: str(reference) for pk, reference in named.values_list("pk", "reference")}

    def after(self, verb: Verb) -> None:
        """Give each new measure its reference: the plan's, and the next two digits never used in it before."""
        if verb != Verb.SUBMIT:
            return
        given = self._numbered()
        last = max((int(reference.rpartition("-")[2]) for reference in given.values()), default=0)
        nameless = self.measures.exclude(record__in=given).select_related("record")
        for number, measure in enumerate(nameless.order_by("number"), start=last + 1):
            measure.record.reference = f"{self.record.reference}-{number:02d}"
            measure.record.save(update_fields=["reference"])

    def snapshot(self) -> dict:
        """Content with consultations, measures and their milestones, and the files by what they are."""
        return super().snapshot() | {
            "consultations": [each.as_values() for each in self.consultations.all()],
            "measures": [measure.as_values() for measure in self.measures.with_content()],
            "attachments": sorted(self.attachments.values_list("sha256", flat=True)),
        }


class Consultation(models.Model):
    """One time the plan was talked over with somebody outside the government's own offices."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consultations")
    stakeholder = models.CharField(max_length=20, choices=Stakeholder)
    who = models.CharField(max_length=LINE_MAX, blank=True)
    how = models.CharField(max_length=LINE_MAX, blank=True)
    held_on = models.DateField(null=True, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.plan_id}: {self.stakeholder}"

    def as_values(self) -> dict:
        """The row as plain values by the names of its questions."""
        return {name: getattr(self, name) for name in ("stakeholder", "who", "how", "held_on", "participants")}
