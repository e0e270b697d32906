"""The index: one row for each public version of a thing that can be found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from accounts.models import Organisation, State
from search.querysets import EntryQuerySet
from search.states import Kind
from workflow.models import Record


class Entry(models.Model):
    """What one public version said, from the publication that brought it to the one that replaced it.

    Made of public words only, and of nothing that is not on the thing's own page. What is retracted has no row.
    """

    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=140, help_text="the thing through all its versions: record:7, state:PRT")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    place = models.JSONField(help_text="its page: [name of the address, arguments, fragment]")
    title = models.JSONField(help_text="language to title; one language for what a party wrote")
    texts = models.JSONField(default=list, help_text="its other words: pairs of language and text")
    languages = ArrayField(models.CharField(max_length=7))
    state = models.ForeignKey(State, on_delete=models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    objectives = ArrayField(models.PositiveSmallIntegerField(), default=list)
    spelled = models.TextField(help_text="its titles without accents, for the nearest spelling")
    vector = SearchVectorField()
    digest = models.CharField(max_length=40, help_text="of all that it was made of")
    valid_from = models.PositiveIntegerField(help_text="number of the publication")
    valid_to = models.PositiveIntegerField(null=True, help_text="number of the publication; empty while it is public")

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="search_entry_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(valid_to__isnull=True), name="search_entry_one_live"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="search_entry_ends_later"
            ),
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_words"),
            GinIndex(fields=["spelled"], opclasses=["gin_trgm_ops"], name="search_entry_spelling"),
            models.Index(fields=["-valid_from", "-id"], name="search_entry_newest"),
        ]

    def __str__(self):
        return f"{self.key} from {self.valid_from}"
