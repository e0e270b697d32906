"""The roster of peer reviewers, the peer reviews of tools, whom each asked, and what they handed in."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.states import ReviewRegion
from objectives.models import Objective
from peer_review.querysets import AssignmentQuerySet, PeerReviewQuerySet, ReviewerQuerySet
from peer_review.states import (
    BECAUSE_MAX,
    COMMENTS_MAX,
    CONFLICT_MAX,
    EXTERNALS_WANTED,
    INSTITUTION_MAX,
    PER_YEAR,
    PER_YEAR_MAX,
    UN_WANTED,
    Criterion,
    Experience,
    Expertise,
    Recommendation,
    ReviewState,
    Side,
    Standing,
)
from tools.models import Tool
from ui.templatetags.ui.language import name_of

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Reviewer(models.Model):
    """A person's place on the roster. All of it is private: the public never learns who reviewed what."""

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="reviewer")
    side = models.CharField(_("looks at tools from"), max_length=10, choices=Side)
    institution = models.CharField(_("institution"), max_length=INSTITUTION_MAX)
    regions = ArrayField(models.CharField(max_length=10, choices=ReviewRegion), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="+")
    expertise = models.CharField(max_length=10, choices=Expertise)
    experience = models.CharField(max_length=10, choices=Experience)
    per_year = models.PositiveSmallIntegerField(default=PER_YEAR)
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True, help_text="the last day on the roster")
    is_paused = models.BooleanField(default=False)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(per_year__gte=1, per_year__lte=PER_YEAR_MAX), name="reviewer_takes_some_a_year"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="reviewer_until_after_since"
            ),
        ]

    def __str__(self):
        return str(self.person)

    @property
    def language_names(self) -> list[str]:
        """The languages they read, by name."""
        return [name_of(code) for code in self.languages]

    @property
    def region_names(self) -> list[str]:
        """The regions they know, by name."""
        return [str(ReviewRegion(code).label) for code in self.regions]

    @property
    def is_retired(self) -> bool:
        """True from the day after their last on the roster."""
        return self.until is not None and self.until < timezone.localdate()


class PeerReview(models.Model):
    """The peer review of one version of a tool, from its opening to its result. Once complete, the row stays as it is.

    It can only become complete while the tool awaits a decision, so whether a version was peer reviewed when it was
    published never changes afterwards: the public fact is a function of the publication.
    """

    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="peer_reviews")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.OPEN)
    externals_wanted = models.PositiveSmallIntegerField(default=EXTERNALS_WANTED)
    outcome = models.CharField(max_length=20, choices=Recommendation, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="complete, or called off")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PeerReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tool"], condition=Q(state=ReviewState.OPEN), name="one_peer_review_under_way"
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.OPEN, ended_at__isnull=True, ended_by__isnull=True)
                | (~Q(state=ReviewState.OPEN) & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="peer_review_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.COMPLETE) ^ Q(outcome=""), name="peer_review_complete_has_an_outcome"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="result_written_once", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__state="open")
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"peer review {self.pk} of {self.tool_id}"

    @property
    def is_open(self) -> bool:
        """True while reviewers can be asked and can hand in."""
        return self.state == ReviewState.OPEN

    @property
    def has_disagreement(self) -> bool:
        """True where a further external reviewer was wanted because the first did not agree."""
        return self.externals_wanted > EXTERNALS_WANTED

    def wanted(self, side: str) -> int:
        """How many reviewers of that side it takes."""
        return UN_WANTED if side == Side.UN else self.externals_wanted


class Assignment(models.Model):
    """That one reviewer was asked about one tool, until when, and what became of it."""

    review = models.ForeignKey(PeerReview, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.PROTECT, related_name="assignments")
    side = models.CharField(max_length=10, choices=Side, help_text="as it was when they were asked")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.ASKED)
    answered_at = models.DateTimeField(null=True, help_text="when they accepted, declined or declared a conflict")
    ended_at = models.DateTimeField(null=True, help_text="when nothing more was owed")
    reminded = models.PositiveSmallIntegerField(default=0, help_text="how many of the reminders are written")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "reviewer"], name="reviewer_asked_once"),
            models.CheckConstraint(
                condition=Q(standing__in=[Standing.ASKED, Standing.ACCEPTED], ended_at__isnull=True)
                | (~Q(standing__in=[Standing.ASKED, Standing.ACCEPTED]) & Q(ended_at__isnull=False)),
                name="assignment_ended_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.ACCEPTED, Standing.ASSESSED]) | Q(answered_at__isnull=False),
                name="assignment_accepted_before_it_is_assessed",
            ),
        ]

    def __str__(self):
        return f"assignment {self.pk} of {self.review_id}"

    @property
    def is_overdue(self) -> bool:
        """True from the day after the one it was due, until it is answered for good."""
        return self.ended_at is None and self.due_on < timezone.localdate()


class ConflictOfInterest(models.Model):
    """What conflict a reviewer declared: about a person, so in a table of its own that only staff are shown."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="conflict")
    text = models.TextField(max_length=CONFLICT_MAX)

    def __str__(self):
        return f"conflict of {self.assignment_id}"


class AssessmentDraft(models.Model):
    """What a reviewer has written so far, as typed; it goes when the assessment is handed in."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="draft")
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"draft of {self.assignment_id}"


class Assessment(models.Model):
    """What a reviewer handed in: once, and for good; the database refuses to change it."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="assessment")
    recommendation = models.CharField(max_length=20, choices=Recommendation)
    to_owner = models.TextField(max_length=COMMENTS_MAX, blank=True)
    to_moderator = models.TextField(max_length=COMMENTS_MAX, blank=True)
    of_submission = models.DateTimeField(help_text="when the text that was read had been submitted")
    handed_in_at = models.DateTimeField(default=timezone.now)

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"assessment of {self.assignment_id}"


class Score(models.Model):
    """The points of one criterion, with a sentence where they are the lowest or the highest."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=20, choices=Criterion)
    points = models.PositiveSmallIntegerField()
    because = models.CharField(max_length=BECAUSE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=4), name="score_between_1_and_4"),
            models.CheckConstraint(condition=Q(points__in=[2, 3]) | ~Q(because=""), name="extreme_score_says_because"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self):
        return f"{self.criterion} {self.points}"
