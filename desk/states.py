"""Where work lies on the desk."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Pile(models.TextChoices):
    """The piles of a desk, what came back first."""

    RETURNED = "returned", pgettext_lazy("pile", "Returned to you for changes")
    DRAFTS = "drafts", pgettext_lazy("pile", "Drafts")
    SUBMITTED = "submitted", pgettext_lazy("pile", "With the secretariat")
    PUBLISHED = "published", pgettext_lazy("pile", "Published")
    CLOSED = "closed", pgettext_lazy("pile", "Closed")
