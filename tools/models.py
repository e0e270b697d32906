"""A tool: what IOM, its partners and States offer to implement the Compact, in place or wished for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.models import Objective
from tools.querysets import ToolQuerySet
from tools.states import Scope, Standing, ToolKind
from workflow.models import Moderated


class Tool(Moderated):
    """One version of a tool's record."""

    REFERENCE_KIND = "TL"

    title = models.CharField(gettext_lazy("title"), max_length=300)
    title_is_descriptive = models.BooleanField(default=False, help_text="the page's own title was not seen")
    provider = models.CharField(gettext_lazy("provider"), max_length=300, blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=ToolKind)
    scope = models.CharField(gettext_lazy("scope"), max_length=20, choices=Scope)
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.IN_PLACE)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="tools")
    objectives_are_assigned = models.BooleanField(
        default=False, help_text="filed under these objectives by us, not by the source"
    )
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    where_used = models.CharField(max_length=200, blank=True)
    summary = models.TextField(gettext_lazy("summary"))
    results = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    replication = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    offers_support = models.BooleanField(default=False)
    listing = models.CharField(max_length=200, blank=True, help_text="kind of page the imported record stands on")
    listing_is_partial = models.BooleanField(default=False)

    objects = ToolQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(published_in__isnull=False, replaced_in__isnull=True),
                name="tool_public_newest",
            ),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(standing=Standing.IN_PLACE) | Q(results=""), name="tool_wished_for_has_no_results"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("tools:detail", args=[self.record.reference])

    def missing(self) -> dict[str, str]:
        """What a tool cannot be submitted without."""
        found = {}
        if not self.title.strip():
            found["title"] = _("Give the tool a title.")
        if not self.summary.strip():
            found["summary"] = _("Say what the tool is and does.")
        if self.scope == Scope.THEME_SPECIFIC and not self.objectives.exists():
            found["objectives"] = _("A theme-specific tool names at least one objective.")
        return found

    def snapshot(self) -> dict:
        """Content with the objectives it serves."""
        return super().snapshot() | {"objectives": sorted(self.objectives.values_list("number", flat=True))}
