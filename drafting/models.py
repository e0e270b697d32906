"""A document or workbook between its upload and the person's decision on it. It is erased after a week."""

from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organisation, State, User
from drafting.querysets import UploadQuerySet


class Upload(models.Model):
    """What was read from a file that came back from the capital: private to who uploaded it, for one party.

    `found` is the text of its answers; the file itself is kept for workbooks only, to be marked and given back.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, help_text="the key of the kind of submission")
    item = models.BigIntegerField(null=True, help_text="the version it is a copy of; none for a workbook of many")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    state = models.ForeignKey(State, on_delete=models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200, help_text="the file's, cleaned")
    found = models.JSONField(encoder=DjangoJSONEncoder)
    file = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__isnull=True, organisation__isnull=False)
                | Q(state__isnull=False, organisation__isnull=True),
                name="upload_one_party",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True, file__isnull=False) | Q(item__isnull=False, file__isnull=True),
                name="upload_document_or_workbook",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="upload_by_age")]

    def __str__(self):
        return self.name

    @property
    def party(self) -> State | Organisation | None:
        """For whom it was uploaded."""
        return self.state or self.organisation
