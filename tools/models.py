"""A tool: what IOM, its partners and States offer to implement the Compact, in place or wished for; and the calls
for tools that it may answer."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from accounts.models import User
from attachments.models import Attachment, hindrances
from objectives.models import Objective
from objectives.states import SupportKind
from tools.querysets import CallQuerySet, ToolQuerySet
from tools.states import (
    CALL_TITLE_MAX,
    PROVIDER_MAX,
    TITLE_MAX,
    WHERE_MAX,
    CallAct,
    CallStanding,
    Scope,
    Standing,
    ToolKind,
)
from ui.templatetags.ui.language import name_of
from workflow.models import Moderated, Publication, Record
from workflow.states import Change


class Call(models.Model):
    """A call for tools on a theme, with its own text, criteria and deadline (as the Network's calls for practices).

    Reference content, not moderated: administrators write it, in English at least; another language is there whole or
    not at all. Its deadline is a whole day in UTC, counted in.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(gettext_lazy("title"), max_length=CALL_TITLE_MAX)
    text = models.TextField(gettext_lazy("text"))
    criteria = models.TextField(gettext_lazy("criteria"), blank=True)
    opens_on = models.DateField(gettext_lazy("opens"))
    deadline = models.DateField(gettext_lazy("deadline"), help_text="the last day, in UTC")
    objectives = models.ManyToManyField(Objective, blank=True, related_name="calls")
    scope = models.CharField(max_length=20, choices=Scope, blank=True, help_text="empty: tools of either scope")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    published_in = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True, help_text="the first day nothing more was taken, where closed early")

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-deadline", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(deadline__gte=F("opens_on")), name="call_deadline_after_opening"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(published_in__isnull=False), name="call_closed_was_published"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("calls:detail", args=[self.slug])

    @property
    def shown_language(self) -> str:
        """The language its words are shown in on this page: the page's own where they were written in it."""
        language = get_language() or "en"
        return language if getattr(self, build_localized_fieldname("title", language), "") else "en"

    def standing_on(self, day: date) -> CallStanding:
        """Where it stands on that day (UTC); its deadline is the last day it is open."""
        if self.published_in_id is None:
            return CallStanding.UNPUBLISHED
        if day > self.deadline or (self.closed_on is not None and day >= self.closed_on):
            return CallStanding.CLOSED
        return CallStanding.COMING if day < self.opens_on else CallStanding.OPEN

    def days_left(self, day: date) -> int:
        """Whole days from that day to the deadline: 0 on the last day itself."""
        return max((self.deadline - day).days, 0)


class CallEvent(models.Model):
    """Who did what to a call, and which words changed from what to what. Rows are added, never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=CallAct)
    changes = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder, help_text="field to what it said before and after"
    )
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} {self.call_id}"


class Tool(Moderated):
    """One version of a tool's record."""

    REFERENCE_KIND = "TL"

    title = models.CharField(gettext_lazy("title"), max_length=TITLE_MAX)
    title_is_descriptive = models.BooleanField(default=False, help_text="the page's own title was not seen")
    provider = models.CharField(gettext_lazy("provider"), max_length=PROVIDER_MAX, blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=ToolKind)
    scope = models.CharField(gettext_lazy("scope"), max_length=20, choices=Scope)
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.IN_PLACE)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="tools")
    objectives_are_assigned = models.BooleanField(
        default=False, help_text="filed under these objectives by us, not by the source"
    )
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    where_used = models.CharField(max_length=WHERE_MAX, blank=True)
    in_use_since = models.DateField(null=True, blank=True)
    summary = models.TextField(gettext_lazy("summary"))
    results = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    replication = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    offers_support = models.BooleanField(default=False)
    support_offered = models.TextField(blank=True)
    support_kinds = ArrayField(models.CharField(max_length=20, choices=SupportKind), default=list, blank=True)
    support_languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    plan_measure = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="tools_of_measure"
    )
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")
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
            models.CheckConstraint(
                condition=Q(standing=Standing.IN_PLACE) | Q(in_use_since__isnull=True),
                name="tool_wished_for_is_not_in_use",
            ),
            models.CheckConstraint(
                condition=Q(offers_support=True) | Q(support_offered="", support_kinds=[], support_languages=[]),
                name="tool_support_only_when_offered",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("tools:detail", args=[self.record.reference])

    @property
    def support_kind_labels(self) -> list[str]:
        """The kinds of support offered, in words."""
        return [str(SupportKind(kind).label) for kind in self.support_kinds]

    @property
    def language_names(self) -> list[str]:
        """The languages it exists in, by name."""
        return [name_of(code) for code in self.languages]

    @property
    def support_language_names(self) -> list[str]:
        """The languages in which support is offered, by name."""
        return [name_of(code) for code in self.support_languages]

    def missing(self) -> dict[str, str]:
        """What a tool cannot be submitted without. A request to withdraw needs its reason only."""
        if self.change == Change.WITHDRAWAL:
            return {} if self.change_reason.strip() else {"change_reason": _("Say why it is withdrawn.")}
        found = {}
        if not self.title.strip():
            found["title"] = _("Give the tool a title.")
        if not self.kind:
            found["kind"] = _("Say what kind of tool it is.")
        if not self.summary.strip():
            found["summary"] = _("Say what the tool is and does.")
        about = (self._missing_about_scope, self._missing_about_support, self._missing_about_call)
        for part in about:
            found |= part()
        return found | hindrances(self.attachments.all())

    def _missing_about_scope(self) -> dict[str, str]:
        if not self.scope:
            return {"scope": _("Say whether it serves the Compact as a whole or particular objectives.")}
        if self.scope == Scope.THEME_SPECIFIC and not self.objectives.exists():
            return {"objectives": _("A theme-specific tool names at least one objective.")}
        return {}

    def _missing_about_support(self) -> dict[str, str]:
        if not self.offers_support:
            return {}
        found = {}
        if not self.support_offered.strip():
            found["support_offered"] = _("Say what support is offered, or that none is.")
        if not self.support_kinds:
            found["support_kinds"] = _("Choose what kinds of support are offered.")
        return found

    def _missing_about_call(self) -> dict[str, str]:
        """A call takes tools until its deadline's day is over (UTC); what was handed in by then keeps its place."""
        call, today = self.call, timezone.now().date()
        if call is None or call.standing_on(today) == CallStanding.OPEN:
            return {}
        if call.standing_on(today) == CallStanding.CLOSED:
            handed_in = Tool.objects.filter(record=self.record_id, call=call, submitted_at__isnull=False)
            if handed_in.exists():
                return {}
            closed_on = date_format(min(call.deadline, call.closed_on or call.deadline), "DATE_FORMAT")
            words = _("The call “%(call)s” closed on %(day)s. Choose “No call” and submit without it.")
            return {"call": words % {"call": call.title, "day": closed_on}}
        words = _("The call “%(call)s” opens on %(day)s. Submit then, or choose “No call”.")
        return {"call": words % {"call": call.title, "day": date_format(call.opens_on, "DATE_FORMAT")}}

    def snapshot(self) -> dict:
        """Content with the objectives it serves and the files handed in."""
        return super().snapshot() | {
            "objectives": sorted(self.objectives.values_list("number", flat=True)),
            "attachments": sorted(self.attachments.values_list("sha256", flat=True)),
        }
