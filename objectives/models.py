"""The Compact's text: objectives with their lettered actions, and the guiding principles (A/RES/73/195, annex)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language


class OfficialText(models.Model):
    """A title in six languages that knows in which of them it was checked against the official text."""

    unofficial = models.JSONField(
        default=dict, help_text="field name to the languages whose text was not checked against the official one"
    )

    class Meta:
        abstract = True

    def is_official(self, field: str, language: str | None = None) -> bool:
        """True where the field's text in that language (default: the page's) was checked."""
        return (language or get_language() or "en") not in self.unofficial.get(field, [])

    @property
    def title_is_official(self) -> bool:
        """True where the title in the page's language is the official one."""
        return self.is_official("title")


class Objective(OfficialText):
    """One of the 23 objectives of the Compact."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    paragraph = models.PositiveSmallIntegerField(help_text="of A/RES/73/195")
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=120)
    sdg_targets = ArrayField(models.CharField(max_length=8), default=list)
    sdg_targets_are_verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=23), name="objective_between_1_and_23")
        ]

    def __str__(self):
        return f"{self.number}. {self.short_title}"

    def get_absolute_url(self):
        return reverse("objectives:detail", args=[self.number])

    @property
    def short_title_is_official(self) -> bool:
        """True where the short title in the page's language was checked."""
        return self.is_official("short_title")


class Action(models.Model):
    """A lettered action under an objective; the summary is ours, not the official text."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    letter = models.CharField(max_length=1)
    summary = models.CharField(max_length=300, help_text="a paraphrase in English")

    class Meta:
        ordering = ["objective", "letter"]
        constraints = [models.UniqueConstraint(fields=["objective", "letter"], name="action_letter_once")]

    def __str__(self):
        return f"{self.objective_id} ({self.letter})"


class Principle(OfficialText):
    """One of the ten guiding principles (A/RES/73/195, para. 15)."""

    key = models.SlugField(primary_key=True, max_length=40)
    letter = models.CharField(max_length=1, unique=True)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["letter"]

    def __str__(self):
        return self.title
