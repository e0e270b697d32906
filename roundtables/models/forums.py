"""Forum editions, and each edition's own split of the 23 objectives over four round tables.

The split is "indicative" (A/RES/73/326), so it is data per edition; the database refuses one that misses or repeats
an objective.
"""

from collections.abc import Mapping

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives.models import Objective
from roundtables.models.remembered import Remembered

COMPLETE_SPLIT = """
    PERFORM 1 FROM roundtables_edition WHERE year = COALESCE(NEW.edition_id, OLD.edition_id);
    IF FOUND AND (
        SELECT COUNT(DISTINCT objective_id) FROM roundtables_placement
        WHERE edition_id = COALESCE(NEW.edition_id, OLD.edition_id)
    ) <> 23 THEN
        RAISE EXCEPTION 'The split of Forum edition % must place each of the 23 objectives at a round table.',
            COALESCE(NEW.edition_id, OLD.edition_id) USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
EDITION_HAS_SPLIT = """
    IF (SELECT COUNT(DISTINCT objective_id) FROM roundtables_placement WHERE edition_id = NEW.year) <> 23 THEN
        RAISE EXCEPTION 'Forum edition % needs a split of all 23 objectives.', NEW.year
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class Edition(Remembered):
    """One International Migration Review Forum, named by its year.

    `split` and `read_at` are no columns: an edition read at a moment (`roundtables.selectors`) knows which objective
    stood at which round table then, and the publication it was read at.
    """

    REMEMBERED = ("starts_on", "ends_on", "hearing_on", "place", "chair", "outcome", "is_verified")
    split: Mapping[int, int] | None = None
    read_at: int | None = None

    year = models.PositiveSmallIntegerField(primary_key=True)
    number = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    hearing_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    is_verified = models.BooleanField(default=False)
    split_is_carried_over = models.BooleanField(
        default=False, help_text="the split was taken over from an earlier Forum, not seen for this one"
    )

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="edition_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(hearing_on__isnull=True) | Q(starts_on__isnull=False, hearing_on__lt=F("starts_on")),
                name="edition_hearing_before_start",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="has_a_split",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=EDITION_HAS_SPLIT,
            )
        ]

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return reverse("forums:detail", args=[self.year])


class RoundTable(Remembered):
    """One of the four round tables of an edition."""

    REMEMBERED = ("theme",)

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="round_tables")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=200, blank=True, help_text="as named in the regional reviews, in English")
    objectives = models.ManyToManyField(Objective, through="Placement", related_name="round_tables")

    class Meta:
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="round_table_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="round_table_one_of_four"),
        ]

    def __str__(self):
        return _("Round table %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return reverse("forums:round_table", args=[self.edition_id, self.number])


class Placement(models.Model):
    """An objective's place in one edition: exactly one round table."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="placements")
    round_table = models.ForeignKey(RoundTable, on_delete=models.CASCADE, related_name="placements")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="placements")

    class Meta:
        ordering = ["edition", "round_table", "objective"]
        constraints = [models.UniqueConstraint(fields=["edition", "objective"], name="objective_placed_once")]
        triggers = [
            pgtrigger.Trigger(
                name="complete_split",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=COMPLETE_SPLIT,
            ),
            pgtrigger.Trigger(
                name="same_edition",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF (SELECT edition_id FROM roundtables_roundtable WHERE id = NEW.round_table_id)
                        <> NEW.edition_id THEN
                        RAISE EXCEPTION 'The round table belongs to another Forum edition.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.edition_id}: {self.objective_id}"
