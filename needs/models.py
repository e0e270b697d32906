"""A capacity need: what a State or organisation asks support for (A/RES/73/195, para. 43: a mechanism that brings
needs and solutions together). It may belong to a national plan, or stand by itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.states import ReviewRegion
from attachments.models import Attachment, hindrances
from needs.querysets import NeedQuerySet
from needs.states import TITLE_MAX, WHERE_MAX
from objectives.models import Objective
from objectives.states import SupportKind
from plans.states import Horizon
from ui.templatetags.ui.language import name_of
from workflow.models import Moderated, Record
from workflow.states import Change


class Need(Moderated):
    """One version of a capacity need. `plan` and `measure` are lineages; a measure is always one of its plan's."""

    REFERENCE_KIND = "CN"

    title = models.CharField(gettext_lazy("title"), max_length=TITLE_MAX)
    main_objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="needs", help_text="null in a draft"
    )
    related_objectives = models.ManyToManyField(Objective, blank=True, related_name="related_needs")
    support_kinds = ArrayField(models.CharField(max_length=20, choices=SupportKind), default=list, blank=True)
    horizon = models.CharField(gettext_lazy("horizon"), max_length=10, choices=Horizon, blank=True)
    what_exists = models.TextField(blank=True)
    what_is_missing = models.TextField(blank=True)
    support_languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    region = models.CharField(max_length=10, choices=ReviewRegion, blank=True, help_text="where wider than the owner")
    where = models.CharField(max_length=WHERE_MAX, blank=True)
    plan = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, blank=True, related_name="needs_of_plan")
    measure = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="needs_of_measure"
    )
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")

    objects = NeedQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(published_in__isnull=False, replaced_in__isnull=True),
                name="need_public_newest",
            ),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(measure__isnull=True) | Q(plan__isnull=False), name="need_measure_belongs_to_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=True) | Q(state__isnull=False), name="need_plan_is_a_states"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("needs:detail", args=[self.record.reference])

    @property
    def support_kind_labels(self) -> list[str]:
        """The kinds of support asked for, in words."""
        return [str(SupportKind(kind).label) for kind in self.support_kinds]

    @property
    def support_language_names(self) -> list[str]:
        """The languages in which support could be given, by name."""
        return [name_of(code) for code in self.support_languages]

    def missing(self) -> dict[str, str]:
        """What a need cannot be submitted without. A request to withdraw needs its reason only."""
        if self.change == Change.WITHDRAWAL:
            return {} if self.change_reason.strip() else {"change_reason": _("Say why it is withdrawn.")}
        found = {}
        if not self.title.strip():
            found["title"] = _("Give the need a title.")
        if self.main_objective_id is None:
            found["main_objective"] = _("Choose the objective the need is mainly about.")
        if not self.support_kinds:
            found["support_kinds"] = _("Choose at least one kind of support.")
        if not self.horizon:
            found["horizon"] = _("Say by when the support is needed: in the short, medium or long term.")
        if not self.what_is_missing.strip():
            found["what_is_missing"] = _("Say what is missing.")
        return found | hindrances(self.attachments.all())

    def snapshot(self) -> dict:
        """Content with the objectives it names and the files handed in."""
        return super().snapshot() | {
            "related_objectives": sorted(self.related_objectives.values_list("number", flat=True)),
            "attachments": sorted(self.attachments.values_list("sha256", flat=True)),
        }
