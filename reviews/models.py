"""A voluntary national review: what a State says, for one Forum or regional review, of how it carries out the Compact.

"State-led ... with the participation of all relevant stakeholders" (A/RES/73/195, paras. 48-53); the questions it
answers are the guiding questions of the concept note of December 2018 and the themes of the Forum's policy debate
(A/RES/73/326).
"""

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.states import ReviewRegion
from attachments.models import Attachment, hindrances
from objectives.models import Objective
from reviews.querysets import ReviewQuerySet
from reviews.states import ANSWER_MAX, ANSWERS, ANSWERS_TO, STATEMENT_MAX, Emphasis
from roundtables.models import Edition
from workflow.models import Moderated
from workflow.states import OPEN, Change, Status

models.TextField.register_lookup(Length)

LIVE = Q(published_in__isnull=False, replaced_in__isnull=True)
UNFINISHED = [Status.DRAFT, Status.RETURNED, Status.WITHDRAWN]


class Review(Moderated):
    """One version of a State's review, for one Forum or one regional review."""

    REFERENCE_KIND = "VR"

    forum = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    region = models.CharField(max_length=10, choices=ReviewRegion, blank=True, help_text="of a regional review")
    region_year = models.PositiveSmallIntegerField(null=True, blank=True)
    priorities_short = models.TextField(gettext_lazy("priorities in the short term"), blank=True)
    priorities_medium = models.TextField(gettext_lazy("priorities in the medium term"), blank=True)
    priorities_long = models.TextField(gettext_lazy("priorities in the long term"), blank=True)
    into_plans = models.TextField(gettext_lazy("how they become plans"), blank=True)
    tools_in_place = models.TextField(gettext_lazy("tools in place"), blank=True)
    tools_wished = models.TextField(gettext_lazy("tools wished for"), blank=True)
    plan_steps = models.TextField(gettext_lazy("steps towards national plans"), blank=True)
    partnerships = models.TextField(gettext_lazy("partnerships"), blank=True)
    preparation = models.TextField(gettext_lazy("how the review was prepared"), blank=True)
    means = models.TextField(gettext_lazy("means of implementation"), blank=True)
    challenges = models.TextField(gettext_lazy("challenges in implementation"), blank=True)
    agenda_2030 = models.TextField(gettext_lazy("links with the 2030 Agenda"), blank=True)
    capacity_building = models.TextField(gettext_lazy("the capacity-building mechanism"), blank=True)
    emerging_issues = models.TextField(gettext_lazy("contemporary and emerging issues"), blank=True)
    attachments = models.ManyToManyField(Attachment, blank=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(fields=["forum", "state"], condition=LIVE, name="review_public_forum"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(condition=Q(state__isnull=False), name="review_is_a_states"),
            models.CheckConstraint(
                condition=Q(region="", region_year__isnull=True) | (~Q(region="") & Q(region_year__isnull=False)),
                name="review_region_has_a_year",
            ),
            models.CheckConstraint(
                condition=Q(forum__isnull=False, region="")
                | (Q(forum__isnull=True) & ~Q(region=""))
                | Q(forum__isnull=True, region="", status__in=UNFINISHED),
                name="review_for_one_occasion",
            ),
            models.UniqueConstraint(fields=["state", "forum"], condition=LIVE, name="review_one_live_per_forum"),
            models.UniqueConstraint(
                fields=["state", "forum"], condition=Q(status__in=sorted(OPEN)), name="review_one_open_per_forum"
            ),
            models.UniqueConstraint(
                fields=["state", "region", "region_year"], condition=LIVE, name="review_one_live_per_region"
            ),
            models.UniqueConstraint(
                fields=["state", "region", "region_year"],
                condition=Q(status__in=sorted(OPEN)),
                name="review_one_open_per_region",
            ),
            models.CheckConstraint(
                condition=reduce(and_, [Q(**{f"{name}__length__lte": ANSWER_MAX}) for name in ANSWERS]),
                name="review_answers_max",
            ),
        ]

    def __str__(self):
        return self.title or self.record.reference or f"review {self.pk}"

    def get_absolute_url(self):
        return reverse("reviews:detail", args=[self.record.reference])

    @property
    def title(self) -> str:
        """What it is called, in the language it is written in; nothing before it says what it is for.

        Read with its State (`with_parties`), so that this asks for nothing.
        """
        with override(self.language):
            words = {"state": self.state, "year": self.forum_id or self.region_year}
            if self.forum_id:
                return _("%(state)s: voluntary national review for the Forum of %(year)s") % words
            if self.region:
                return _("%(state)s: voluntary national review for the regional review of %(region)s, %(year)s") % (
                    words | {"region": ReviewRegion(self.region).label}
                )
        return ""

    @property
    def occasion(self) -> str:
        """The Forum or regional review as a form can carry it: `forum:2026`, `regional:ECE:2024`, or nothing."""
        if self.forum_id:
            return f"forum:{self.forum_id}"
        return f"regional:{self.region}:{self.region_year}" if self.region else ""

    def missing(self) -> dict[str, str]:
        """What a review cannot be submitted without: its Forum, the first guiding question, one statement.

        A request to withdraw needs its reason only.
        """
        if self.change == Change.WITHDRAWAL:
            return {} if self.change_reason.strip() else {"change_reason": _("Say why it is withdrawn.")}
        found: dict[str, str] = {}
        if not self.occasion:
            found["occasion"] = _("Choose the Forum or regional review it is written for.")
        elif repeated := self.repeated():
            found["occasion"] = repeated
        if not any(getattr(self, name).strip() for name in ANSWERS_TO["priorities"]):
            found["priorities_short"] = _("Answer the first guiding question: what the priorities are, in any term.")
        if not self.statements.exclude(text="").exists():
            found["statement_2"] = _("Write a statement on at least one objective; any of the 23 will do.")
        return found | hindrances(self.attachments.all())

    def repeated(self) -> str:
        """Why this would be a second review for the same Forum or regional review, and where the first is; or nothing.

        There is one live review, and one under way, for each State and occasion.
        """
        others = Review.objects.standing().filter(state=self.state_id).exclude(record=self.record_id)
        if self.forum_id:
            others = others.for_forum(self.forum_id)
        elif self.region_year:
            others = others.for_regional_review(self.region, self.region_year)
        else:
            others = others.none()
        other = others.with_parties().order_by("published_in_id", "pk").first()
        if other is None:
            return ""
        if other.published_in_id:
            words = _("Your State’s review for this is published as %(reference)s. Amend it; there is one for each.")
            return words % {"reference": other.reference}
        words = _("Your State is writing its review for this already, begun on %(day)s. Go on with that one.")
        return words % {"day": date_format(other.created_at, "DATE_FORMAT")}

    def snapshot(self) -> dict:
        """Content with its statements and the files by what they are."""
        return super().snapshot() | {
            "statements": list(self.statements.values("objective_id", "text", "emphasis")),
            "attachments": sorted(self.attachments.values_list("sha256", flat=True)),
        }


class Statement(models.Model):
    """What a review says on one objective: a few sentences, whether it is a priority, or that it is not covered."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="statements")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(gettext_lazy("statement"), blank=True)
    emphasis = models.CharField(max_length=20, choices=Emphasis, blank=True)

    class Meta:
        ordering = ["review", "objective"]
        constraints = [
            models.UniqueConstraint(fields=["review", "objective"], name="statement_once_for_an_objective"),
            models.CheckConstraint(condition=Q(text__length__lte=STATEMENT_MAX), name="statement_max"),
        ]

    def __str__(self):
        return f"{self.review_id}: {self.objective_id}"

    @property
    def is_priority(self) -> bool:
        """True where the State calls it one of its priorities."""
        return self.emphasis == Emphasis.PRIORITY

    @property
    def is_not_covered(self) -> bool:
        """True where the State says that this review does not speak of it."""
        return self.emphasis == Emphasis.NOT_COVERED
