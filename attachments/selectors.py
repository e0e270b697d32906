"""Reads about files: which may be handed out, which stand in the way of a submission, which nobody refers to."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, ManyToOneRel, Model, OuterRef, QuerySet

from attachments.models import Attachment


def has_scanner() -> bool:
    """True where this installation has files scanned for malware."""
    return bool(settings.CLAMD_ADDRESS)


def unfit(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Those in which malware was found: a record cannot be submitted with them."""
    return [each for each in attachments if each.is_infected]


def unsettled(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Those the public could not be given: found infected, or still being checked. A record with them waits."""
    return [each for each in attachments if not each.is_handed_out]


def referring() -> list[tuple[type[Model], str]]:
    """Every table that refers to files, with the column: found by walking the models, so that none is forgotten."""
    relations = Attachment._meta.get_fields(include_hidden=True)
    return [(each.related_model, each.field.name) for each in relations if isinstance(each, ManyToOneRel)]


def unused() -> QuerySet[Attachment]:
    """Files to which no version of any record refers."""
    found = Attachment.objects.order_by()
    for model, column in referring():
        found = found.exclude(Exists(model._base_manager.filter(**{column: OuterRef("pk")})))
    return found
