"""What was done to the reference data: who, when, from what to what, why, and under which publication."""

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from roundtables.models.calendar import CalendarEntry
from roundtables.models.forums import Edition, RoundTable
from roundtables.models.papers import Paper
from roundtables.states import EditAct, EditKind
from workflow.models import Publication


def _about(kind: EditKind, **named: bool) -> Q:
    """That an edit of this kind names these, and nothing else."""
    return Q(kind=kind, **{f"{name}__isnull": not named.get(name) for name in ("round_table", "entry", "paper")})


class ReferenceEdit(models.Model):
    """One edit of a Forum's dates, split, theme, calendar or papers. Rows are added, never changed.

    `before` is all that the public could read of it until this publication, and nothing (`{}`) where it was not there:
    with it any earlier moment is read again (`roundtables.selectors`). Only what is public by its nature enters:
    dates, official names, published words.
    """

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=EditKind)
    act = models.CharField(max_length=20, choices=EditAct)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="edits")
    round_table = models.ForeignKey(RoundTable, on_delete=models.PROTECT, null=True, related_name="edits")
    entry = models.ForeignKey(CalendarEntry, on_delete=models.PROTECT, null=True, related_name="edits")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="edits")
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder, help_text="column to what it said, and says")
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder, help_text="what the public read until then")
    reason = models.CharField(max_length=1000, blank=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(_about(EditKind.EDITION) & Q(edition__isnull=False))
                | (_about(EditKind.SPLIT) & Q(edition__isnull=False))
                | (_about(EditKind.THEME, round_table=True) & Q(edition__isnull=False))
                | (_about(EditKind.ENTRY, entry=True) & Q(edition__isnull=True))
                | (_about(EditKind.PAPER, paper=True) & Q(edition__isnull=False)),
                name="reference_edit_about_one_thing",
            )
        ]
        indexes = [
            models.Index(fields=["edition", "kind", "publication"], name="reference_edit_of_edition"),
            models.Index(fields=["publication"], name="reference_edit_published"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.act} {self.kind}"
