"""Adjectives of everything moderated. Public reads start at `.published()` or `.as_of()`."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import F, Q

from workflow.states import Closing, Status


class Spelled(models.Func):
    """A text in letters that pg_trgm knows whatever the database's locale: see workflow's migration `spelled`."""

    function = "gcm_spelled"
    arity = 1
    output_field = models.TextField()


def not_retracted(model: type[models.Model], *, through: str = "record") -> Q:
    """That the record of a version is not retracted; PostgreSQL asks once, and only about versions no longer live."""
    records = model._meta.get_field("record").related_model
    return ~Q(**{f"{through}__in": records._base_manager.filter(closing=Closing.RETRACTED).values("pk")})  # type: ignore[union-attr]


class ModeratedQuerySet(models.QuerySet):
    """Versions of records, by what may be seen of them."""

    def published(self) -> Self:
        """What the public sees now."""
        return self.filter(published_in__isnull=False, replaced_in__isnull=True)

    def as_of(self, publication: int) -> Self:
        """What the public saw once the publication of that number was out, and before the next.

        Less what was retracted since: it is not shown or counted again, at any moment.
        """
        return self.filter(published_in__lte=publication).filter(
            Q(replaced_in__isnull=True) | Q(replaced_in__gt=publication) & not_retracted(self.model)
        )

    def ever_published(self) -> Self:
        """Every version that was public once and may still be read: the public history of a record.

        A withdrawal has no content of its own, and what was retracted is not shown again.
        """
        return (
            self.filter(published_in__isnull=False)
            .exclude(replaced_in=F("published_in"))
            .exclude(record__closing=Closing.RETRACTED)
        )

    def awaiting_decision(self) -> Self:
        """What lies on the moderators' desk, oldest first."""
        return self.filter(status=Status.SUBMITTED).order_by("submitted_at", "pk")

    def of_parties(self, *, states: Collection[str], organisations: Collection[int]) -> Self:
        """What belongs to these States (ISO alpha-3) and organisations (ids), whatever its status."""
        return self.filter(Q(state_id__in=states) | Q(organisation_id__in=organisations))
