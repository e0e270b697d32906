"""One stored file. It is never changed: versions of records share it, and another file is another row."""

from collections.abc import Iterable

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from attachments.querysets import AttachmentQuerySet
from attachments.states import HANDED_OUT, MAX_BYTES, Kind, Scan


def place_of(instance: "Attachment", filename: str) -> str:
    """A random name without an ending, in a folder per month: nothing about it can be guessed, run or shown."""
    return f"attachments/{timezone.now():%Y/%m}/{get_random_string(40)}"


class Attachment(models.Model):
    """A file as it was handed in. Each kind of record refers to its files by a relation of its own."""

    file = models.FileField(upload_to=place_of, blank=True, help_text="empty once the bytes were destroyed")
    name = models.CharField(gettext_lazy("name"), max_length=200, help_text="as given, cleaned")
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    kind = models.CharField(gettext_lazy("type"), max_length=4, choices=Kind, help_text="by its content")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.PENDING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scan_note = models.CharField(max_length=300, blank=True, help_text="what the scanner said")
    scan_due_at = models.DateTimeField(default=timezone.now, help_text="not before: a worker's claim, or patience")
    scan_attempts = models.PositiveIntegerField(default=0)
    unused_since = models.DateTimeField(null=True, blank=True, help_text="since when no version refers to it")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MAX_BYTES), name="attachment_size"),
            models.CheckConstraint(
                condition=Q(scan__in=[Scan.PENDING, Scan.UNSCANNED]) | Q(scanned_at__isnull=False),
                name="attachment_verdict_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(scan__in=sorted(HANDED_OUT)) | ~Q(file=""), name="attachment_handed_out_has_bytes"
            ),
        ]
        indexes = [
            models.Index(fields=["scan_due_at"], condition=Q(scan=Scan.PENDING), name="attachment_scan_due"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_handed_out(self) -> bool:
        """True where others than its owner may see and download it."""
        return self.scan in HANDED_OUT

    @property
    def is_infected(self) -> bool:
        """True where malware was found in it."""
        return self.scan == Scan.INFECTED

    @property
    def is_pending(self) -> bool:
        """True while it is in quarantine."""
        return self.scan == Scan.PENDING


def hindrances(files: Iterable[Attachment]) -> dict[str, str]:
    """What keeps a record with these files from being submitted, for its `missing()`; nothing if all is well."""
    names = ", ".join(each.name for each in files if each.is_infected)
    if not names:
        return {}
    return {"attachments": _("Remove these files, in which malware was found: %(names)s.") % {"names": names}}
