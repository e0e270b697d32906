"""The whole dataset as files: one row for each publication it was packed at."""

from django.db import models
from django.db.models import Q

from dashboard.querysets import DatasetQuerySet
from workflow.models import Publication


class Dataset(models.Model):
    """All that was public at one publication, packed into one file. The row is the job of packing it."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, primary_key=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    lease = models.UUIDField(null=True, help_text="the worker that holds it; another's result is refused")
    lease_until = models.DateTimeField(null=True, help_text="until when nobody else may take it")
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        ordering = ["-publication_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, file="", sha256="", size__isnull=True)
                | (Q(ready_at__isnull=False, size__isnull=False) & ~Q(file="") & ~Q(sha256="")),
                name="dataset_ready_with_its_file",
            )
        ]

    def __str__(self):
        return f"dataset at publication {self.publication_id}"

    @property
    def file_name(self) -> str:
        """What it is called where it is saved."""
        return f"gcm-dataset_publication-{self.publication_id}.zip"
