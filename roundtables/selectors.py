"""Which Forum is meant, and how its objectives are placed."""

from roundtables.models import Edition


def current_edition() -> Edition | None:
    """The newest Forum whose dates are set: what the dashboard is arranged by until the next one's dates are known."""
    dated = Edition.objects.filter(starts_on__isnull=False)
    return dated.order_by("-year").first() or Edition.objects.order_by("year").first()
