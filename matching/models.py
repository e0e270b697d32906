"""A match: a capacity need and an offer of support, brought together by the secretariat.

The connection hub of the Compact's capacity-building mechanism (A/RES/73/195, para. 43 (a)). Who did what is in
`MatchEvent`, which is never changed; what must be erasable (a remark, a sentence, a contact) is kept apart.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, State, User
from accounts.states import ReviewRegion
from matching.querysets import MatchQuerySet, MatchSideQuerySet
from matching.states import MADE, NAME_MAX, OPEN, PHONE_MAX, Act, Closing, Outcome, Reply, Side, Standing
from objectives.states import SupportKind
from workflow.models import Publication, Record

ONE_PARTY = Q(state__isnull=False) ^ Q(organisation__isnull=False)
BEFORE_CONSENT = sorted({Standing.SUGGESTED, Standing.PUT, Standing.CLOSED})


class Match(models.Model):
    """One need and one offer. `objectives`, kinds and region are the need's as it stood when it was suggested, and
    again when both consented: what the match is counted under.

    `counted_from` is the first publication whose figures count it. `published_in` is the one it took by itself, where
    both sides agreed that it is named; the outcome has the same two.
    """

    need = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="matches_of_need")
    offer = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="matches_of_offer", help_text="of a tool or a pledge"
    )
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.SUGGESTED)
    closing = models.CharField(max_length=20, choices=Closing, blank=True)
    objectives = ArrayField(models.PositiveSmallIntegerField(), help_text="the main one first")
    support_kinds = ArrayField(models.CharField(max_length=20, choices=SupportKind), help_text="asked and offered")
    region = models.CharField(max_length=10, choices=ReviewRegion, blank=True)
    suggested_at = models.DateTimeField(default=timezone.now)
    put_at = models.DateTimeField(null=True)
    put_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField(null=True, help_text="the last day, counted in")
    matched_at = models.DateTimeField(null=True)
    follow_up_on = models.DateField(null=True, help_text="when both sides are asked what came of it")
    is_named = models.BooleanField(default=False, help_text="both sides agreed that the public reads it")
    counted_from = models.PositiveIntegerField(null=True)
    published_in = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True)
    concluded_at = models.DateTimeField(null=True)
    outcome_counted_from = models.PositiveIntegerField(null=True)
    outcome_published_in = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    contacts_erased_at = models.DateTimeField(null=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["need", "offer"], condition=Q(standing__in=sorted(OPEN)), name="match_one_open_for_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.CLOSED, closed_at__isnull=False) & ~Q(closing="")
                | (~Q(standing=Standing.CLOSED) & Q(closed_at__isnull=True, closing="")),
                name="match_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    standing__in=sorted(MADE),
                    matched_at__isnull=False,
                    follow_up_on__isnull=False,
                    counted_from__isnull=False,
                )
                | Q(
                    standing__in=BEFORE_CONSENT,
                    matched_at__isnull=True,
                    follow_up_on__isnull=True,
                    counted_from__isnull=True,
                    is_named=False,
                ),
                name="match_made_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(is_named=True, published_in__isnull=False) | Q(is_named=False, published_in__isnull=True),
                name="match_named_is_a_publication",
            ),
            models.CheckConstraint(
                condition=Q(
                    standing=Standing.CONCLUDED,
                    outcome_on__isnull=False,
                    concluded_at__isnull=False,
                    outcome_counted_from__isnull=False,
                )
                & ~Q(outcome="")
                | (
                    ~Q(standing=Standing.CONCLUDED) & Q(outcome="", outcome_on__isnull=True, concluded_at__isnull=True)
                ),
                name="match_concluded_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["standing", "-id"], name="match_by_standing"),
            models.Index(fields=["counted_from"], name="match_counted"),
        ]

    def __str__(self):
        return f"{self.need_id} and {self.offer_id}"

    @property
    def was_put(self) -> bool:
        """True once the sides were asked."""
        return self.put_at is not None

    @property
    def is_made(self) -> bool:
        """True once both consented."""
        return self.standing in MADE

    @property
    def support_kind_labels(self) -> list[str]:
        """The kinds of support it is about, in words."""
        return [str(SupportKind(kind).label) for kind in self.support_kinds]


class MatchSide(models.Model):
    """One side: whose it is, what it answered, what it says came of it.

    `remark` and `sentence` are a person's own words: the secretariat's to read, erasable, in no event and no message.
    `reminded` and `asked` are the rungs of the reminders that were written, in days.
    """

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="sides")
    which = models.CharField(max_length=10, choices=Side)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    reply = models.CharField(max_length=20, choices=Reply, blank=True)
    may_be_named = models.BooleanField(default=False)
    remark = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True)
    sentence = models.TextField(blank=True)
    stated_at = models.DateTimeField(null=True)
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reminded = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(null=True, help_text="days after the follow-up; null: not asked yet")

    objects = MatchSideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match", "which"], name="match_has_each_side_once"),
            models.CheckConstraint(condition=ONE_PARTY, name="match_side_one_party"),
            models.CheckConstraint(
                condition=Q(reply="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(reply="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="match_side_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True, stated_at__isnull=True, stated_by__isnull=True)
                | (~Q(outcome="") & Q(outcome_on__isnull=False, stated_at__isnull=False, stated_by__isnull=False)),
                name="match_side_outcome_stated_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.which} of {self.match_id}"

    @property
    def party(self) -> State | Organisation:
        """The State or organisation on this side."""
        return self.state or self.organisation  # type: ignore[return-value]

    @property
    def stamp(self) -> str:
        """What tells one statement of the outcome from the next; empty where none was made."""
        return self.stated_at.isoformat() if self.stated_at else ""


class MatchContact(models.Model):
    """Whom to write to on one side of one match. Private: the two sides' focal points and the secretariat read it
    once both have consented, nobody else, ever; erased when its days are over, or when asked for."""

    side = models.OneToOneField(MatchSide, on_delete=models.PROTECT, related_name="contact")
    name = models.CharField(_("name"), max_length=NAME_MAX)
    function = models.CharField(_("function"), max_length=NAME_MAX, blank=True)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=PHONE_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(email=""), name="match_contact_can_be_written_to")
        ]

    def __str__(self):
        return f"contact of {self.side_id}"


class MatchEvent(models.Model):
    """Who did what to a match, and when. Rows are added, never changed: the database refuses it.

    It holds no words: people appear by account, everything else by codes.
    """

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=Act)
    side = models.CharField(max_length=10, choices=Side, blank=True)
    before = models.CharField(max_length=20, choices=Standing, blank=True)
    after = models.CharField(max_length=20, choices=Standing)
    detail = models.CharField(max_length=20, blank=True, help_text="the code of a closing or an outcome")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} {self.match_id}"

    @property
    def detail_label(self) -> str:
        """What its code means, in words."""
        words = {**dict(Closing.choices), **dict(Outcome.choices)}
        return str(words.get(self.detail, ""))
