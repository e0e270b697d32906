"""What is written for a Forum: background notes of its round tables, and topics of its policy debate."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from accounts.models import User
from roundtables.models.forums import Edition, RoundTable
from roundtables.models.remembered import Remembered
from roundtables.querysets import PaperQuerySet
from roundtables.states import PAPER_TITLE_MAX, PaperKind, PaperStanding
from workflow.models import Publication

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh_hans")  # as in the names of modeltranslation's columns
WORDS = tuple(f"{word}_{code}" for code in LANGUAGES for word in ("title", "text"))


class Paper(Remembered):
    """A background note of a round table, or a topic of the policy debate, of one Forum.

    Reference content, not moderated: administrators write it, in English at least; another language is there whole or
    not at all. Nobody else sees it before it is published.
    """

    REMEMBERED = ("number", *WORDS, "documents")

    kind = models.CharField(max_length=10, choices=PaperKind)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="papers")
    round_table = models.ForeignKey(RoundTable, on_delete=models.PROTECT, null=True, related_name="papers")
    number = models.PositiveSmallIntegerField(gettext_lazy("number"), help_text="its place among its like")
    title = models.CharField(gettext_lazy("title"), max_length=PAPER_TITLE_MAX)
    text = models.TextField(gettext_lazy("text"))
    documents = models.JSONField(default=list, blank=True, help_text="a list of {title, url}")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    published_in = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")
    is_removed = models.BooleanField(default=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "kind", "round_table", "number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PaperKind.NOTE, round_table__isnull=False)
                | Q(kind=PaperKind.TOPIC, round_table__isnull=True),
                name="paper_note_has_a_round_table",
            ),
            models.CheckConstraint(
                condition=Q(is_removed=False) | Q(published_in__isnull=True), name="paper_removed_is_not_public"
            ),
            models.UniqueConstraint(
                fields=["edition", "round_table", "number"],
                condition=Q(is_removed=False),
                nulls_distinct=False,
                name="paper_number_once",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def shown_language(self) -> str:
        """The language its words are shown in on this page: the page's own where they were written in it."""
        language = get_language() or "en"
        return language if getattr(self, build_localized_fieldname("title", language), "") else "en"

    @property
    def standing(self) -> PaperStanding:
        """Whether the public reads it."""
        return PaperStanding.PUBLISHED if self.published_in_id else PaperStanding.DRAFT

    @property
    def is_note(self) -> bool:
        """True for a background note of a round table."""
        return self.kind == PaperKind.NOTE
