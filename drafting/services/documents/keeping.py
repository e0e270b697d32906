"""Uploads between check and acceptance: kept for the person and party they are of, and for a week."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from attachments.validators import clean_name
from drafting.models import Upload
from drafting.services.documents.paper import Found
from workflow.models import Moderated


@transaction.atomic
def keep_document(found: Found, *, by: User, kind: str, item: Moderated, name: str) -> UUID:
    """Keep what was read from a document of this version; the person's earlier one that was not taken goes."""
    Upload.objects.filter(by=by, kind=kind, item=item.pk, taken_at__isnull=True).delete()
    kept = Upload.objects.create(
        kind=kind,
        item=item.pk,
        by=by,
        state_id=item.state_id,
        organisation_id=item.organisation_id,
        name=clean_name(name),
        found=asdict(found),
    )
    return kept.pk


def found_in(upload: Upload) -> Found:
    """What was read from the document."""
    return Found(**upload.found)


def mark_taken(upload: Upload) -> None:
    """Note that what was chosen of it is in the draft; it stays to be looked at until it expires."""
    Upload.objects.filter(pk=upload.pk).update(taken_at=timezone.now())


def erase_expired(*, now: datetime) -> int:
    """Erase what is older than a week and say how many; a second run finds nothing left."""
    _count, by_model = Upload.objects.expired(now).delete()
    return by_model.get(Upload._meta.label, 0)
