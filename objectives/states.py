"""Words that needs and offers share: what kind of support is asked for, or given."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SupportKind(models.TextChoices):
    """Kinds of support, for a need and for an offer alike, so that the two can be laid side by side."""

    FINANCIAL = "financial", pgettext_lazy("kind of support", "Financial")
    TECHNICAL = "technical", pgettext_lazy("kind of support", "Technical assistance")
    TRAINING = "training", pgettext_lazy("kind of support", "Training")
    DATA = "data", pgettext_lazy("kind of support", "Data and information technology")
    EQUIPMENT = "equipment", pgettext_lazy("kind of support", "Equipment")
    PEERS = "peers", pgettext_lazy("kind of support", "Exchange with peers")
    ADVICE = "advice", pgettext_lazy("kind of support", "Legal or policy advice")
    OTHER = "other", pgettext_lazy("kind of support", "Other")
